package io.selfcure.curation.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFacesTest {

  private static final String HASH = "ab".repeat(32);
  private static final Preprocessing HOW =
      new Preprocessing("blazeface", HASH, "five", "selfcure-1", 0.15, 224);

  @TempDir Path dir;

  private Dataset dataset(String name, @Nullable Preprocessing how) {
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve(name), LabelSet.BASIC7, 2, 2, 1)) {
      if (how != null) {
        writer.preprocessed(how);
      }
      writer.add(Sample.of("a", "", Split.TRAIN, 0), new byte[4]);
      return writer.finish("n", "s", "t", List.of());
    }
  }

  @Test
  void aRunKnowsFacesLikeItsOwn() throws IOException {
    Dataset aligned = dataset("aligned", HOW);
    Dataset smaller =
        dataset("smaller", new Preprocessing("blazeface", HASH, "five", "selfcure-1", 0.15, 48));
    Dataset wider =
        dataset("wider", new Preprocessing("blazeface", HASH, "five", "selfcure-1", 0.3, 224));
    Dataset plain = dataset("plain", null);
    RunFolder run = new RunFolder(Files.createDirectories(dir.resolve("run")));
    Files.writeString(run.provenance(), "preprocessing: " + HOW.text() + "\n");
    assertThat(run.sameFaces(aligned)).isTrue();
    assertThat(run.sameFaces(smaller)).isTrue();
    assertThat(run.sameFaces(wider)).isFalse();
    assertThat(run.sameFaces(plain)).isFalse();
    Files.writeString(run.provenance(), "preprocessing: unknown\n");
    assertThat(run.sameFaces(plain)).isTrue();
    assertThat(run.sameFaces(aligned)).isFalse();
    Files.writeString(run.provenance(), "seed: 1\n"); // as older versions wrote it
    assertThat(run.sameFaces(aligned)).isTrue();
  }
}
