package io.selfcure.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.error.Wording;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.synthetic.SyntheticFaces;
import io.selfcure.datasets.synthetic.SyntheticOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextTest {

  private static final int MOST = 100_000;

  @TempDir Path dir;

  /** The rows of a large data set are one row again and again: no picture is looked at. */
  @Test
  void warnsWhereCopiesOfSomeKindsAreNotLookedFor() {
    Dataset few =
        SyntheticFaces.generate(
            dir.resolve("faces"), new SyntheticOptions(7, 0, 32, 0, 0, 1), Progress.NONE);
    List<String> warnings = new ArrayList<>();
    Context context =
        new Context(
            dir.resolve("cache"),
            Progress.NONE,
            Interruption.NEVER,
            warnings::add,
            Wording.NEUTRAL);
    context.warnOfCopies(of(few, MOST));
    assertThat(warnings).isEmpty();
    context.warnOfCopies(of(few, MOST + 1));
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("copies that were mirrored, turned or cut are not looked for");
  }

  private static Dataset of(Dataset few, int rows) {
    return new Dataset(
        few.dir(), few.card(), few.labels(), Collections.nCopies(rows, few.samples().get(0)));
  }
}
