package io.selfcure.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {

  private static final LabelSet CLASSES = LabelSet.of("calm", "glad");

  @TempDir Path dir;

  private static byte[] pixels(int seed) {
    byte[] pixels = new byte[4 * 3];
    new Random(seed).nextBytes(pixels);
    return pixels;
  }

  private Dataset small() {
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve("set"), CLASSES, 2, 2, 3)) {
      writer.add(Sample.of("a", "", Split.TRAIN, 0), pixels(1));
      writer.add(
          new Sample(
              "b, \"quoted\"\nid",
              "",
              Split.VALID,
              1,
              0,
              List.of(3, 7),
              "p1",
              41,
              new Box(1.5f, 2, 30, 40)),
          pixels(2));
      writer.add(Sample.of("c", "", Split.TEST, Sample.UNKNOWN), pixels(3));
      writer.skip("row 9", "not a face");
      return writer.finish("small", "made here", "free", List.of(Card.step("import", "k", "v")));
    }
  }

  @Test
  void readsBackWhatWasWritten() {
    small();
    Dataset read = Dataset.read(dir.resolve("set"));
    assertThat(read.labels()).isEqualTo(CLASSES);
    assertThat(read.card().counts().toString())
        .isEqualTo("{train={calm=1}, valid={glad=1}, test={unlabelled=1}}");
    assertThat(read.card().skipped()).isEqualTo(1);
    assertThat(read.card().madeBy()).containsExactly(Card.step("import", "k", "v"));
    Sample b = read.samples().get(1);
    assertThat(b.id()).isEqualTo("b, \"quoted\"\nid");
    assertThat(b.path()).isEqualTo("#1");
    assertThat(b.votes()).containsExactly(3, 7);
    assertThat(b.box()).isEqualTo(new Box(1.5f, 2, 30, 40));
    assertThat(b.sourceRow()).isEqualTo(41);
    assertThat(b.knownWrong()).isTrue();
    assertThat(read.split(Split.TEST)).hasSize(1);
    PixelPack pack = Objects.requireNonNull(read.pack());
    byte[] second = new byte[14];
    pack.read(1, second, 2);
    assertThat(java.util.Arrays.copyOfRange(second, 2, 14)).isEqualTo(pixels(2));
  }

  @Test
  void refusesAChangedTable() throws IOException {
    small();
    Path table = dir.resolve("set/samples.csv");
    Files.writeString(table, Files.readString(table).replace("calm", "glad"));
    assertThatThrownBy(() -> Dataset.read(dir.resolve("set")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("samples.csv")
        .hasMessageContaining("changed or truncated");
  }

  @Test
  void refusesAnUnknownKeyAndAnotherFormat() throws IOException {
    small();
    Path card = dir.resolve("set/card.yaml");
    String text = Files.readString(card);
    Files.writeString(card, text + "\nflavour: sweet\n");
    assertThatThrownBy(() -> Dataset.read(dir.resolve("set"))).hasMessageContaining("flavour");
    Files.writeString(card, text.replace("format: 1", "format: 2"));
    assertThatThrownBy(() -> Dataset.read(dir.resolve("set"))).hasMessageContaining("format 2");
  }

  @Test
  void aTruncatedPackIsRefused() throws IOException {
    small();
    Path pack = dir.resolve("set/pictures.pack");
    byte[] bytes = Files.readAllBytes(pack);
    for (int length : new int[] {0, 7, 63, 64, bytes.length - 1}) {
      Files.write(pack, java.util.Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Dataset.read(dir.resolve("set")).pack())
          .as("length " + length)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("pictures.pack");
    }
  }

  @Test
  void damagedFilesNeverGiveAnythingButAnErrorOfOurs() throws IOException {
    small();
    Random random = new Random(5);
    for (String name : new String[] {"card.yaml", "samples.csv", "pictures.pack"}) {
      Path file = dir.resolve("set").resolve(name);
      byte[] good = Files.readAllBytes(file);
      for (int i = 0; i < 300; i++) {
        byte[] bad = good.clone();
        for (int k = 0; k <= random.nextInt(3); k++) {
          bad[random.nextInt(Math.min(bad.length, 400))] = (byte) random.nextInt(256);
        }
        Files.write(file, bad);
        try {
          Dataset.read(dir.resolve("set")).pack();
        } catch (SelfcureException expected) {
          assertThat(expected).hasMessageContaining("remedy");
        }
      }
      Files.write(file, good);
    }
    assertThat(Dataset.read(dir.resolve("set")).samples()).hasSize(3);
  }

  @Test
  void anUnfinishedWriterLeavesNothing() {
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve("set"), CLASSES, 2, 2, 3)) {
      writer.add(Sample.of("a", "", Split.TRAIN, 0), pixels(1));
    }
    assertThat(dir.toFile().list()).isEmpty();
  }

  @Test
  void neverWritesOverSomething() throws IOException {
    Files.writeString(Files.createDirectory(dir.resolve("set")).resolve("precious"), "x");
    assertThatThrownBy(() -> DatasetWriter.packed(dir.resolve("set"), CLASSES, 2, 2, 3))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("not empty");
    assertThat(dir.resolve("set/precious")).exists();
  }

  @Test
  void pathsNeverLeaveTheRoot() {
    try (DatasetWriter writer = DatasetWriter.files(dir.resolve("set"), CLASSES, dir)) {
      writer.addFile(Sample.of("a", "../../etc/passwd", Split.TRAIN, 0), new byte[1]);
      Dataset set = writer.finish("n", "s", "t", List.of());
      assertThatThrownBy(() -> set.file(set.samples().get(0)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("leads out of");
    }
  }

  @Test
  void theHashCoversLabelsAndPictures() {
    Dataset first = small();
    try (DatasetWriter writer = DatasetWriter.sharing(dir.resolve("other"), first)) {
      first.samples().forEach(s -> writer.add(s.relabelled(0, 0)));
      Dataset second = writer.finish("small", "made here", "free", List.of());
      assertThat(second.card().pictures()).isEqualTo(first.card().pictures());
      assertThat(second.sha256()).isNotEqualTo(first.sha256());
    }
  }

  @Test
  void aCardLeadsNowhereElse() throws IOException {
    small();
    Path card = dir.resolve("set/card.yaml");
    String text = Files.readString(card);
    for (String name : new String[] {"../other.pack", "/etc/passwd", "..", ""}) {
      Files.writeString(card, text.replace("file: pictures.pack", "file: \"" + name + "\""));
      assertThatThrownBy(() -> Dataset.read(dir.resolve("set")))
          .as(name)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("names the pack");
    }
    Files.writeString(card, text.replaceAll("  sha256: .*", "  sha256: ../../x"));
    assertThatThrownBy(() -> Dataset.read(dir.resolve("set"))).hasMessageContaining("hash");
  }

  @Test
  void aChangedPackIsNoticed() throws IOException {
    Dataset set = small();
    set.verifyPack(dir.resolve("cache"));
    Path pack = dir.resolve("set/pictures.pack");
    byte[] bytes = Files.readAllBytes(pack);
    bytes[70] ^= 1;
    Files.write(pack, bytes);
    assertThatThrownBy(() -> set.verifyPack(dir.resolve("cache")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("was changed");
  }

  @Test
  void whatAUserNamedPartialIsNotRemoved() throws IOException {
    Path theirs = Files.createDirectory(dir.resolve("set.partial")).resolve("thesis.txt");
    Files.writeString(theirs, "years of work");
    assertThatThrownBy(this::small)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("in the way");
    assertThat(theirs).exists();
  }

  /** Each was found by the fuzzer, or beside what it found. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "card.yaml   | (?s).*               | ''                       | cannot be understood",
        "card.yaml   | (?s).*               | 'null'                   | it holds nothing",
        "card.yaml   | - calm               | '- null'                    | labels",
        "card.yaml   | - calm               | '- glad'                 | label set repeats a name",
        "card.yaml   | '  train:\n.*\n'    | '  train: null\n'           | counts",
        "samples.csv | a,#0                 | a,#-1                    | path '#-1'",
        "samples.csv | a,#0                 | a,#2147483648            | path '#2147483648'",
        "samples.csv | train                | trial                    | line 2: 'trial' is not known",
        "samples.csv | 3 7                  | 3 x                      | line 3: votes '3 x'",
        "samples.csv | 3 7                  | 3 7 0                    | line 3: votes '3 7 0'",
        "samples.csv | 41                   | 4l                       | line 3: source_row '4l'",
        "samples.csv | 1.5 2.0              | 1.5                      | line 3: box '1.5 30.0 40.0'",
      })
  void aDamagedDataSetIsToldWithItsPlace(
      String name, String pattern, String replacement, String told) throws IOException {
    small();
    Path file = dir.resolve("set").resolve(name);
    String text = Files.readString(file);
    String changed = text.replaceFirst(pattern, replacement.replace("\\n", "\n"));
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(file, changed);
    fitHash();
    assertThatThrownBy(() -> read(dir.resolve("set")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(told)
        .hasMessageContaining("remedy");
  }

  @Test
  void aPathThatCannotBeAFileIsRefused() throws IOException {
    try (DatasetWriter writer = DatasetWriter.files(dir.resolve("set"), CLASSES, dir)) {
      writer.addFile(Sample.of("a", "a\0b", Split.TRAIN, 0), new byte[1]);
      writer.finish("n", "s", "t", List.of());
    }
    assertThatThrownBy(() -> read(dir.resolve("set")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cannot be a file name");
    Path card = dir.resolve("set/card.yaml");
    Files.writeString(card, Files.readString(card).replaceFirst("root: .*", "root: \"a\\\\0b\""));
    assertThatThrownBy(() -> read(dir.resolve("set")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cannot be a directory");
  }

  @Test
  void aPictureBeyondThePackIsRefused() {
    PixelPack pack = Objects.requireNonNull(small().pack());
    for (int index : new int[] {-1, 3, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> pack.read(index, new byte[12], 0))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("#" + index);
    }
  }

  /** Reads a data set and asks for every picture's place. */
  private static void read(Path at) {
    Dataset set = Dataset.read(at);
    for (Sample s : set.samples()) {
      if (set.card().pictures() instanceof Pictures.Files) {
        set.file(s);
      } else {
        Dataset.packIndex(s.path());
      }
    }
  }

  /** Makes the card's hash that of the changed table. */
  private void fitHash() throws IOException {
    Path card = dir.resolve("set/card.yaml");
    String hash = Outputs.sha256(dir.resolve("set/samples.csv"));
    Files.writeString(
        card, Files.readString(card).replaceFirst("(?m)^sha256: .*", "sha256: " + hash));
  }
}
