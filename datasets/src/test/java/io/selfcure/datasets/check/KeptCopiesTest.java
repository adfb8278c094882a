package io.selfcure.datasets.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.pictures.PictureChecks.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptCopiesTest {

  @TempDir Path dir;

  /** Sample i of class i % 2: train 0 to 5, valid 6 to 9, test 10 and 11. */
  private Dataset set() {
    try (DatasetWriter writer =
        DatasetWriter.packed(dir.resolve("set"), LabelSet.of("a", "b"), 1, 1, 1)) {
      for (int i = 0; i < 12; i++) {
        Split split = i < 6 ? Split.TRAIN : i < 10 ? Split.VALID : Split.TEST;
        writer.add(Sample.of("s" + i, "", split, i % 2), new byte[] {(byte) i});
      }
      return writer.finish("set", "made here", "free", List.of());
    }
  }

  private static Group group(Dataset data, int... rows) {
    List<Sample> members = new ArrayList<>();
    for (int row : rows) {
      members.add(data.samples().get(row));
    }
    return new Group(members);
  }

  private static List<String> ids(Dataset data) {
    return data.samples().stream().map(Sample::id).toList();
  }

  @Test
  void testPicturesStayAndTheirCopiesGo() throws IOException {
    Dataset data = set();
    List<Group> groups = List.of(group(data, 0, 6, 10), group(data, 1, 2, 7), group(data, 3, 5));
    KeptCopies.Result done =
        new KeptCopies(KeptCopies.TEST_FIRST, false).write(data, groups, dir.resolve("to"));
    assertThat(ids(done.made())).containsExactly("s3", "s4", "s5", "s7", "s8", "s9", "s10", "s11");
    assertThat(done.left())
        .containsExactlyInAnyOrderEntriesOf(Map.of(Split.TRAIN, 3, Split.VALID, 1));
    assertThat(Files.readAllLines(dir.resolve("to/skipped.csv")))
        .containsExactly(
            "where,reason",
            "s0,copy of s10 (test)",
            "s1,copy of s7 (valid)",
            "s2,copy of s7 (valid)",
            "s6,copy of s10 (test)");
    byte[] pixel = new byte[1];
    PixelPack pack = Objects.requireNonNull(done.made().pack());
    for (Sample s : done.made().samples()) {
      pack.read(Dataset.packIndex(s.path()), pixel, 0);
      assertThat("s" + pixel[0]).isEqualTo(s.id()); // each row has its own picture still
    }
  }

  @Test
  void withinASplitOneStaysWhereLabelsAgree() {
    Dataset data = set();
    List<Group> groups = List.of(group(data, 0, 2), group(data, 1, 3));
    KeptCopies keep = new KeptCopies(KeptCopies.TRAIN_FIRST, true);
    assertThatThrownBy(
            () ->
                keep.write(
                    data, List.of(group(data, 0, 2, 4), group(data, 1, 11)), dir.resolve("no")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("would lose all of b in test");
    assertThat(dir.resolve("no")).doesNotExist();
    KeptCopies.Result done =
        new KeptCopies(KeptCopies.TEST_FIRST, true)
            .write(
                data, List.of(groups.get(0), groups.get(1), group(data, 4, 5)), dir.resolve("to"));
    assertThat(ids(done.made()))
        .containsExactly("s0", "s1", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11");
    assertThat(done.undecided()).as("s4 and s5 have two labels").isEqualTo(1);
  }
}
