package io.selfcure.curation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.run.AlarmKind;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.sqlite.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final String PIXEL = "data:image/jpeg;base64,AAAA";

  @TempDir Path dir;

  private RunFixture run(String name) throws IOException {
    return new RunFixture(dir.resolve(name), "calm", RunFixture.HOSTILE);
  }

  private static String report(RunFixture... runs) {
    return new Report(
            s -> Map.of("seed", "1", "margin-1", "0.2"), run -> id -> PIXEL, Wording.NEUTRAL)
        .html(java.util.Arrays.stream(runs).map(RunFixture::folder).toList());
  }

  /** Where lines are broken says nothing. */
  private static String unbroken(String html) {
    return html.replace("\n", "");
  }

  @Test
  void tellsARunWithAllThereIs() throws Exception {
    String html =
        report(
            run("full").epochs(4).alarm(3, "rank-loss-idle", RunFixture.HOSTILE.replace("\"", "")));
    Pages.checked(html);
    assertThat(html)
        .contains("Best validation accuracy 75.0\u00a0%")
        .contains("(95 % interval 25.0 to 100.0\u00a0%) in epoch 2; 50.0\u00a0% in the last.")
        .contains("mean recall of the classes, 50.0 to 100.0\u00a0%")
        .contains("Band: 95 % interval of the validation accuracy over samples.")
        .contains(
            "1 of 2 wrong labels repaired, 1 right ones broken: as many right labels as before.")
        .contains("1 alarm: rank loss idle (epoch 3).")
        .contains("Do not believe what this run says of labels: the network cannot be told apart")
        .contains("Always naming the most frequent class gives 50.0")
        .contains("guessing: always the most frequent class")
        .contains("audit (run=")
        .contains("⚠ Alarm 1: rank loss idle")
        .contains(
            "Confusion matrix, epoch 2 (best epoch)", "Confusion matrix, epoch 4 (last epoch)")
        .contains("Expected calibration error")
        .contains("right given labels (6)", "wrong given labels (2)")
        .contains("margin δ1")
        .contains("Lowest weight", "Highest weight", "Most doubted", "Relabelled")
        .contains("● margin-1", "default 0.2")
        .doesNotContain("● seed");
  }

  @Test
  void hostileNamesAreShownAsText() throws Exception {
    String html = report(run("hostile").epochs(2));
    Pages.checked(html);
    assertThat(html).contains("&lt;script&gt;alert(1)").contains("&lt;b&gt;set");
    assertThat(html).doesNotContain("<script").doesNotContain("<b>set").doesNotContain("\u202E");
  }

  @Test
  void aPictureMustBeAPicture() throws IOException {
    RunFolder run = run("odd").epochs(1).folder();
    Report odd = new Report(s -> Map.of(), r -> id -> "javascript:alert(1)", Wording.NEUTRAL);
    assertThatThrownBy(() -> odd.html(List.of(run))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsARunThatHasJustBegun() throws Exception {
    String nothing = report(run("begun"));
    Pages.checked(nothing);
    assertThat(nothing).contains("No epoch has ended yet").contains("there is no ledger");
    String empty = report(run("zero").epochs(0));
    Pages.checked(empty);
    assertThat(empty).contains("The ledger holds no epoch yet.");
    String one = report(run("one").epochs(1));
    Pages.checked(one);
    assertThat(one)
        .contains("The training is unfinished: 1 of 4 epochs.")
        .contains("No label has been changed so far; changes begin with epoch 2.")
        .contains("No alarms");
  }

  @Test
  void tellsARunWithoutValidationWeightsOrTruth() throws Exception {
    String html = report(run("bare").bare().epochs(3));
    Pages.checked(html);
    assertThat(html)
        .contains("Trained without validation samples; 75.0\u00a0%")
        .contains("2 of 8 labels were changed; the truth is not known.")
        .contains("This run has no evaluation on validation samples.")
        .contains("all samples (8)")
        .contains("Most doubted", "Least doubted")
        .doesNotContain("Lowest weight")
        .doesNotContain("NaN")
        .doesNotContain("Finding wrong labels");
  }

  @Test
  void putsRunsSideBySide() throws Exception {
    RunFixture a = run("x/run").epochs(4);
    RunFixture b = run("y/run").bare().epochs(2);
    Files.writeString(
        b.folder().config(), Files.readString(b.folder().config()).replace("seed: 1", "seed: 7"));
    for (RunFixture run : List.of(a, b)) {
      String hash = (run == a ? "0123456789abcdef" : "fedcba9876543210").repeat(4);
      Files.writeString(
          run.folder().provenance(),
          Files.readString(run.folder().provenance()) + "data-sha256: " + hash + "\n");
    }
    String html = report(a, b);
    Pages.checked(html);
    assertThat(unbroken(html))
        .contains("setting or data</th>", "<td>0123456789a…</td><td>fedcba98765…</td>")
        .contains("guessing: always the most frequent class</th><td>50.0\u00a0%</td><td>–</td>")
        .contains("wrong labels as given</th><td>2</td><td>–</td>")
        .contains("Runs x/run, y/run")
        .contains("Settings and data that differ")
        .contains("<th scope=\"row\">seed</th><td>1</td><td>7</td>")
        .doesNotContain("<th scope=\"row\">optimizer</th><td>sgd</td><td>sgd</td>")
        .contains("id=\"run2-faces\"");
  }

  @Test
  void theBestFigureIsMarked() throws Exception {
    RunFixture a = run("a").epochs(4);
    RunFixture b = run("b").epochs(1);
    assertThat(unbroken(report(a, b)))
        .contains(
            "<th scope=\"row\">best validation accuracy</th>"
                + "<td>★\u00a075.0\u00a0% (25.0 to 100.0\u00a0%)</td>"
                + "<td>50.0\u00a0% (25.0 to 100.0\u00a0%)</td>")
        .doesNotContain("Over seeds");
  }

  @Test
  void runsThatDifferInTheirSeedAreTakenTogether() throws Exception {
    RunFixture a = run("a").epochs(4);
    RunFixture b = run("b").epochs(1);
    Files.writeString(
        b.folder().config(), Files.readString(b.folder().config()).replace("seed: 1", "seed: 2"));
    String html = report(a, b);
    Pages.checked(html);
    assertThat(unbroken(html))
        .contains("Over seeds. Means;", "all runs, 2 seeds")
        .contains("<td>62.5\u00a0% (min 50.0\u00a0%, max 75.0\u00a0%)</td>")
        .doesNotContain("seed by seed");
  }

  @Test
  void missingPicturesAreTold() throws Exception {
    RunFixture run = run("lost").epochs(2);
    Report none =
        new Report(
            s -> Map.of(),
            r -> {
              throw new DataException("/nowhere", "is gone", "name another with {data}");
            },
            Wording.NEUTRAL);
    String html = none.html(List.of(run.folder()));
    Pages.checked(html);
    assertThat(html).contains("The pictures cannot be shown. /nowhere: is gone");
    Report some =
        new Report(
            s -> Map.of(),
            r ->
                id -> {
                  throw new DataException(id, "is gone", "");
                },
            Wording.NEUTRAL);
    assertThat(some.html(List.of(run.folder()))).contains("no picture");
  }

  @Test
  void missingFilesAreTold() throws Exception {
    RunFixture run = run("parts").epochs(2);
    Files.delete(run.folder().ledger());
    Files.delete(run.folder().provenance());
    String html = report(run);
    Pages.checked(html);
    assertThat(html).contains("there is no ledger", "there is no run.yaml");
  }

  @Test
  void damagedFilesAreRefused() throws Exception {
    RunFixture run = run("damaged").epochs(2);
    Files.writeString(run.folder().facts(), "format: selfcure-facts-0\n");
    refused(run, "facts.yaml: is damaged");
    Files.delete(run.folder().facts());
    try (var db = Sqlite.write(run.folder().ledger());
        var statement = db.createStatement()) {
      statement.executeUpdate("UPDATE sample SET given_label = 99 WHERE position = 1");
    }
    refused(run, "table sample, position 1: given_label is '99', expected 0 to 1");
    Files.writeString(run.folder().ledger(), "this is no ledger, and never was one");
    refused(run, "ledger.sqlite: is damaged");
    Files.delete(run.folder().ledger());
    Files.writeString(run.folder().provenance(), "data: [\n");
    refused(run, "run.yaml: ");
  }

  private static void refused(RunFixture run, String problem) {
    assertThatThrownBy(() -> report(run))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void namesSettingsAndActionsAsItsFrontEndDoes() throws IOException {
    RunFixture run = run("worded").epochs(3);
    String remedy = AlarmKind.RANK_LOSS_IDLE.remedy();
    run.alarm(2, "rank-loss-idle", "it is idle", Wording.NEUTRAL.render(remedy));
    Wording buttons =
        new Wording() {
          @Override
          public String setting(Setting setting) {
            return "[" + setting.name() + "]";
          }

          @Override
          public String command(String action, List<Setting> settings) {
            return action + " button with " + settings.get(0).value();
          }
        };
    assertThat(new Report(s -> Map.of(), r -> id -> PIXEL, buttons).html(List.of(run.folder())))
        .contains("Raise [margin-1] above the gap.")
        .contains("audit button with " + run.folder().dir());
    assertThat(report(run)).contains("Raise margin-1 above the gap.");
  }

  @Test
  void refusesWhatIsNoRunOrTheSameOneTwice() throws IOException {
    Report report = new Report(s -> Map.of(), r -> id -> PIXEL, Wording.NEUTRAL);
    RunFolder run = run("once").epochs(1).folder();
    assertThatThrownBy(() -> report.html(List.of(new RunFolder(dir.resolve("none")))))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> report.html(List.of(run, run))).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> report.html(List.of())).isInstanceOf(UsageException.class);
  }

  @Test
  void concludesNothingFromSettingsWhereFactsAreNotRecorded() throws Exception {
    RunFixture run = run("older").epochs(1);
    Files.delete(run.folder().facts());
    String html = report(run);
    Pages.checked(html);
    assertThat(html)
        .contains("In which epochs labels may be changed is not recorded in this run.")
        .contains("No label has been changed; whether any may be is not recorded in this run.")
        .contains("How the rank loss divides a batch is not recorded in this run.")
        .contains("Which alarms watch this run is not recorded in it.")
        .doesNotContain("margin δ1", "no rank loss", "not-learning (");
  }

  @Test
  void namesTheAlarmsThatWatchAndNoOthers() throws Exception {
    assertThat(report(run("watched").epochs(4).alarm(3, "rank-loss-idle", "idle")))
        .contains("After each epoch, without a finding here: not-learning (")
        .doesNotContain("rank-loss-idle (", "class-dying-out (");
  }

  @Test
  void countsWhatBecameOfTheLabels() throws IOException {
    RunFixture run = run("story").epochs(2);
    var ledger = io.selfcure.curation.ledger.Ledger.read(run.folder().ledger());
    LabelStory story = LabelStory.of(ledger);
    assertThat(story).isEqualTo(new LabelStory(8, 8, 2, 2, 1, 1));
    assertThat(story.rightBefore()).isEqualTo(0.75);
    assertThat(story.rightNow()).isEqualTo(0.75);
    assertThat(LabelStory.perEpoch(ledger, 3, LabelStory.Kind.RIGHT)).containsExactly(0, 1, 0);
    assertThat(LabelStory.perEpoch(ledger, 3, LabelStory.Kind.WRONG)).containsExactly(0, 1, 0);
    assertThat(LabelStory.byClass(ledger)).containsExactly(new LabelStory.Change(0, 1, 2, 1));
    assertThat(LabelStory.balance(ledger)).isDeepEqualTo(new double[][] {{4, 4}, {2, 6}, {4, 4}});
  }
}
