package io.selfcure.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SkillTest {

  private static List<Long> row(long... counts) {
    return java.util.Arrays.stream(counts).boxed().toList();
  }

  @Test
  void figuresAreThoseCountedByHand() {
    // 8 of 10, 2 of 10, and a class without samples
    Skill skill = Skill.of(List.of(row(8, 2, 0), row(7, 2, 1), row(0, 0, 0)));
    assertThat(skill.samples()).isEqualTo(20);
    assertThat(skill.accuracy()).isEqualTo(0.5);
    assertThat(skill.mostFrequent()).isEqualTo(0.5);
    assertThat(skill.balanced()).isEqualTo(0.5);
    // sqrt(0.8 * 0.2 / 10 + 0.2 * 0.8 / 10) / 2
    assertThat(skill.balancedError()).isCloseTo(0.0894427, within(1e-7));
    assertThat(skill.classes()).isEqualTo(2);
    assertThat(skill.none()).isTrue();
    assertThat(skill.describe()).contains("accuracy 50.0 %", "guessing gives 50.0 %");
  }

  @Test
  void whoAlwaysNamesTheMostFrequentClassGuesses() {
    Skill skill = Skill.of(List.of(row(900, 0), row(100, 0)));
    assertThat(skill.accuracy()).isEqualTo(0.9);
    assertThat(skill.none()).isTrue();
    assertThat(skill.little()).isTrue();
  }

  @Test
  void rareClassesThatAreFoundAreNoGuesses() {
    Skill skill = Skill.of(List.of(row(800, 100), row(20, 80)));
    assertThat(skill.accuracy()).isLessThan(skill.mostFrequent());
    assertThat(skill.none()).isFalse();
    assertThat(skill.little()).isFalse();
  }

  @Test
  void aFewSamplesTellLittleAndManyTellMore() {
    assertThat(Skill.of(List.of(row(4, 2), row(2, 4))).none()).isTrue();
    Skill many = Skill.of(List.of(row(300, 200), row(200, 300)));
    assertThat(many.none()).isFalse();
    assertThat(many.little()).as("a fifth of the way").isTrue();
    assertThat(Skill.of(List.of(row(400, 100), row(100, 400))).little()).isFalse();
  }

  /** Of 2 x 50 samples, 1.96 standard errors at 59 and 60 % are 0.0964 and 0.0960. */
  @Test
  void guessingEndsWhereTheIntervalDoes() {
    assertThat(Skill.of(List.of(row(30, 20), row(21, 29))).none()).isTrue();
    assertThat(Skill.of(List.of(row(30, 20), row(20, 30))).none()).isFalse();
  }

  /** A quarter of the way from 50 % to all is 62.5 %. */
  @Test
  void littleEndsAtAQuarterOfTheWay() {
    assertThat(Skill.of(List.of(row(31, 19), row(19, 31))).little()).isTrue();
    assertThat(Skill.of(List.of(row(25, 15), row(15, 25))).little()).isFalse();
    // balanced 60 %, accuracy 70 % where 75 % are of one class: neither is a quarter of the way
    assertThat(Skill.of(List.of(row(12, 3), row(3, 2))).little()).isTrue();
  }

  @Test
  void describesInPercent() {
    assertThat(Skill.of(List.of(row(9, 3), row(2, 2))).describe())
        .isEqualTo(
            "accuracy 68.8 % where always naming the most frequent class gives 75.0 %, balanced"
                + " accuracy 62.5 % where guessing gives 50.0 %");
  }

  @Test
  void noSamplesAreRefused() {
    assertThatThrownBy(() -> Skill.of(List.of(row(0))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
