package io.selfcure.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.metrics.Abstention;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelDescriptionTest {

  private static final ModelDescription EXAMPLE =
      new ModelDescription(
          "faces of a test",
          LabelSet.FERPLUS8,
          48,
          true,
          new Preprocessing("blazeface", "ab".repeat(32), "five", "selfcure-1", 0.15, 224),
          0.1,
          -0.05,
          1.25,
          List.of(new Abstention(0.5, 0.9, 0.1, 0.08, 0.12, 1000)),
          "importance weight",
          "fp32",
          "Apache-2.0",
          "# Card\n",
          Map.of("run", "1234"));

  @Test
  void comesBackFromItsMetadata() {
    assertThat(ModelDescription.of(EXAMPLE.toMetadata(), "m.onnx")).isEqualTo(EXAMPLE);
    assertThat(EXAMPLE.toMetadata().keySet()).allMatch(k -> k.startsWith("selfcure."));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "format, 2, reads 1",
        "labels, [`a`], class names",
        "labels, nothing, class names",
        "input-size, many, expected a number",
        "input-size, 0, expected 8.0 to",
        "color, BGR, expected one of",
        "faces, upright, not understood",
        "temperature, NaN, expected",
        "abstain, {}, table of thresholds"
      })
  void whatIsNotUnderstoodIsNamed(String key, String value, String problem) {
    Map<String, String> metadata = new HashMap<>(EXAMPLE.toMetadata());
    metadata.put("selfcure." + key, value);
    assertThatThrownBy(() -> ModelDescription.of(metadata, "m.onnx"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("selfcure." + key)
        .hasMessageContaining(problem);
  }

  @Test
  void somebodyElsesModelIsRefused() {
    assertThatThrownBy(() -> ModelDescription.of(Map.of("author", "x"), "m.onnx"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("m.onnx")
        .hasMessageContaining("no model that this program exported");
  }
}
