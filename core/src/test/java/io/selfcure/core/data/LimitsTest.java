package io.selfcure.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is too long is refused where it comes in, so that all that is written can be read again. */
class LimitsTest {

  @TempDir Path dir;

  @Test
  void refusesAClassNameThatIsTooLong() {
    String longest = "x".repeat(LabelSet.LONGEST_NAME);
    assertThat(LabelSet.of("a", longest).indexOf(longest)).isEqualTo(1);
    assertThatThrownBy(() -> LabelSet.of("a", longest + "x"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a class of 201 characters, 'xxx")
        .hasMessageContaining("at most 200");
  }

  @Test
  void refusesMoreClassesThanATaskMayHave() {
    List<String> names = IntStream.rangeClosed(0, LabelSet.MOST).mapToObj(i -> "c" + i).toList();
    assertThat(new LabelSet(names.subList(1, names.size())).size()).isEqualTo(LabelSet.MOST);
    assertThatThrownBy(() -> new LabelSet(names))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has 1001 classes; the most is 1000");
  }

  @Test
  void refusesAnIdThatIsTooLong() {
    String id = "x".repeat(Sample.LONGEST_TEXT + 1);
    assertThatThrownBy(() -> Sample.of(id, "a.png", Split.TRAIN, 0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has an id of 4097 characters; the most is 4096");
  }

  @Test
  void readsTheLongestDataSetThatItWrites() {
    LabelSet labels =
        new LabelSet(
            IntStream.range(0, LabelSet.MOST)
                .mapToObj(i -> i + "\u00e9".repeat(LabelSet.LONGEST_NAME - 4))
                .toList());
    String id = "=".repeat(Sample.LONGEST_TEXT - 4);
    Dataset written;
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve("long"), labels, 1, 1, 1)) {
      for (int c = 0; c < labels.size(); c++) {
        for (Split split : Split.values()) {
          String one = id + c + split.id().charAt(1);
          writer.add(Sample.of(one, one, split, c).ofSubject(id), new byte[1]);
        }
      }
      written = writer.finish("long", "made here", "free", List.of(Map.of("step", "made")));
    }
    assertThat(Dataset.read(written.dir()).samples()).isEqualTo(written.samples()).hasSize(3_000);
  }

  @Test
  void refusesAttributesThatWouldNotBeReadAgain() {
    LabelSet labels = LabelSet.of("a", "b");
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve("set"), labels, 1, 1, 1)) {
      writer.describe("s1", Map.of("text", "x".repeat(Lines.LONGEST - 100)));
      assertThatThrownBy(() -> writer.describe("s2", Map.of("text", "x".repeat(Lines.LONGEST))))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("sample 's2'")
          .hasMessageContaining("there is room for " + Lines.LONGEST);
    }
  }

  @Test
  void refusesALineThatIsTooLong() throws IOException {
    Path file = Files.writeString(dir.resolve("list.txt"), "a\n" + "x".repeat(Lines.LONGEST + 1));
    assertThatThrownBy(() -> Lines.all(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("list.txt line 2: is longer than " + Lines.LONGEST + " characters");
  }

  @Test
  void refusesYamlThatIsTooLongAtOnce() throws IOException {
    Path file = dir.resolve("long.yaml");
    Files.writeString(file, "a: 1\n#" + "x".repeat(Yaml.LONGEST - 100) + "\n");
    assertThat(Yaml.readFlat(file)).isEqualTo(Map.of("a", "1"));
    Files.writeString(file, "a: 1\n#" + "x".repeat(16 << 20) + "\n");
    assertThatThrownBy(() -> Yaml.readFlat(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("long.yaml: is longer than " + Yaml.LONGEST + " characters");
  }

  @Test
  void refusesYamlThatIsNotUtf8WithItsLine() throws IOException {
    Path file = dir.resolve("latin.yaml");
    Files.write(file, "a: 1\nb: \u00fc\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Yaml.readFlat(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("latin.yaml line 2: is not UTF-8 text");
    Files.writeString(file, "\uFEFFa: 1\nb: \u00fc\n");
    assertThat(Yaml.readFlat(file)).isEqualTo(Map.of("a", "1", "b", "\u00fc"));
  }

  @Test
  void refusesAListThatIsNotUtf8WithItsLine() throws IOException {
    Path file = dir.resolve("latin.txt");
    Files.write(file, "a.jpg 1\r\nm\u00fcller.jpg 2\r\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Lines.all(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("latin.txt line 2: is not UTF-8 text");
  }
}
