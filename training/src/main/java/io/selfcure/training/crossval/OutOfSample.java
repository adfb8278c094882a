package io.selfcure.training.crossval;

import io.selfcure.core.data.Card;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.FolderLock;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Registration;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.InterruptedRunException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.loop.Model;
import io.selfcure.training.loop.Trainings;
import io.selfcure.training.method.Evaluator;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Class probabilities of every training sample by a network that has not seen it: the training
 * split is divided into K folds, K networks are trained, each on all folds but one, and each scores
 * the fold it did not see. Every fold is an ordinary data set and an ordinary run in the working
 * folder, so that what was interrupted goes on.
 */
public final class OutOfSample {

  private static final String FORMAT = "1";

  private final Dataset data;
  private final TrainSettings settings;
  private final int folds;
  private final Path work;
  private final Cohort training;
  private final int[] fold;
  private final Trainings trainings = new Trainings(0);

  private OutOfSample(Dataset data, TrainSettings settings, int folds, Path work) {
    this.data = data;
    this.settings = settings;
    this.folds = folds;
    this.work = work;
    this.training = Cohort.of(data, Split.TRAIN);
    if (training.size() == 0) {
      throw new DataException(
          data.dir().toString(), "has no labelled samples in split train", "import some");
    }
    this.fold = Folds.divide(training.samples(), data.labels().size(), folds, settings.seed());
  }

  /**
   * A cross-validation in a new folder, or the one that was begun there with the same data, folds
   * and settings.
   *
   * @param data its labelled training samples are what is scored
   * @param settings resolved settings; the seed divides the folds too. Neither a validation split
   *     nor a held-out share: nothing may be chosen on the fold that is scored
   * @param folds 2 or more
   * @param work the folder
   * @throws UsageException when the folder holds something else
   */
  public static OutOfSample of(Dataset data, TrainSettings settings, int folds, Path work) {
    Folds.requireNumber(folds);
    if (settings.holdout() > 0 || settings.validation() != TrainSettings.Validation.NONE) {
      throw new UsageException(
          settings.holdout() > 0 ? "{holdout}" : "{validation}",
          "has no meaning in a cross-validation: each network is scored on the fold it did not see",
          "leave it out");
    }
    OutOfSample made = new OutOfSample(data, settings, folds, work);
    if (Files.exists(record(work))) {
      Map<String, String> changed =
          Trainings.differences(Yaml.readFlat(record(work)), made.provenance());
      if (!changed.isEmpty()) {
        throw new UsageException(
            work.toString(),
            "was begun with something else: " + Wording.value(changed),
            "go on with what it was begun with, or name another folder");
      }
    } else {
      Outputs.requireFresh(work, "{to}");
    }
    return made;
  }

  /**
   * The cross-validation that was begun in a folder.
   *
   * @throws UsageException when there is none
   */
  public static OutOfSample resume(Dataset data, Path work) {
    if (!Files.exists(record(work))) {
      throw new UsageException(
          work.toString(), "holds no cross-validation", "leave {resume} out to begin one");
    }
    Map<String, String> begun = new LinkedHashMap<>(Yaml.readFlat(record(work)));
    String folds = begun.getOrDefault("folds", "");
    List.of("format", "data", RunFolder.DATA_HASH, "folds").forEach(begun::remove);
    try {
      return of(data, TrainSettings.of(begun, Map.of()), Integer.parseInt(folds), work);
    } catch (NumberFormatException e) {
      throw new DataException(
          record(work).toString(), "is damaged: folds are '" + folds + "'", "restore it", e);
    }
  }

  /** What makes these probabilities: it must be the same when the work goes on. */
  private Map<String, String> provenance() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("format", FORMAT);
    all.put("data", data.card().name());
    all.put(RunFolder.DATA_HASH, data.sha256());
    all.put("folds", Integer.toString(folds));
    all.putAll(settings.toMap());
    return all;
  }

  private static Path record(Path work) {
    return work.resolve("cross-validation.yaml");
  }

  /** The settings of every fold's training. */
  public TrainSettings settings() {
    return settings;
  }

  /**
   * Trains what is not trained yet, scores what is not scored yet and writes the probabilities.
   *
   * @param pixels the data set's pictures at the input size, picture i for row i
   * @throws InterruptedRunException after {@link #stop}; all that was done is kept
   */
  public OutOfSampleTable run(PixelPack pixels, Progress progress) {
    Outputs.writeAtomically(record(work), Yaml.write(provenance()));
    FolderLock lock = FolderLock.take(work.resolve("run.lock"), "cross-validation");
    try {
      LabelSet labels = data.labels();
      float[] all = new float[training.size() * labels.size()];
      int[] foldOf = new int[training.size()];
      TimeLeft time = new TimeLeft();
      for (int k = 1; k <= folds; k++) {
        OutOfSampleTable part = fold(k, time, pixels, progress);
        int row = 0;
        for (int i = 0; i < fold.length; i++) {
          if (fold[i] == k - 1) {
            System.arraycopy(
                part.values(), row++ * labels.size(), all, i * labels.size(), labels.size());
            foldOf[i] = k;
          }
        }
      }
      OutOfSampleTable table = table(training, foldOf, all);
      table.write(work);
      return table;
    } finally {
      lock.close();
    }
  }

  private OutOfSampleTable table(Cohort cohort, int[] foldOf, float[] values) {
    return new OutOfSampleTable(
        data.labels(),
        cohort.samples().stream().map(Sample::id).toList(),
        cohort.labels(),
        foldOf,
        values,
        provenance());
  }

  /** The probabilities of fold k, counted from 1. */
  private OutOfSampleTable fold(int k, TimeLeft time, PixelPack pixels, Progress progress) {
    Path dir = work.resolve("fold-" + k);
    if (Files.exists(OutOfSampleTable.file(dir))) {
      OutOfSampleTable done = OutOfSampleTable.read(dir);
      if (Trainings.differences(done.provenance(), provenance()).isEmpty()) {
        progress.say("fold " + k + " of " + folds + ": done before");
        return done;
      }
    }
    progress.say("fold " + k + " of " + folds + time.left(folds - k + 1));
    time.begin();
    Dataset set = dataset(k, dir.resolve("data"));
    try {
      trainings.train(settings, set, pixels, dir.resolve("run"), progress);
    } catch (InterruptedRunException e) {
      throw new InterruptedRunException(
          work.toString(),
          "fold " + k + " of " + folds + " was " + e.problem(),
          "it can be resumed in the same folder",
          e);
    }
    Cohort held = Cohort.of(set, Split.VALID);
    boolean bf16 = settings.precision() == TrainSettings.Precision.BF16;
    float[] p;
    try (Model model = Model.open(dir.resolve("run"), Model.Choice.LAST)) {
      p = new Evaluator(model.network(), pixels, data.labels(), bf16).probabilities(held, progress);
    }
    int[] foldOf = new int[held.size()];
    Arrays.fill(foldOf, k);
    OutOfSampleTable part = table(held, foldOf, p);
    part.write(dir);
    time.end();
    return part;
  }

  /** How long the folds that are left may take, after those that were trained just now. */
  private static final class TimeLeft {
    private long begun;
    private double seconds;
    private int folds;

    void begin() {
      begun = System.nanoTime();
    }

    void end() {
      seconds += (System.nanoTime() - begun) / 1e9;
      folds++;
    }

    /** Empty while none was trained. */
    String left(int more) {
      return folds == 0
          ? ""
          : String.format(
              Locale.ROOT, ", about %.0f min left in all", Math.ceil(seconds / folds * more / 60));
    }
  }

  /**
   * The data set of fold k: its samples are the validation split, which training does not read, and
   * all other training samples the training split. Rows keep their places, so that one pixel pack
   * serves all folds; what was no training sample goes to the test split.
   */
  private Dataset dataset(int k, Path dir) {
    if (Files.exists(dir)) {
      return Dataset.read(dir);
    }
    Map<String, Integer> foldOf = new LinkedHashMap<>();
    for (int i = 0; i < fold.length; i++) {
      foldOf.put(training.samples().get(i).id(), fold[i]);
    }
    try (DatasetWriter writer = DatasetWriter.sharing(dir, data)) {
      Registration kept = data.registered();
      if (kept != null) {
        Path record = kept.file(data.dir());
        writer.register(kept.in(Split.TEST).from(dir, record)); // as all that was not training
      }
      for (Sample s : data.samples()) {
        Integer f = foldOf.get(s.id());
        writer.add(s.inSplit(f == null ? Split.TEST : f == k - 1 ? Split.VALID : Split.TRAIN));
      }
      List<Map<String, String>> madeBy = new ArrayList<>(data.card().madeBy());
      madeBy.add(
          Card.step(
              "cross-validate",
              "fold",
              Integer.toString(k),
              "of",
              Integer.toString(folds),
              "seed",
              Long.toString(settings.seed())));
      Card card = data.card();
      return writer.finish(card.name(), card.source(), card.terms(), madeBy);
    }
  }

  /** Asks, from any thread, to write a checkpoint and end. */
  public void stop() {
    trainings.stop();
  }
}
