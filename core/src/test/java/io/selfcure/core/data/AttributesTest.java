package io.selfcure.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributesTest {

  private static final LabelSet CLASSES = LabelSet.of("calm", "glad");

  @TempDir Path dir;

  private Dataset set(boolean described) {
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve("set"), CLASSES, 1, 1, 1)) {
      writer.add(Sample.of("a", "", Split.TRAIN, 0), new byte[1]);
      writer.add(Sample.of("b\n\"", "", Split.VALID, 1), new byte[1]);
      if (described) {
        writer.describe("b\n\"", Map.of("view", "half-left", "landmarks", List.of(1.5, -2)));
        writer.describe("a", Map.of());
      }
      return writer.finish("small", "made here", "free", List.of());
    }
  }

  private static Map<String, String> read(Dataset data) {
    Map<String, String> found = new LinkedHashMap<>();
    Attributes.read(data, (id, values) -> found.put(id, values.toString()));
    return found;
  }

  @Test
  void comeBackById() {
    assertThat(read(set(true)))
        .containsOnlyKeys("b\n\"")
        .allSatisfy(
            (id, values) ->
                assertThat(values)
                    .contains("\"view\":\"half-left\"")
                    .contains("\"landmarks\":[1.5,-2]"));
  }

  @Test
  void goWithADerivedDataSet() {
    Dataset first = set(true);
    try (DatasetWriter writer = DatasetWriter.sharing(dir.resolve("derived"), first)) {
      writer.add(first.samples().get(1));
      assertThat(read(writer.finish("derived", "made here", "free", List.of())))
          .isEqualTo(read(first));
    }
  }

  @Test
  void aDataSetWithoutThemIsAsItWasBeforeTheyWere() throws IOException {
    Dataset data = set(false);
    assertThat(read(data)).isEmpty();
    assertThat(Files.readString(dir.resolve("set/card.yaml"))).doesNotContain("attributes");
    assertThat(dir.resolve("set/attributes.jsonl")).doesNotExist();
  }

  @Test
  void aChangedFileIsNoticed() throws IOException {
    Dataset data = set(true);
    Files.writeString(dir.resolve("set/attributes.jsonl"), "{}\n");
    assertThatThrownBy(() -> read(data))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the card says");
    Files.delete(dir.resolve("set/attributes.jsonl"));
    assertThatThrownBy(() -> read(data)).isInstanceOf(DataException.class);
  }
}
