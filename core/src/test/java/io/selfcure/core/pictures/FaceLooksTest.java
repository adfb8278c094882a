package io.selfcure.core.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceLooksTest {

  @Test
  void whatIsBelowTheLevelIsWithoutAFaceAndWhatWasNotLookedAtIsNot() {
    Map<String, Double> sureness = new LinkedHashMap<>();
    sureness.put("none", 0.0);
    sureness.put("below", 0.3);
    sureness.put("at", FaceLooks.LEVEL);
    sureness.put("sure", 1.0);
    FaceLooks looks = new FaceLooks("a detector", sureness, 3);
    sureness.clear();
    assertThat(looks.sureness().keySet()).containsExactly("none", "below", "at", "sure");
    assertThat(looks.sureness().keySet().stream().filter(looks::without))
        .containsExactly("none", "below");
    assertThat(looks.countWithout()).isEqualTo(2);
    assertThat(looks.without("small")).isFalse();
    assertThat(looks.finding("below")).startsWith("no face found: 0.30,");
    assertThat(looks.finding("at")).isNull();
    assertThat(looks.finding("small")).isNull();
    assertThat(looks.toMap()).containsEntry("too-small", 3).containsEntry("without-face", 2L);
    assertThat(FaceLooks.NONE.asked()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  void refusesWhatIsNoSureness(double sure) {
    assertThatThrownBy(() -> new FaceLooks("a detector", Map.of("s0", sure), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("s0");
  }

  @Test
  void refusesLessThanNoSmallPictures() {
    assertThatThrownBy(() -> new FaceLooks("a detector", Map.of(), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }
}
