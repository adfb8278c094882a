package io.selfcure.datasets.lists;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes a list of labels holds, it gives labels of the set's classes or is refused. */
@Timeout(20)
class LabelListFuzzTest {

  @TempDir static Path dir;
  private static Dataset data;

  @BeforeAll
  static void threeSamples() {
    try (DatasetWriter writer =
        DatasetWriter.packed(dir.resolve("set"), LabelSet.BASIC7, 1, 1, 1)) {
      for (int i = 0; i < 3; i++) {
        writer.add(Sample.of("train_" + i + ".jpg", "", Split.TRAIN, i), new byte[1]);
      }
      data = writer.finish("set", "made here", "free", java.util.List.of());
    }
  }

  static Stream<byte[]> lists() {
    return Stream.of(
            "train_0.jpg 7\ntrain_1.jpg 4\ntrain_2.jpg 1\n",
            "train_0.jpg 6\ntrain_1.jpg 3\ntrain_2.jpg 0\n",
            "id;label\ntrain_0.jpg;Neutral\ntrain_1.jpg;happy\ntrain_2.jpg;surprise\n",
            "")
        .map(t -> t.getBytes(StandardCharsets.ISO_8859_1));
  }

  @MethodSource("lists")
  @FuzzTest
  void anyList(byte[] list) throws IOException {
    Path file = Files.write(dir.resolve("list"), list);
    try {
      assertThat(LabelList.read(file, data, Progress.NONE).labels())
          .hasSize(3)
          .allMatch(label -> label >= 0 && label < LabelSet.BASIC7.size());
    } catch (SelfcureException e) {
      assertThat(e).hasMessageContaining(": ").hasMessageContaining("\n  remedy: ");
    }
  }
}
