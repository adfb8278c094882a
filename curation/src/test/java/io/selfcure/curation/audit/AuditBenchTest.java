package io.selfcure.curation.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditBenchTest {

  @TempDir Path dir;

  @Test
  void measuresAndLeavesNothing() {
    AuditBench.Result found = AuditBench.run(new AuditBench.Size(300, 4, 3), dir, Progress.NONE);
    assertThat(found.ledgerBytes()).isGreaterThan(300 * 4 * 20);
    assertThat(found.heapBytes()).isPositive();
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void refusesARunWithoutAnything() {
    assertThatThrownBy(() -> new AuditBench.Size(0, 4, 3))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("samples");
    assertThatThrownBy(() -> new AuditBench.Size(1, 1, 1)).hasMessageContaining("classes");
  }
}
