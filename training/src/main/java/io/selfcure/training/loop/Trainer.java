package io.selfcure.training.loop;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.DivergedException;
import io.selfcure.core.error.InterruptedRunException;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.ledger.Relabelling;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.health.HealthMonitor;
import io.selfcure.training.input.BatchLoader;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.input.Order;
import io.selfcure.training.input.SoftTargets;
import io.selfcure.training.method.Method;
import io.selfcure.training.network.NetworkWeights;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.objective.Optimization;
import io.selfcure.training.objective.Outcome;
import io.selfcure.training.runtime.Accelerator;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.training.weights.TensorData;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Trains one network: the loop, and nothing else. What a step draws at random depends on seed,
 * epoch and step only, so a run that continues from a checkpoint does what the unbroken run would
 * have done.
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
  private final TrainingState state;
  private final Method method;
  private final BatchLoader loader;
  private final int[] given;
  private final int[] timesChanged;
  private int[] current;
  private Checkpoint.Position position = Checkpoint.Position.START;
  private @Nullable Checkpoint unfinished;
  private volatile boolean stopping;
  private long lastSaved;
  private int kept;

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
    this.timesChanged = new int[given.length];
    this.network =
        new ResNet18(
            settings.network().architecture(data.labels().size(), settings.objective()),
            settings.seed());
    this.optimization =
        new Optimization(network.state(), settings.optimisation(), settings.objective());
    SoftTargets soft = SoftTargets.of(settings, data, training);
    this.method =
        Method.of(
            new Method.Setup(
                settings,
                new Method.TrainingData(training, pixels, data.labels(), soft),
                network,
                optimization));
    this.state = new TrainingState(method, optimization);
    this.loader =
        new BatchLoader(pixels, settings.augmentation(), settings.seed(), settings.batch() + 1);
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
    Accelerator.use(settings.device() == TrainSettings.Device.CUDA);
    Outlook.check(settings, data, out);
    Cohort.Parts parts = Cohort.divide(data, settings);
    Path outermost = Outputs.outermostMissing(out);
    OpenRun run = OpenRun.begin(new RunFolder(out), settings, data, parts.training());
    try {
      Trainer trainer = new Trainer(settings, data, pixels, parts, run, progress);
      trainer.initialise();
      RunFiles.recordFacts(run.folder(), trainer.method.facts());
      return trainer;
    } catch (RuntimeException e) {
      run.close();
      Outputs.deleteTree(out);
      Outputs.deleteEmptyAbove(out, outermost);
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
   * Continues a run after its newest checkpoint, which may lie within an epoch; a run killed before
   * its first one starts over.
   *
   * @throws DataException when the data are not those the run began with, or the ledger is missing
   * @throws ModelException when the checkpoint is damaged or of other settings
   */
  public static Trainer resume(Dataset data, PixelPack pixels, Path out, Progress progress) {
    RunFolder folder = new RunFolder(out);
    TrainSettings settings = RunFiles.settings(folder);
    Accelerator.use(settings.device() == TrainSettings.Device.CUDA);
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
      if (RunFiles.recordFacts(folder, trainer.method.facts())) {
        progress.say("facts.yaml was missing: recorded what this version does with the settings");
      }
      return trainer;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private void restore(Checkpoint checkpoint) {
    int[] labels = TrainingState.currentLabels(checkpoint);
    if (labels.length != given.length) {
      throw new ModelException(
          run.folder().lastCheckpoint().toString(),
          "has labels of " + labels.length + " samples, the run trains on " + given.length,
          "resume with the data set and settings of the run");
    }
    state.restore(checkpoint);
    position = checkpoint.position();
    run.ledger().rewindTo(position.epoch());
    run.ledger().relabellings().forEach(r -> timesChanged[r.position()]++);
    current = run.ledger().currentLabels();
    unfinished = position.step() > 0 ? checkpoint : null;
    progress.say("continuing " + position.describe(settings.epochs(), stepsAnEpoch()));
  }

  /**
   * Trains the epochs that remain and returns all epochs' figures.
   *
   * @throws InterruptedRunException after {@link #stop}, once a checkpoint is written
   * @throws DivergedException when a loss or weight is not finite; the last checkpoint is good
   */
  public List<Map<String, String>> train() {
    int first = position.epoch() + 1;
    MetricsFiles metrics = new MetricsFiles(run.folder(), first, progress);
    HealthMonitor monitor =
        new HealthMonitor(
            data.labels(),
            method.facts(),
            method::remedy,
            Outlook.judgedFrom(settings, training.size()));
    HealthWatch health =
        new HealthWatch(run.folder(), monitor, given, first, metrics.rows(), progress);
    List<RunListener> listeners = new ArrayList<>(List.of(metrics, health));
    if (settings.tensorboard()) {
      long before = (long) position.epoch() * stepsAnEpoch() + position.step();
      listeners.add(new TensorBoardFiles(run.folder(), settings, before, Clock.systemUTC()));
    }
    Pace pace = new Pace(settings.epochs(), position.epoch(), training.size());
    lastSaved = System.nanoTime();
    try {
      for (int epoch = first; epoch <= settings.epochs(); epoch++) {
        EpochTally tally = trainEpoch(epoch, pace, listeners);
        EpochResult result = conclude(epoch, tally);
        run.ledger().record(epoch, tally.observations(), tally.changes());
        listeners.forEach(l -> l.epochEnded(result));
        saveEpoch(result);
        progress.say(EpochLine.of(result.figures(), settings.epochs()));
      }
    } catch (DivergedException e) {
      health.diverged(position.epoch() + 1, e.problem());
      throw e;
    } finally {
      listeners.forEach(RunListener::close);
    }
    return metrics.rows();
  }

  private EpochTally trainEpoch(int epoch, Pace pace, List<RunListener> listeners) {
    int[] order =
        Order.of(
            current,
            data.labels().size(),
            settings.optimisation().sampler(),
            settings.seed(),
            epoch);
    int[] visits = Order.visits(order);
    EpochTally tally = tally(epoch);
    String name = "epoch " + epoch + "/" + settings.epochs();
    int batch = settings.batch();
    int steps = stepsAnEpoch();
    try (Progress.Task task = progress.start(name, "images", order.length)) {
      for (int step = position.step(); step < steps; step++) {
        saveWithinEpoch(step, tally);
        long started = System.nanoTime();
        int from = step * batch;
        // a batch of one has no variance to norm by: the last one takes it in
        int to = step == steps - 1 ? order.length : from + batch;
        int[] positions = Arrays.copyOfRange(order, from, to);
        double t = epoch - 1 + (from + to) / (2.0 * order.length);
        optimization.learningRate(settings.optimisation().rate(t, settings.epochs()));
        torch.manual_seed((settings.seed() * 1_000_003L + epoch) * 1_000_003L + step); // dropout
        try (PointerScope scope = new PointerScope()) {
          Tensor images =
              loader.load(
                  pick(training.rows(), positions), epoch, Arrays.copyOfRange(visits, from, to));
          Outcome outcome =
              method.step(new Method.Batch(images, positions, pick(current, positions), epoch));
          tally.add(positions, outcome);
          long overall = (epoch - 1L) * steps + step + 1;
          listeners.forEach(l -> l.stepDone(overall, outcome));
          String done = "step " + (step + 1) + "/" + steps + ", ";
          task.advance(to, done + EpochLine.losses(outcome) + pace.left(epoch, to));
        }
        tally.addSeconds((System.nanoTime() - started) / 1e9);
      }
    }
    tally.add(method.endEpoch(epoch, current, tally.observations(), progress));
    return tally;
  }

  private int stepsAnEpoch() {
    return (int) Order.stepsAnEpoch(training.size(), settings.batch());
  }

  /** A tally of the epoch, with what a checkpoint within it holds; takes up the labels then. */
  private EpochTally tally(int epoch) {
    Checkpoint checkpoint = unfinished;
    if (checkpoint == null) {
      return new EpochTally(epoch, given, current, method);
    }
    unfinished = null;
    current = TrainingState.currentLabels(checkpoint);
    EpochTally tally = new EpochTally(epoch, given, current, method);
    tally.restore(checkpoint);
    return tally;
  }

  private static int[] pick(int[] values, int[] positions) {
    return Arrays.stream(positions).map(p -> values[p]).toArray();
  }

  /** Validates and gathers the epoch's figures. */
  private EpochResult conclude(int epoch, EpochTally tally) {
    EpochRow row = new EpochRow().put("epoch", epoch);
    row.put("learning_rate", optimization.learningRate());
    tally.describe(row);
    row.put("relabelled_again", countAgain(tally.changes()));
    AgainstTruth.describe(row, training.samples(), tally.observations(), current);
    Evaluation e = validation.size() == 0 ? null : validate(epoch);
    row.putValidation(e);
    tally.describeSpeed(row);
    return new EpochResult(epoch, row.cells(), e, tally.observations(), current);
  }

  /** Reports show the intervals of the best epoch and of the last one. */
  private Evaluation validate(int epoch) {
    boolean last = epoch == settings.epochs();
    return method
        .evaluator()
        .evaluate(
            validation,
            e -> last || e.accuracy() > position.bestAccuracy(),
            settings.seed(),
            progress);
  }

  /** How many of the changes hit a sample that was changed before. */
  private long countAgain(List<Relabelling> changes) {
    long again = 0;
    for (Relabelling r : changes) {
      again += timesChanged[r.position()]++ > 0 ? 1 : 0;
    }
    return again;
  }

  private void saveEpoch(EpochResult epoch) {
    Evaluation evaluation = epoch.evaluation();
    position =
        position.after(
            epoch.epoch(), evaluation == null ? Double.NEGATIVE_INFINITY : evaluation.accuracy());
    List<Path> also = new ArrayList<>();
    if (position.bestEpoch() == epoch.epoch()) {
      also.add(run.folder().bestCheckpoint());
    }
    if (epoch.epoch() > settings.epochs() - kept) {
      also.add(run.folder().epochCheckpoint(epoch.epoch()));
    }
    save(checkpoint(position, Map.of()), also);
  }

  /** Saves when it is time to, or when the training is to stop, and then stops. */
  private void saveWithinEpoch(int step, EpochTally tally) {
    boolean due =
        settings.checkpointMinutes() > 0
            && System.nanoTime() - lastSaved > settings.checkpointMinutes() * 60e9;
    if ((due || stopping) && step > 0) {
      save(checkpoint(position.atStep(step), tally.export()), List.of());
    }
    if (stopping) {
      throw new InterruptedRunException(
          run.folder().dir().toString(),
          "stopped in epoch " + (position.epoch() + 1) + " after " + step + " steps, all kept",
          "it can be resumed with the same data set: what it has learned is kept");
    }
  }

  private Checkpoint checkpoint(Checkpoint.Position at, Map<String, TensorData> more) {
    Map<String, TensorData> tensors = state.export(current);
    tensors.putAll(more);
    return new Checkpoint(at, settings, data.labels(), tensors);
  }

  private void save(Checkpoint checkpoint, List<Path> also) {
    RunFiles.publish(run.folder(), checkpoint, also);
    lastSaved = System.nanoTime();
  }

  /** Asks the training, from any thread, to write a checkpoint after its step and to end. */
  public void stop() {
    stopping = true;
  }

  /** Keeps the checkpoints of the last {@code epochs} epochs too; for who reads them afterwards. */
  void keepLast(int epochs) {
    kept = epochs;
  }

  /** The epoch that was best on the validation samples, 0 where there were none. */
  public int bestEpoch() {
    return position.bestEpoch();
  }

  @Override
  public void close() {
    loader.close();
    method.close();
    optimization.close();
    network.close();
    run.close();
  }
}
