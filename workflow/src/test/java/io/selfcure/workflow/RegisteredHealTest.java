package io.selfcure.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Registration;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heal neither judges nor compares by a registered split. */
class RegisteredHealTest {

  @TempDir Path dir;

  private Dataset set(String name, Split registered, List<Split> splits) {
    Path to = dir.resolve(name);
    try (DatasetWriter writer = DatasetWriter.packed(to, LabelSet.of("a", "b"), 1, 1, 1)) {
      for (int i = 0; i < 6; i++) {
        Split split = splits.get(i % splits.size());
        writer.add(Sample.of("s" + i, "", split, i % 2), new byte[] {(byte) i});
      }
      writer.register(Registration.beside(to, registered, Registration.hash(List.of("s2"))));
      return writer.finish(name, "made here", "free", List.of());
    }
  }

  @Test
  void itTakesTheOtherSplit() {
    List<Split> all = List.of(Split.TRAIN, Split.VALID, Split.TEST);
    Dataset test = set("test", Split.TEST, all);
    assertThat(HealPlan.judged(test)).containsExactly(Split.TRAIN, Split.VALID);
    assertThat(HealPlan.heldOut(test)).isEqualTo(Split.VALID);
    Dataset valid = set("valid", Split.VALID, all);
    assertThat(HealPlan.heldOut(valid)).isEqualTo(Split.TEST);
    assertThat(HealPlan.fixed(valid)).containsEntry("validation", "none");
  }

  @Test
  void withoutAnotherItIsRefusedBeforeAnythingIsTrained() {
    Dataset only = set("only", Split.TEST, List.of(Split.TRAIN, Split.TEST));
    assertThatThrownBy(() -> HealPlan.fixed(only))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has no labelled pictures beside those to train on");
  }
}
