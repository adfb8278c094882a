package io.selfcure.curation.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against figures made by src/test/resources/audit/reference.py. */
class ConfidentLearningTest {

  private static final int CLASSES = 4;

  private final JsonNode reference = read();
  private final AuditInput evidence = evidence();
  private final ConfidentLearning joint = new ConfidentLearning(evidence);

  private static JsonNode read() {
    InputStream in =
        Objects.requireNonNull(
            ConfidentLearningTest.class.getResourceAsStream("/audit/confident-learning.json"));
    return new JsonMapper().readTree(in);
  }

  private AuditInput evidence() {
    List<Sample> samples = new ArrayList<>();
    float[] p = new float[reference.path("given").size() * CLASSES];
    for (int i = 0; i < reference.path("given").size(); i++) {
      samples.add(Sample.of("s" + i, "#" + i, Split.TRAIN, reference.path("given").get(i).asInt()));
      for (int c = 0; c < CLASSES; c++) {
        p[i * CLASSES + c] = reference.path("probabilities").get(i).get(c).floatValue();
      }
    }
    return new AuditInput(LabelSet.of("a", "b", "c", "d"), samples, p, null);
  }

  private double expected(String name, int row, int column) {
    return reference.path(name).get(row).get(column).doubleValue();
  }

  @Test
  void estimatesTheJointAndTheTransition() {
    for (int g = 0; g < CLASSES; g++) {
      assertThat(joint.thresholds()[g])
          .isCloseTo(reference.path("thresholds").get(g).doubleValue(), within(1e-6));
      for (int t = 0; t < CLASSES; t++) {
        assertThat(joint.count(g, t)).isEqualTo((long) expected("joint", g, t));
        assertThat(joint.joint(g, t)).isCloseTo(expected("calibrated", g, t), within(1e-9));
        assertThat(joint.transition(g, t)).isCloseTo(expected("transition", g, t), within(1e-9));
      }
    }
    assertThat(joint.noiseRate())
        .isCloseTo(reference.path("noise-rate").doubleValue(), within(1e-9));
  }

  @Test
  void prunesTheSameSamples() {
    assertThat(marked(joint.pruneByClass())).isEqualTo(indices("by-class"));
    assertThat(marked(joint.pruneByNoiseRate())).isEqualTo(indices("by-noise-rate"));
    assertThat(marked(joint.pruneByBoth())).isEqualTo(indices("by-both"));
  }

  private List<Integer> indices(String name) {
    return reference.path(name).valueStream().map(JsonNode::asInt).toList();
  }

  private static List<Integer> marked(boolean[] marks) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < marks.length; i++) {
      if (marks[i]) {
        all.add(i);
      }
    }
    return all;
  }

  @Test
  void scoresTheSame() {
    same(Scores.loss(evidence), "loss");
    same(Scores.normalisedMargin(evidence), "normalised-margin");
    same(Scores.confidentLearning(evidence, joint), "confident-learning");
  }

  private void same(Score score, String name) {
    for (int i = 0; i < evidence.size(); i++) {
      assertThat(score.values()[i])
          .as(name + " " + i)
          .isCloseTo(reference.path(name).get(i).doubleValue(), within(1e-5));
    }
  }

  @Test
  void aClassThatNobodyIsGivenHasNoThresholdAndNoTransition() {
    float[] p = {0.7f, 0.2f, 0.1f, 0.3f, 0.6f, 0.1f};
    List<Sample> samples =
        List.of(Sample.of("x", "#0", Split.TRAIN, 0), Sample.of("y", "#1", Split.TRAIN, 1));
    ConfidentLearning small =
        new ConfidentLearning(new AuditInput(LabelSet.of("a", "b", "c"), samples, p, null));
    assertThat(small.thresholds()[2]).isNaN();
    assertThat(small.transition(2, 0)).isNaN();
    assertThat(small.noiseRate()).isZero();
  }
}
