package io.selfcure.training.loop;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.input.BatchLoader;
import io.selfcure.training.input.Order;
import io.selfcure.training.network.NetworkWeights;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.network.StateDict;
import io.selfcure.training.objective.Optimization;
import io.selfcure.training.objective.ScnStep;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Trains one network: the loop, and nothing else. What an epoch draws at random depends on seed and
 * epoch only, so a run that continues from a checkpoint does what the unbroken run would have done.
 */
public final class Trainer implements AutoCloseable {

  private final TrainSettings settings;
  private final Dataset data;
  private final Cohort training;
  private final Cohort validation;
  private final OpenRun run;
  private final Progress progress;
  private final ResNet18 network;
  private final Optimization optimization;
  private final ScnStep scn;
  private final @Nullable Cure cure;
  private final Evaluator evaluator;
  private final BatchLoader loader;
  private final int[] given;
  private int[] current;
  private int startEpoch = 1;
  private long started;
  private double bestAccuracy = Double.NEGATIVE_INFINITY;
  private int bestEpoch;

  private Trainer(
      TrainSettings settings,
      Dataset data,
      PixelPack pixels,
      Cohort.Parts parts,
      OpenRun run,
      Progress progress) {
    this.settings = settings;
    this.data = data;
    this.run = run;
    this.progress = progress;
    Torch.threads(settings.threads());
    this.training = parts.training();
    this.validation = parts.validation();
    this.given = training.labels();
    this.current = given.clone();
    boolean bf16 = settings.precision() == TrainSettings.Precision.BF16;
    this.network =
        new ResNet18(
            settings.network().architecture(data.labels().size(), settings.objective()),
            settings.seed());
    this.optimization =
        new Optimization(network.state(), settings.optimisation(), settings.objective());
    this.scn = new ScnStep(network, settings.objective(), optimization, bf16);
    this.cure =
        settings.objective().evidence()
            ? new Cure(settings, training, pixels, data.labels(), network, optimization)
            : null;
    this.evaluator =
        cure != null ? cure.evaluator() : new Evaluator(network, pixels, data.labels(), bf16);
    this.loader =
        new BatchLoader(pixels, settings.augmentation(), settings.seed(), settings.batch() + 1);
  }

  /**
   * Refuses what would make {@link #start} fail, before any long preparation.
   *
   * @param settings resolved settings
   * @param out the run folder, must be new or empty
   */
  public static void check(TrainSettings settings, Dataset data, Path out) {
    Outputs.requireFresh(out, "--out");
    Cohort.divide(data, settings);
    String init = settings.network().init();
    if (!init.isEmpty() && !Files.isRegularFile(Path.of(init))) {
      throw new UsageException(
          "--init", init + " is not a file", "name a .pth or .safetensors file");
    }
  }

  /**
   * A new run in a fresh folder.
   *
   * @param settings resolved settings ({@link TrainSettings#resolve})
   * @param data the data set
   * @param pixels its pictures at the input size, picture i for row i
   * @param out the run folder, must be new or empty
   */
  public static Trainer start(
      TrainSettings settings, Dataset data, PixelPack pixels, Path out, Progress progress) {
    check(settings, data, out);
    Cohort.Parts parts = Cohort.divide(data, settings);
    OpenRun run = OpenRun.begin(new RunFolder(out), settings, data, parts.training());
    try {
      Trainer trainer = new Trainer(settings, data, pixels, parts, run, progress);
      trainer.initialise();
      return trainer;
    } catch (RuntimeException e) {
      run.close();
      Outputs.deleteTree(out);
      throw e;
    }
  }

  /** Takes the weights that --init names. */
  private void initialise() {
    String init = settings.network().init();
    if (!init.isEmpty()) {
      progress.say(NetworkWeights.initialise(network.state(), Path.of(init)).describe());
    }
  }

  /**
   * Continues a run after its last complete epoch; a run killed before its first checkpoint starts
   * over.
   *
   * @throws DataException when the data are not those the run began with, or the ledger is missing
   * @throws ModelException when the checkpoint is damaged or of other settings
   */
  public static Trainer resume(Dataset data, PixelPack pixels, Path out, Progress progress) {
    RunFolder folder = new RunFolder(out);
    TrainSettings settings = folder.settings();
    folder.requireData(data);
    Cohort.Parts parts = Cohort.divide(data, settings);
    OpenRun run = OpenRun.again(folder, data, parts.training());
    try {
      Trainer trainer = new Trainer(settings, data, pixels, parts, run, progress);
      Checkpoint checkpoint = Checkpoint.newest(folder, progress);
      if (checkpoint != null) {
        checkpoint.requireSettings(settings, folder.config());
        trainer.restore(checkpoint);
      } else {
        progress.say("no checkpoint yet in " + out + ": starting over");
        trainer.initialise();
      }
      return trainer;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }

  /** The weights that a checkpoint holds under PyTorch's names: the ones to use. */
  private StateDict published() {
    return cure == null ? network.state() : cure.state();
  }

  private void restore(Checkpoint checkpoint) {
    checkpoint.restore(published(), optimization);
    if (cure != null) {
      cure.restore(checkpoint);
    }
    run.ledger().rewindTo(checkpoint.epoch());
    int[] labels = checkpoint.currentLabels();
    if (labels.length != given.length) {
      throw new ModelException(
          run.folder().lastCheckpoint().toString(),
          "has labels of " + labels.length + " samples, the run trains on " + given.length,
          "resume with the data set and settings of the run");
    }
    current = labels;
    startEpoch = checkpoint.epoch() + 1;
    bestAccuracy = checkpoint.bestAccuracy();
    bestEpoch = checkpoint.bestEpoch();
    progress.say("continuing after epoch " + checkpoint.epoch() + " of " + settings.epochs());
  }

  /** Trains the epochs that remain and returns all epochs' figures. */
  public List<Map<String, String>> train() {
    List<Map<String, String>> rows = new ArrayList<>(run.folder().readMetrics());
    rows.removeIf(r -> Integer.parseInt(r.getOrDefault("epoch", "0")) >= startEpoch);
    if (rows.size() != startEpoch - 1) {
      if (Files.exists(run.folder().metrics())) {
        throw run.folder()
            .damagedMetrics(rows.size() + " of " + (startEpoch - 1) + " epochs are in it", null);
      }
      progress.say(run.folder().metrics() + " is missing: it begins anew with epoch " + startEpoch);
    }
    HealthWatch health =
        new HealthWatch(
            run.folder(), data.labels(), settings.objective().margin1(), given, rows, progress);
    started = System.nanoTime();
    for (int epoch = startEpoch; epoch <= settings.epochs(); epoch++) {
      EpochRow row = new EpochRow().put("epoch", epoch);
      long epochStarted = System.nanoTime();
      EpochTally tally = trainEpoch(epoch);
      double seconds = (System.nanoTime() - epochStarted) / 1e9;
      row.put("learning_rate", optimization.learningRate());
      tally.describe(row);
      tally.describeAgainstTruth(row, training.samples());
      Evaluation evaluation = validate(row);
      row.put("seconds", seconds).put("images_per_s", training.size() / seconds);
      rows.add(row.cells());

      run.ledger().record(epoch, tally.observations(), tally.changes());
      run.folder().writeMetrics(rows);
      health.look(row.cells(), current);
      saveCheckpoints(epoch, evaluation);
      progress.say(EpochLine.of(row.cells(), settings.epochs()));
    }
    return rows;
  }

  private EpochTally trainEpoch(int epoch) {
    torch.manual_seed(settings.seed() * 1_000_003L + epoch); // dropout
    int[] order =
        Order.of(
            current,
            data.labels().size(),
            settings.optimisation().sampler(),
            settings.seed(),
            epoch);
    int[] visits = Order.visits(order);
    EpochTally tally = new EpochTally(epoch, given, current, settings.objective());
    boolean relabelNow = epoch >= settings.objective().relabelEpoch();
    String name = "epoch " + epoch + "/" + settings.epochs();
    int steps = Math.max(1, (order.length + settings.batch() - 2) / settings.batch());
    int step = 0;
    try (Progress.Task task = progress.start(name, "images", order.length)) {
      for (int from = 0, to; from < order.length; from = to) {
        to = Math.min(order.length, from + settings.batch());
        to =
            order.length - to == 1 ? order.length : to; // a batch of one has no variance to norm by
        int[] positions = Arrays.copyOfRange(order, from, to);
        double t = epoch - 1 + (from + to) / (2.0 * order.length);
        optimization.learningRate(settings.optimisation().rate(t, settings.epochs()));
        try (PointerScope scope = new PointerScope()) {
          Tensor images =
              loader.load(
                  pick(training.rows(), positions), epoch, Arrays.copyOfRange(visits, from, to));
          ScnStep.Outcome outcome =
              cure != null
                  ? cure.train(images, positions, pick(current, positions), epoch)
                  : scn.train(images, pick(current, positions), relabelNow);
          tally.add(positions, outcome);
          task.advance(
              to, "step " + ++step + "/" + steps + ", " + describe(outcome) + left(epoch, to));
        }
      }
    }
    if (cure != null) {
      tally.add(cure.endEpoch(epoch, current, tally.observations(), progress));
    }
    return tally;
  }

  /** The time that the whole run still needs, validation included, at the pace so far. */
  private String left(int epoch, int images) {
    double done = epoch - startEpoch + (double) images / training.size();
    double seconds =
        (System.nanoTime() - started) / 1e9 / done * (settings.epochs() - startEpoch + 1 - done);
    return settings.epochs() == epoch
        ? ""
        : String.format(Locale.ROOT, ", run %.0f min left", Math.ceil(seconds / 60));
  }

  private static String describe(ScnStep.Outcome o) {
    return Double.isNaN(o.rankLoss())
        ? String.format(Locale.ROOT, "loss %.3f", o.loss())
        : String.format(
            Locale.ROOT,
            "loss %.3f (ce %.3f, rank %.3f)",
            o.loss(),
            o.weightedCrossEntropy(),
            o.rankLoss());
  }

  private static int[] pick(int[] values, int[] positions) {
    return Arrays.stream(positions).map(p -> values[p]).toArray();
  }

  private @Nullable Evaluation validate(EpochRow row) {
    Evaluation e =
        validation.size() == 0 ? null : evaluator.evaluate(validation, settings.seed(), progress);
    row.put("valid_accuracy", e == null ? Double.NaN : e.accuracy())
        .put("valid_balanced_accuracy", e == null ? Double.NaN : e.balancedAccuracy())
        .put("valid_macro_f1", e == null ? Double.NaN : e.macroF1())
        .put("valid_ece", e == null ? Double.NaN : e.ece());
    return e;
  }

  private void saveCheckpoints(int epoch, @Nullable Evaluation evaluation) {
    double accuracy = evaluation == null ? Double.NEGATIVE_INFINITY : evaluation.accuracy();
    boolean best = accuracy > bestAccuracy;
    if (best) {
      bestAccuracy = accuracy;
      bestEpoch = epoch;
    }
    Checkpoint checkpoint =
        Checkpoint.of(
            epoch,
            bestAccuracy,
            bestEpoch,
            settings,
            data.labels(),
            current,
            published(),
            optimization);
    checkpoint = cure == null ? checkpoint : checkpoint.with(cure.save());
    if (best) {
      checkpoint.write(run.folder().bestCheckpoint());
    }
    Path next = run.folder().lastCheckpoint().resolveSibling("next.safetensors");
    checkpoint.write(next);
    run.folder().publishCheckpoint(next);
  }

  /** The epoch that was best on the validation samples, 0 where there were none. */
  public int bestEpoch() {
    return bestEpoch;
  }

  @Override
  public void close() {
    loader.close();
    run.close();
  }
}
