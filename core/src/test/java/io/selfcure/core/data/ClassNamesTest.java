package io.selfcure.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassNamesTest {

  @Test
  void takesSpellingsOfOneNameForOneClass() {
    ClassNames names =
        ClassNames.of(Map.of("Happy", 2L, "happy", 3L, "HAPPY", 1L, " sad", 4L, "no_face", 1L));
    assertThat(names.names()).containsExactly("happy", "no_face", "sad");
    assertThat(names.indexOf("HAPPY")).isZero();
    assertThat(names.indexOf("Happiness")).isZero();
    assertThat(names.indexOf("No face")).isEqualTo(1);
    assertThat(names.indexOf("'sad.'")).isEqualTo(2);
    assertThat(names.indexOf("glad")).isEqualTo(-1);
    assertThat(names.notes())
        .containsExactly("taken for one class, 'happy': 'HAPPY' (1), 'Happy' (2), 'happy' (3)");
  }

  @Test
  void keepsNumbersApart() {
    assertThat(ClassNames.of(Map.of("-1", 1L, "1", 1L, ".5", 1L, "5", 1L)).names()).hasSize(4);
  }

  @Test
  void sortsNumbersByTheirSize() {
    ClassNames names = ClassNames.of(Map.of("10", 1L, "9.0", 1L, "9", 1L));
    assertThat(names.names()).containsExactly("9", "10");
    assertThat(names.numbers()).isEqualTo(2);
    assertThat(ClassNames.of(Map.of("1", 1L, "a", 1L, "1.5", 1L)).numbers()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "Suprise, surprise",
    "happyness, happiness",
    "angery, anger",
    "nuetral, neutral",
    "Comtempt, contempt",
    "suprises, surprise",
    "danger, ''",
    "smile, ''",
    "surprises, ''",
    "fair, ''",
  })
  void guessesWhatAMisspeltNameMeant(String name, String meant) {
    assertThat(Expressions.meant(name).orElse("")).isEqualTo(meant);
  }

  @Test
  void asksAboutMisspeltClasses() {
    LabelSet twice = LabelSet.of("Suprise", "Surprised", "sad");
    assertThat(ClassNames.doubtful(twice)).containsExactly("'Suprise': did you mean Surprised?");
    assertThat(ClassNames.misspelt(twice)).isEmpty();
    LabelSet once = LabelSet.of("Suprise", "sad");
    assertThat(ClassNames.doubtful(once)).isEmpty();
    assertThat(ClassNames.misspelt(once)).containsExactly("'Suprise': did you mean surprise?");
  }

  @Test
  void knowsTheWordsForAMissingValue() {
    for (String word : new String[] {"", " ", "nan", "NaN", "NA", "N/A", "null", "<NA>"}) {
      assertThat(CellTexts.missing(word)).as(word).isTrue();
      assertThat(CellTexts.value(word)).isEmpty();
    }
    assertThat(CellTexts.missing("none")).isFalse();
    assertThat(CellTexts.value(" 1.0 ")).isEqualTo("1");
    assertThat(CellTexts.value("1.5")).isEqualTo("1.5");
  }
}
