package io.selfcure.core.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.error.Wording;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

  private static final long MILLI = 1_000_000L;
  private static final String BLANK_AND_BACK = "\r +\r";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);
  private long now = 5_000 * MILLI;

  private ConsoleProgress progress(boolean terminal, int width) {
    return new ConsoleProgress(out, terminal, width, Wording.NEUTRAL, () -> now);
  }

  private String printed() {
    return bytes.toString(UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void liveLineShowsBarCountRateTimeLeftAndDetail() {
    try (Progress.Task task = progress(true, 120).start("train", "images", 10_000)) {
      task.advance(1_000, "");
      now += 10_000 * MILLI;
      task.advance(5_000, "loss 0.52");
      assertThat(printed())
          .isEqualTo(
              "\rtrain  [##------------------]  1,000 of 10,000 images"
                  + "\rtrain  [##########----------]  5,000 of 10,000 images"
                  + "  400 images/s  13 s left  loss 0.52");
    }
  }

  @Test
  void aNarrowTerminalGetsAPercentageAndKeepsTheDetail() {
    try (Progress.Task task = progress(true, 80).start("epoch 6/6", "images", 10_000)) {
      task.advance(1_000, "");
      now += 10_000 * MILLI;
      task.advance(5_000, "step 79/157, loss 1.234 (ce 2.468)");
      assertThat(printed())
          .endsWith(
              "\repoch 6/6  50 %  400 images/s  13 s left  step 79/157, loss 1.234 (ce 2.468)");
    }
  }

  @Test
  void redrawsAtMostTenTimesASecond() {
    Progress.Task task = progress(true, 100).start("read", "rows", 1_000);
    for (int i = 0; i < 1_000; i++) {
      task.advance(i, "");
      now += MILLI;
    }
    assertThat(printed().chars().filter(c -> c == '\r').count()).isEqualTo(10);
  }

  @Test
  void trimsToTheWidthAndCoversALongerLine() {
    Progress.Task task = progress(true, 40).start("read", "rows", -1);
    task.advance(1, "x".repeat(200));
    now += 100 * MILLI;
    task.advance(2, "");
    String[] draws = printed().substring(1).split("\r", -1);
    assertThat(draws[0]).hasSize(39);
    assertThat(draws[1]).hasSize(39).startsWith("read  2 rows  10.0 rows/s").endsWith(" ");
  }

  @Test
  void sayDoesNotTearTheLiveLine() {
    ConsoleProgress progress = progress(true, 80);
    Progress.Task task = progress.start("read", "rows", 10);
    progress.say("before");
    task.advance(1, "");
    String live = "read  [##------------------]  1 of 10 rows";
    progress.say("between");
    assertThat(printed())
        .isEqualTo("before\n\r" + live + "\r" + " ".repeat(live.length()) + "\rbetween\n\r" + live);
  }

  @Test
  void closingLeavesOneLastLine() {
    Progress.Task task = progress(true, 80).start("read", "rows", 10);
    task.advance(10, "");
    now += 4_000 * MILLI;
    task.close();
    task.close();
    task.advance(11, "late");
    assertThat(printed())
        .matches("\\Rread .*" + BLANK_AND_BACK + "read: 10 rows in 4.0 s, 2.50 rows/s\n");
  }

  @Test
  void plainLinesComeEveryTenSecondsAndOneAtTheEnd() {
    Progress.Task task = progress(false, 80).start("train", "images", 600);
    for (int i = 1; i <= 250; i++) {
      now += 100 * MILLI;
      task.advance(i, "loss 1");
    }
    task.close();
    assertThat(printed())
        .isEqualTo(
            """
            train: 100 of 600 images, 10.0 images/s, 50 s left, loss 1
            train: 200 of 600 images, 10.0 images/s, 40 s left, loss 1
            train: 250 of 600 images in 25 s, 10.0 images/s, loss 1
            """);
  }

  @Test
  void resumedWorkDoesNotCountAsSpeed() {
    Progress.Task task = progress(false, 80).start("train", "images", 10_000);
    now += 1_000 * MILLI;
    task.advance(5_000, "");
    now += 10_000 * MILLI;
    task.advance(5_100, "");
    assertThat(printed())
        .isEqualTo("train: 5,100 of 10,000 images, 10.0 images/s, 8 min 10 s left\n");
  }

  @Test
  void innermostTaskIsShownAndTheOuterComesBack() {
    ConsoleProgress progress = progress(false, 80);
    Progress.Task outer = progress.start("epochs", "epochs", 2);
    try (Progress.Task inner = progress.start("epoch 1", "images", 10)) {
      now += 20_000 * MILLI;
      outer.advance(1, "");
      inner.advance(10, "");
    }
    now += 1_000 * MILLI;
    outer.advance(2, "");
    assertThat(printed())
        .isEqualTo(
            """
            epoch 1: 10 of 10 images
            epoch 1: 10 images in 20 s, 0.50 images/s
            epochs: 2 of 2 epochs, 1.00 epochs/s
            """);
  }

  @Test
  void controlCharactersOfADetailDoNotReachTheScreen() {
    Progress.Task task = progress(true, 80).start("read", "files", -1);
    task.advance(1, "a\u001b[2Jb\nc");
    assertThat(printed()).isEqualTo("\rread  1 files  a [2Jb c");
  }

  @Test
  void widthComesFromColumnsOrIsAHundred() {
    assertThat(ConsoleProgress.columns(null)).isEqualTo(100);
    assertThat(ConsoleProgress.columns("132")).isEqualTo(132);
    assertThat(ConsoleProgress.columns("0")).isEqualTo(100);
    assertThat(ConsoleProgress.columns("wide")).isEqualTo(100);
  }

  @Test
  void wordsDurations() {
    assertThat(Durations.words(3.24)).isEqualTo("3.2 s");
    assertThat(Durations.words(9.96)).isEqualTo("10 s");
    assertThat(Durations.words(59.6)).isEqualTo("1 min 00 s");
    assertThat(Durations.words(245)).isEqualTo("4 min 05 s");
    assertThat(Durations.words(7445)).isEqualTo("2 h 04 min");
    assertThat(Durations.about(0)).isEqualTo("0 s");
    assertThat(Durations.about(2.1)).isEqualTo("3 s");
    assertThat(Durations.about(93)).isEqualTo("1 min 35 s");
    assertThat(Durations.about(7445)).isEqualTo("2 h 04 min");
  }

  @Test
  void timeLeftDoesNotJump() {
    TimeLeft left = new TimeLeft();
    assertThat(left.words(0)).isEmpty();
    left.update(100, 0);
    assertThat(left.words(10_000 * MILLI)).as("the clock goes on").isEqualTo("1 min 30 s left");
    // a tenth of a second later all seems to take twice as long: 2 % of the way, 1 - exp(-0.02)
    left.update(200, 100 * MILLI);
    assertThat(left.words(100 * MILLI)).isEqualTo("1 min 40 s left");
    // and a minute later it is believed
    left.update(200, 60_100 * MILLI);
    assertThat(left.words(60_100 * MILLI)).isEqualTo("3 min 20 s left");
  }
}
