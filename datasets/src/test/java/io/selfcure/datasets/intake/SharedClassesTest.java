package io.selfcure.datasets.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedClassesTest {

  private static final LabelSet FIRST = LabelSet.of("sad", "happy", "contempt", "fear");
  private static final LabelSet SECOND = LabelSet.of("happiness", "fearful", "neutral", "sadness");

  @Test
  void sharedClassesAreNamedAndOrderedAsInTheFirst() {
    assertThat(LabelMap.common(List.of(FIRST, SECOND)).names())
        .containsExactly("sad", "happy", "fear");
    assertThat(LabelMap.common(List.of(SECOND, FIRST)).names())
        .containsExactly("happiness", "fearful", "sadness");
    assertThatThrownBy(() -> LabelMap.common(List.of(FIRST, LabelSet.of("neutral", "sad"))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no two classes that all have")
        .hasMessageContaining("[neutral, sad]");
  }

  @Test
  void probabilitiesOfDroppedClassesAreSharedOut() {
    LabelMap map = LabelMap.onto(FIRST, LabelSet.of("happiness", "sadness"));
    assertThat(map.onto(new float[] {0.2f, 0.3f, 0.1f, 0.4f, 0, 0, 0.5f, 0.5f}))
        .containsExactly(new float[] {0.6f, 0.4f, 0.5f, 0.5f}, within());
    LabelMap smile = LabelMap.of(LabelSet.BASIC7, "smile");
    float[] p = new float[7];
    p[LabelSet.BASIC7.indexOf("happiness")] = 0.75f;
    p[LabelSet.BASIC7.indexOf("anger")] = 0.125f;
    p[LabelSet.BASIC7.indexOf("neutral")] = 0.125f;
    assertThat(smile.onto(p)).containsExactly(new float[] {0.25f, 0.75f}, within());
  }

  private static org.assertj.core.data.Offset<Float> within() {
    return org.assertj.core.data.Offset.offset(1e-6f);
  }
}
