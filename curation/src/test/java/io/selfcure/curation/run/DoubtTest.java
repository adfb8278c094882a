package io.selfcure.curation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoubtTest {

  private static final String GUESSING = "[[25,25],[25,25]]";
  private static final String GOOD = "[[45,5],[5,45]]";

  @TempDir Path dir;
  private RunFolder run;

  @BeforeEach
  void folder() {
    run = new RunFolder(dir);
  }

  private void validation(String... matrices) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int e = 1; e <= matrices.length; e++) {
      lines
          .append("{\"epoch\":" + e + ",\"confusion-rows-true-columns-predicted\":")
          .append(matrices[e - 1] + "}\n");
    }
    Files.writeString(run.validation(), lines);
  }

  private void alarms(String... lines) throws IOException {
    Files.writeString(
        run.events(), "epoch,event,finding,remedy\n" + String.join("\n", lines) + "\n");
  }

  @Test
  void aGoodRunRaisesNone() throws IOException {
    validation(GUESSING, GOOD);
    assertThat(Doubt.of(run)).isEmpty();
  }

  @Test
  void theLastEpochCountsAndItsAccuracyComesFirst() throws IOException {
    validation(GOOD, GUESSING);
    alarms("4,class-dying-out,a class went,mend it", "3,not-learning,nothing,train");
    assertThat(Doubt.of(run)).extracting(Doubt::grave).containsExactly(true, true, false);
    assertThat(Doubt.of(run))
        .extracting(Doubt::finding)
        .satisfies(f -> assertThat(f.get(0)).contains("guessing: accuracy 50.0 %"))
        .contains("class-dying-out in epoch 4: a class went", "not-learning in epoch 3: nothing");
  }

  @Test
  void whatWasLearnedLaterIsLearned() throws IOException {
    validation(GUESSING, GOOD);
    alarms("3,not-learning,nothing,train", "5,rank-loss-idle,idle,raise");
    assertThat(Doubt.of(run)).extracting(Doubt::grave).containsExactly(false);
    assertThat(AlarmKind.names(run.readEvents(), Doubt.skill(run)))
        .containsExactly("not learning (epoch 3, learned since)", "rank loss idle (epoch 5)");
  }

  @Test
  void withoutValidationTheAlarmsRemain() throws IOException {
    alarms("3,not-learning,nothing,train");
    assertThat(Doubt.of(run)).hasSize(1);
    assertThat(Doubt.skill(run)).isNull();
  }

  @Test
  void alarmsAreReadInTheOrderOfCauses() throws IOException {
    alarms(
        "2,sneezing,of another version,-",
        "7,class-dying-out,c,-",
        "9,relabelling-too-much,b,-",
        "8,not-learning,a,-");
    assertThat(run.readEvents())
        .extracting(RunEvent::event)
        .containsExactly("not-learning", "relabelling-too-much", "class-dying-out", "sneezing");
    assertThat(AlarmKind.names(run.readEvents(), null)).first().isEqualTo("not learning (epoch 8)");
  }

  @Test
  void whatAnAlarmSaidIsNamedAgainWhereItIsKnown() throws IOException {
    AlarmKind known = AlarmKind.LABELS_FLIPPING;
    alarms(
        "1,labels-flipping,a,\"" + Wording.NEUTRAL.render(known.remedy()) + "\"",
        "1,labels-flipping,c,raise --margin-2 and {margin-1}");
    assertThat(run.readEvents())
        .extracting(RunEvent::remedy)
        .containsExactly(known.remedy(), "raise --margin-2 and {{margin-1}");
  }

  @Test
  void aDamagedMatrixIsToldWithItsFile() throws IOException {
    validation("[]");
    assertThatThrownBy(() -> Doubt.of(run))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("validation.jsonl");
  }
}
