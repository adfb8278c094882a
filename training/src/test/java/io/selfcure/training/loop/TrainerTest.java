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
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.ledger.Ledger;
import io.selfcure.core.ledger.Relabelling;
import io.selfcure.core.noise.SymmetricNoise;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.settings.TrainSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  private static final int SIDE = 16;

  @TempDir Path dir;

  private Dataset data;

  /** Pictures whose brightness tells the class, a fifth of the training labels wrong. */
  @BeforeEach
  void makeData() {
    Random random = new Random(1);
    try (DatasetWriter writer =
        DatasetWriter.packed(dir.resolve("clean"), LabelSet.of("a", "b", "c"), SIDE, SIDE, 1)) {
      for (int i = 0; i < 90; i++) {
        byte[] pixels = new byte[SIDE * SIDE];
        for (int k = 0; k < pixels.length; k++) {
          pixels[k] =
              (byte) Math.min(255, Math.max(0, 30 + 90 * (i % 3) + random.nextGaussian() * 9));
        }
        writer.add(Sample.of("s" + i, "", i < 60 ? Split.TRAIN : Split.VALID, i % 3), pixels);
      }
      Dataset clean = writer.finish("shades", "made here", "free", List.of());
      data = SymmetricNoise.inject(clean, 0.2, 1, dir.resolve("noisy"), Progress.NONE);
    }
  }

  private static TrainSettings settings(String... options) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String o :
        List.of(
            "epochs=4",
            "batch=12",
            "width=0.125",
            "threads=1",
            "dropout=0.3",
            "mode=paper",
            "relabel-epoch=2",
            "margin-2=0.05",
            "learn-margin-1=true",
            "augment=standard",
            "learning-rate=0.02",
            "precision=fp32")) {
      given.put(o.split("=", 2)[0], o.split("=", 2)[1]);
    }
    for (String o : options) {
      given.put(o.split("=", 2)[0], o.split("=", 2)[1]);
    }
    return TrainSettings.of(Map.of(), given).resolve(SIDE, false, 1);
  }

  private List<Map<String, String>> run(String name, Progress progress, String... options) {
    PixelPack pixels = Objects.requireNonNull(data.pack());
    try (Trainer trainer =
        Trainer.start(settings(options), data, pixels, dir.resolve(name), progress)) {
      return comparable(trainer.train());
    }
  }

  private List<Map<String, String>> resume(String name) {
    PixelPack pixels = Objects.requireNonNull(data.pack());
    try (Trainer trainer = Trainer.resume(data, pixels, dir.resolve(name), Progress.NONE)) {
      return comparable(trainer.train());
    }
  }

  /** All figures but those of the clock. */
  private static List<Map<String, String>> comparable(List<Map<String, String>> rows) {
    return rows.stream()
        .map(
            r -> {
              Map<String, String> copy = new HashMap<>(r);
              copy.remove("seconds");
              copy.remove("images_per_s");
              return copy;
            })
        .toList();
  }

  private List<Relabelling> relabellings(String name) {
    try (Ledger ledger = Ledger.open(new RunFolder(dir.resolve(name)).ledger())) {
      return ledger.relabellings();
    }
  }

  private int[] ledgerLabels(String name) {
    try (Ledger ledger = Ledger.open(new RunFolder(dir.resolve(name)).ledger())) {
      return ledger.currentLabels();
    }
  }

  /**
   * All tensors of the last checkpoint but the optimizer's archive, which holds memory addresses.
   */
  private Map<String, java.nio.ByteBuffer> weights(String name) {
    Map<String, java.nio.ByteBuffer> all = new HashMap<>();
    Checkpoint.read(new RunFolder(dir.resolve(name)).lastCheckpoint())
        .tensors()
        .forEach((tensor, value) -> all.put(tensor, value.data()));
    all.remove("selfcure.optimizer");
    return all;
  }

  /** Stands for the power cut: throws in the middle of an epoch. */
  private static final class PowerCut implements Progress {
    private final String where;
    private final long after;

    PowerCut(String where, long after) {
      this.where = where;
      this.after = after;
    }

    @Override
    public Task start(String what, String unit, long total) {
      return new Task() {
        @Override
        public void advance(long done, String detail) {
          if (what.startsWith(where) && done >= after) {
            throw new IllegalStateException("power cut");
          }
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void say(String line) {}
  }

  @Test
  void theSameSeedGivesTheSameNumbersAndAnotherDoesNot() {
    List<Map<String, String>> first = run("first", Progress.NONE);
    assertThat(run("second", Progress.NONE)).isEqualTo(first);
    assertThat(relabellings("second")).isEqualTo(relabellings("first")).isNotEmpty();
    assertThat(run("third", Progress.NONE, "seed=2")).isNotEqualTo(first);
  }

  @Test
  void aResumedRunEqualsAnUnbrokenOne() {
    List<Map<String, String>> unbroken = run("unbroken", Progress.NONE);
    for (PowerCut cut :
        List.of(
            new PowerCut("epoch 1/", 24), // before any checkpoint
            new PowerCut("epoch 3/", 36),
            new PowerCut("evaluate", 30))) {
      String name = "cut-" + cut.where.replace("/", "").replace(" ", "") + cut.after;
      assertThatThrownBy(() -> run(name, cut)).hasMessage("power cut");
      assertThat(resume(name)).as(name).isEqualTo(unbroken);
      assertThat(relabellings(name)).as(name).isEqualTo(relabellings("unbroken"));
      assertThat(ledgerLabels(name)).isEqualTo(ledgerLabels("unbroken"));
      assertThat(weights(name)).as(name).isEqualTo(weights("unbroken"));
    }
  }

  @Test
  void everyOptimizerResumesExactly() {
    for (String optimizer : List.of("adam", "adamw")) {
      String[] options = {"optimizer=" + optimizer, "learning-rate=0.002", "mode=reference"};
      List<Map<String, String>> unbroken = run(optimizer, Progress.NONE, options);
      String name = optimizer + "-cut";
      assertThatThrownBy(() -> run(name, new PowerCut("epoch 3/", 12), options));
      assertThat(resume(name)).as(optimizer).isEqualTo(unbroken);
    }
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
        TrainSettings.of(TrainSettings.readYaml(dir.resolve("first/config.yaml")), Map.of());
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
    assertThatThrownBy(() -> model.requireLabels(LabelSet.BASIC7, "other"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("[a, b, c]");
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
  void aHeldOutShareIsNotTrainedOn() {
    Cohort.Parts parts = Cohort.divide(data, settings("holdout=0.25"));
    assertThat(parts.training().size()).isEqualTo(45);
    assertThat(parts.validation().size()).isEqualTo(15);
    assertThat(parts.validation().samples()).allMatch(s -> s.split() == Split.TRAIN);
    assertThat(parts.training().samples())
        .doesNotContainAnyElementsOf(parts.validation().samples());
    assertThat(Cohort.divide(data, settings("holdout=0.25")).validation().samples())
        .isEqualTo(parts.validation().samples());
  }

  @Test
  void refusesADamagedCheckpointOtherDataAndAUsedFolder() throws IOException {
    run("run", Progress.NONE, "epochs=2");
    assertThatThrownBy(() -> run("run", Progress.NONE))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("not empty");
    PixelPack pixels = Objects.requireNonNull(data.pack());
    Dataset other = Dataset.read(dir.resolve("clean"));
    assertThatThrownBy(() -> Trainer.resume(other, pixels, dir.resolve("run"), Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("began with");
    Path checkpoint = new RunFolder(dir.resolve("run")).lastCheckpoint();
    byte[] good = Files.readAllBytes(checkpoint);
    for (int length : new int[] {0, 5, 100, good.length / 2, good.length - 1}) {
      Files.write(checkpoint, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> resume("run"))
          .as("checkpoint cut to " + length)
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("last.safetensors");
    }
  }

  @Test
  void aModelIsNotThrownAwayBecauseItsLedgerIsMissing() throws IOException {
    run("run", Progress.NONE, "epochs=2");
    Files.delete(dir.resolve("run/ledger.sqlite"));
    assertThatThrownBy(() -> resume("run"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("ledger.sqlite");
    assertThat(new RunFolder(dir.resolve("run")).lastCheckpoint()).exists();
  }

  @Test
  void settingsChangedBetweenCheckpointAndResumeAreRefused() throws IOException {
    run("run", Progress.NONE, "epochs=2");
    Path config = dir.resolve("run/config.yaml");
    Files.writeString(config, Files.readString(config).replace("seed: 1", "seed: 5"));
    assertThatThrownBy(() -> resume("run"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("seed=5");
  }

  @Test
  void damagedRunFilesAreNamed() throws IOException {
    run("run", Progress.NONE, "epochs=2");
    Path metrics = dir.resolve("run/metrics.csv");
    String good = Files.readString(metrics);
    for (String bad :
        new String[] {"a,b\n1,2\n", "epoch\nx\n", good.substring(0, good.length() / 2)}) {
      Files.writeString(metrics, bad);
      assertThatThrownBy(() -> resume("run"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("metrics.csv");
    }
    Files.writeString(metrics, good);
    Files.delete(dir.resolve("run/run.yaml"));
    assertThatThrownBy(() -> resume("run"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("run.yaml");
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
        .hasMessageContaining("--holdout");
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
    assertThat(Checkpoint.read(new RunFolder(dir.resolve("run")).lastCheckpoint()).currentLabels())
        .isEqualTo(labels);
  }

  @Test
  void subjectsAreHeldOutWhole() {
    try (DatasetWriter writer = DatasetWriter.sharing(dir.resolve("people"), data)) {
      for (int i = 0; i < 60; i++) {
        Sample s = data.samples().get(i);
        writer.add(
            new Sample(
                s.id(),
                s.path(),
                s.split(),
                s.label(),
                s.trueLabel(),
                s.votes(),
                "p" + i / 6,
                -1,
                null));
      }
      data = writer.finish("people", "made here", "free", List.of());
    }
    Cohort.Parts parts = Cohort.divide(data, settings("holdout=0.2"));
    assertThat(parts.validation().size()).isEqualTo(12);
    List<String> held = parts.validation().samples().stream().map(Sample::subject).toList();
    assertThat(parts.training().samples()).noneMatch(s -> held.contains(s.subject()));
    assertThatThrownBy(() -> Cohort.divide(data, settings("holdout=0.01")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("to hold out");
  }
}
