package io.selfcure.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.UsageException;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.input.Cohort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenRunTest extends SmallRuns {

  private OpenRun begin(Path out, Cohort training) {
    return OpenRun.begin(new RunFolder(out), settings(), data, training);
  }

  @Test
  void aFailedBeginningLeavesNeitherFolderNorLock() {
    Path out = dir.resolve("runs/mine");
    Sample twice = data.samples().get(0); // no ledger has one sample twice
    assertThatThrownBy(() -> begin(out, new Cohort(List.of(twice, twice), new int[] {0, 0})))
        .isInstanceOf(RuntimeException.class);
    assertThat(dir.resolve("runs")).doesNotExist();
    begin(out, Cohort.of(data, Split.TRAIN)).close();
  }

  @Test
  void whatIsSomebodyElsesStays() throws Exception {
    Path out = Files.createDirectory(dir.resolve("mine"));
    Files.writeString(out.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> begin(out, Cohort.of(data, Split.TRAIN)))
        .isInstanceOf(UsageException.class);
    assertThat(out.resolve("notes.txt")).exists();
  }
}
