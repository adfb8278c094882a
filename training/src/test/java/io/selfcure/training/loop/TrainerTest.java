package io.selfcure.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.ledger.Relabelling;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.method.Evaluator;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TrainerTest extends SmallRuns {

  @Test
  void theSameSeedGivesTheSameNumbersAndAnotherDoesNot() {
    List<Map<String, String>> first = run("first", Progress.NONE);
    assertThat(run("second", Progress.NONE)).isEqualTo(first);
    assertThat(relabellings("second")).isEqualTo(relabellings("first")).isNotEmpty();
    assertThat(run("third", Progress.NONE, "seed=2")).isNotEqualTo(first);
  }

  @Test
  void theLedgerHoldsEverySampleOfEveryEpoch() throws Exception {
    run("run", Progress.NONE);
    try (var db =
            java.sql.DriverManager.getConnection(
                "jdbc:sqlite:" + dir.resolve("run/ledger.sqlite"));
        var statement = db.createStatement();
        var r =
            statement.executeQuery(
                "SELECT count(*), count(DISTINCT epoch), min(alpha), max(alpha), min(p_best - p_given)"
                    + " FROM observation")) {
      assertThat(r.next()).isTrue();
      assertThat(r.getInt(1)).isEqualTo(60 * 4);
      assertThat(r.getInt(2)).isEqualTo(4);
      assertThat(r.getDouble(3)).isBetween(0.0, 1.0);
      assertThat(r.getDouble(4)).isBetween(0.0, 1.0);
      assertThat(r.getDouble(5)).isGreaterThanOrEqualTo(0);
    }
    int[] labels = data.split(Split.TRAIN).stream().mapToInt(Sample::label).toArray();
    for (Relabelling change : relabellings("run")) {
      assertThat(change.epoch()).isGreaterThanOrEqualTo(2);
      assertThat(labels[change.position()]).isEqualTo(change.from());
      assertThat(change.pTo() - change.pFrom()).isGreaterThan(0.05f);
      labels[change.position()] = change.to();
    }
    assertThat(ledgerLabels("run")).isEqualTo(labels);
    assertThat(data.sha256()).isEqualTo(Dataset.read(dir.resolve("noisy")).sha256());
  }

  @Test
  void metricsAgainstTruthAgreeWithTheLedger() {
    List<Map<String, String>> rows = run("run", Progress.NONE);
    Map<String, String> last = rows.get(3);
    List<Sample> samples = data.split(Split.TRAIN);
    int[] now = ledgerLabels("run");
    int repaired = 0;
    int broken = 0;
    for (int i = 0; i < now.length; i++) {
      boolean right = now[i] == samples.get(i).trueLabel();
      repaired += samples.get(i).knownWrong() && right ? 1 : 0;
      broken += !samples.get(i).knownWrong() && !right ? 1 : 0;
    }
    assertThat(last).containsEntry("wrong_labels", "12");
    assertThat(last.get("repaired")).isEqualTo(Integer.toString(repaired));
    assertThat(last.get("broken")).isEqualTo(Integer.toString(broken));
  }

  @Test
  void configAsRunGivesTheSameRun() {
    List<Map<String, String>> first = run("first", Progress.NONE);
    TrainSettings again =
        TrainSettings.of(Yaml.readFlat(dir.resolve("first/config.yaml")), Map.of());
    assertThat(again).isEqualTo(settings());
    PixelPack pixels = Objects.requireNonNull(data.pack());
    try (Trainer trainer =
        Trainer.start(again, data, pixels, dir.resolve("again"), Progress.NONE)) {
      assertThat(comparable(trainer.train())).isEqualTo(first);
    }
  }

  @Test
  void theModelReadBackScoresWhatTrainingReported() {
    List<Map<String, String>> rows =
        run("run", Progress.NONE, "mode=baseline", "epochs=3", "learn-margin-1=false");
    Model model = Model.open(dir.resolve("run"), Model.Choice.LAST);
    assertThat(model.epoch()).isEqualTo(3);
    PixelPack pixels = Objects.requireNonNull(data.pack());
    double accuracy =
        new Evaluator(model.network(), pixels, data.labels(), false)
            .evaluate(Cohort.of(data, Split.VALID), 1, Progress.NONE)
            .accuracy();
    assertThat(accuracy)
        .isCloseTo(Double.parseDouble(rows.get(2).get("valid_accuracy")), within(1e-5));
    Evaluator evaluator = new Evaluator(model.network(), pixels, data.labels(), false);
    Cohort valid = Cohort.of(data, Split.VALID);
    PixelPack mirrored = mirrored(pixels, dir.resolve("mirrored.pack"));
    Evaluator other = new Evaluator(model.network(), mirrored, data.labels(), false);
    float[] straight = evaluator.probabilities(valid, Progress.NONE);
    float[] back = other.probabilities(valid, Progress.NONE);
    float[] mean = new float[straight.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (straight[i] + back[i]) / 2;
    }
    assertThat(back).as("a mirror image is another picture").isNotEqualTo(straight);
    assertThat(evaluator.ofBothSides(valid, Progress.NONE)).containsExactly(mean, within(1e-6f));
    assertThatThrownBy(() -> model.requireLabels(LabelSet.BASIC7, "other"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("[a, b, c]");
  }

  @Test
  void onlyTheIntervalsThatAreShownAreComputed() {
    List<Map<String, String>> rows = run("run", Progress.NONE, "epochs=6");
    double best = Double.NEGATIVE_INFINITY;
    int without = 0;
    List<JsonNode> lines = new RunFolder(dir.resolve("run")).readValidation();
    assertThat(lines).hasSize(6);
    for (int e = 1; e <= 6; e++) {
      double accuracy = Double.parseDouble(rows.get(e - 1).get("valid_accuracy"));
      boolean shown = accuracy > best || e == 6;
      best = Math.max(best, accuracy);
      without += shown ? 0 : 1;
      for (String figure : List.of("accuracy", "balanced-accuracy", "macro-f1", "ece")) {
        assertThat(lines.get(e - 1).path(figure + "-interval-95").isArray())
            .as(figure + " of epoch " + e)
            .isEqualTo(shown);
      }
    }
    assertThat(without).isPositive();
  }

  private static PixelPack mirrored(PixelPack pack, Path to) {
    int side = pack.width();
    try (PixelPack.Writer writer = new PixelPack.Writer(to, side, side, 1)) {
      byte[] pixels = new byte[side * side];
      for (int i = 0; i < pack.count(); i++) {
        pack.read(i, pixels, 0);
        byte[] turned = new byte[pixels.length];
        for (int k = 0; k < pixels.length; k++) {
          turned[k] = pixels[k - k % side + side - 1 - k % side];
        }
        writer.add(turned);
      }
    }
    return PixelPack.open(to);
  }

  @Test
  void bestIsChosenOnValidationAlone() {
    List<Map<String, String>> rows = run("run", Progress.NONE, "epochs=4");
    double best = -1;
    int epoch = 0;
    for (Map<String, String> row : rows) {
      double accuracy = Double.parseDouble(row.getOrDefault("valid_accuracy", "0"));
      if (accuracy > best) {
        best = accuracy;
        epoch = Integer.parseInt(row.getOrDefault("epoch", "0"));
      }
    }
    assertThat(Model.open(dir.resolve("run"), Model.Choice.BEST).epoch()).isEqualTo(epoch);
  }

  @Test
  void whatCannotTrainLeavesNoRunFolder() {
    assertThatThrownBy(() -> run("run", Progress.NONE, "init=nowhere.pth"))
        .isInstanceOf(UsageException.class);
    try (DatasetWriter writer = DatasetWriter.sharing(dir.resolve("no-valid"), data)) {
      data.split(Split.TRAIN).forEach(writer::add);
      data = writer.finish("no validation", "made here", "free", List.of());
    }
    assertThatThrownBy(() -> run("run", Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("holdout=0.1");
    assertThat(dir.resolve("run")).doesNotExist();
  }

  @Test
  void overSamplingRunsKeepLedgerAndLabelsTogether() {
    run("run", Progress.NONE, "sampler=balanced", "margin-2=0", "relabel-scope=batch", "batch=30");
    int[] labels = data.split(Split.TRAIN).stream().mapToInt(Sample::label).toArray();
    for (Relabelling change : relabellings("run")) {
      assertThat(labels[change.position()]).isEqualTo(change.from());
      labels[change.position()] = change.to();
    }
    assertThat(ledgerLabels("run")).isEqualTo(labels);
    assertThat(
            TrainingState.currentLabels(
                Checkpoint.read(new RunFolder(dir.resolve("run")).lastCheckpoint())))
        .isEqualTo(labels);
  }
}
