package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Registration;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.loop.Trainings;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a heal does, decided before it begins and kept beside its results, so that it goes on after
 * an interruption as it began.
 *
 * @param judge settings of the network that judges the labels, resolved
 * @param studentEpochs epochs of the network that learns the cured labels
 * @param planted share of each class's training labels that are made wrong on purpose for the judge
 * @param precision the share of automatic changes that are to be right, above 0.5, up to 1
 * @param control whether a plain network is trained for as long, to compare with
 * @param dataHash of the data set
 */
record HealPlan(
    TrainSettings judge,
    int studentEpochs,
    double planted,
    double precision,
    boolean control,
    String dataHash) {

  private static final String FORMAT = "1";
  private static final String STUDENT_EPOCHS = "student-epochs";
  private static final String PLANTED = "planted";
  private static final String PRECISION = "precision-of-changes";
  private static final String CONTROL = "control";
  private static final String EPOCHS = "epochs";

  /** A tenth of the labels would tell little more, and teach the judge much that is wrong. */
  private static final double PLANTED_SHARE = 0.05;

  /** So many planted errors tell a precision to within a point. */
  private static final int ENOUGH_PLANTED = 10_000;

  /** A budget stretches the recipe at most so far: beyond, epochs give little. */
  private static final double LONGEST = 3;

  /** Fewer epochs than this part of the recipe's are no recipe any more. */
  private static final double SHORTEST = 0.2;

  /**
   * A judge and a student that look at a picture once: backward passes cost twice a forward one.
   */
  private static final double LOOKS = 3;

  /** What a heal is asked to do; see {@link HealLabels.Request}. */
  static HealPlan of(HealLabels.Request request, Dataset dataset, TrainSettings judge) {
    return new HealPlan(
        judge,
        judge.epochs(),
        Math.min(
            PLANTED_SHARE,
            (double) ENOUGH_PLANTED / Math.max(1, dataset.split(Split.TRAIN).size())),
        request.precision(),
        request.control(),
        dataset.sha256());
  }

  /**
   * The plan of a folder that was begun, or this one, which is written then.
   *
   * @param budgeted whether the time decided how many epochs there are
   * @throws UsageException when the folder was begun with another
   */
  HealPlan begun(Path to, boolean budgeted) {
    Path file = file(to);
    if (Files.exists(file)) {
      HealPlan begun = read(file);
      Map<String, String> changed = Trainings.differences(begun.toMap(), toMap());
      if (budgeted) { // what it came to then is not measured again
        changed.keySet().removeAll(List.of(EPOCHS, STUDENT_EPOCHS));
      }
      if (!changed.isEmpty()) {
        throw new UsageException(
            to.toString(),
            "was begun with something else: " + Wording.value(changed),
            "go on as it was begun, or name another folder");
      }
      return begun;
    }
    Outputs.requireFresh(to, "{to}");
    Outputs.writeAtomically(file, Yaml.write(toMap()));
    return this;
  }

  private static HealPlan read(Path file) {
    Map<String, String> all = new LinkedHashMap<>(Yaml.readFlat(file));
    try {
      String format = taken(all, "format");
      if (!format.equals(FORMAT)) {
        throw new IllegalArgumentException("its format is " + format + ", not " + FORMAT);
      }
      String hash = taken(all, RunFolder.DATA_HASH);
      double precision = Double.parseDouble(taken(all, PRECISION));
      double planted = Double.parseDouble(taken(all, PLANTED));
      int student = Integer.parseInt(taken(all, STUDENT_EPOCHS));
      boolean control = Boolean.parseBoolean(taken(all, CONTROL));
      TrainSettings judge = TrainSettings.of(all, Map.of(), file.toString());
      return new HealPlan(judge, student, planted, precision, control, hash);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          file.toString(),
          "is damaged: " + e.getMessage(),
          "restore it, or name another folder",
          e);
    }
  }

  private static String taken(Map<String, String> all, String name) {
    String value = all.remove(name);
    if (value == null) {
      throw new IllegalArgumentException("it lacks " + name);
    }
    return value;
  }

  static Path file(Path to) {
    return to.resolve("heal.yaml");
  }

  /** Everything by name. */
  Map<String, String> toMap() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("format", FORMAT);
    all.put(RunFolder.DATA_HASH, dataHash);
    all.put(PRECISION, Double.toString(precision));
    all.put(PLANTED, Double.toString(planted));
    all.put(STUDENT_EPOCHS, Integer.toString(studentEpochs));
    all.put(CONTROL, Boolean.toString(control));
    all.putAll(judge.toMap());
    return all;
  }

  /** The settings of the judge, with what a heal decides about every training. */
  static Map<String, String> fixed(Dataset dataset) {
    requireHeldOut(dataset);
    boolean validates = judged(dataset).contains(Split.VALID);
    return Map.of("mode", "baseline", "validation", validates ? "valid" : "none", "holdout", "0");
  }

  private static boolean labelled(Sample s) {
    return s.label() != Sample.UNKNOWN;
  }

  /** The splits whose labels are judged: all that have some, but for a registered one. */
  static List<Split> judged(Dataset dataset) {
    Registration kept = dataset.registered();
    Split registered = kept == null ? null : kept.split();
    return List.of(Split.values()).stream()
        .filter(split -> split != registered)
        .filter(split -> dataset.split(split).stream().anyMatch(HealPlan::labelled))
        .toList();
  }

  /** The pictures that two networks are compared on: nothing was trained on or chosen by them. */
  static Split heldOut(Dataset dataset) {
    return judged(dataset).contains(Split.TEST) ? Split.TEST : Split.VALID;
  }

  private static void requireHeldOut(Dataset dataset) {
    List<Split> splits = judged(dataset);
    if (!splits.contains(Split.TRAIN)) {
      throw new DataException(
          dataset.dir().toString(), "has no labelled samples in split train", "import some");
    }
    if (splits.size() < 2) {
      throw new DataException(
          dataset.dir().toString(),
          "has no labelled pictures beside those to train on: what healing does to a network could"
              + " not be told",
          "import it with a tenth of them in split valid ({valid-share=0.1})");
    }
  }

  /**
   * The settings of the student, which begins where the judge ended.
   *
   * @param soft whether the cured data set holds shares to learn
   */
  TrainSettings student(Path judgeWeights, boolean soft) {
    Map<String, String> changed = new LinkedHashMap<>();
    changed.put("init", judgeWeights.toAbsolutePath().normalize().toString());
    changed.put("targets", soft ? "soft" : "given");
    changed.put(EPOCHS, Integer.toString(studentEpochs));
    changed.put("seed", Long.toString(judge.seed() + 1));
    return TrainSettings.of(judge.toMap(), changed);
  }

  /** The settings of the plain network that has as many epochs as judge and student together. */
  TrainSettings plain() {
    return TrainSettings.of(
        judge.toMap(), Map.of(EPOCHS, Integer.toString(judge.epochs() + studentEpochs)));
  }

  /** Pictures that are trained on, by stage. */
  record Work(long judge, long student, long control) {
    long all() {
      return judge + student + control;
    }
  }

  /** How many pictures each stage trains on; a look without training counts a third. */
  Work work(Dataset dataset) {
    long train = dataset.split(Split.TRAIN).size();
    long looks = Math.round(2 * dataset.samples().size() / LOOKS);
    return new Work(
        train * judge.epochs() + looks,
        train * studentEpochs + looks,
        control ? train * (judge.epochs() + studentEpochs) : 0);
  }

  /**
   * The same plan within a budget.
   *
   * @param minutes that it may take
   * @param price minutes that it takes as it is
   * @throws UsageException when too little can be learned in that time
   */
  HealPlan within(double minutes, double price) {
    double factor = Math.min(LONGEST, minutes / price);
    if (factor < SHORTEST) {
      throw new UsageException(
          "{budget}",
          String.format(
              Locale.ROOT,
              "%.0f minutes are too few: in %.0f a network would learn little from these pictures",
              minutes,
              Math.ceil(SHORTEST * price)),
          String.format(
              Locale.ROOT,
              "give %.0f or more, or a smaller {input-size}, or leave it out (%.0f)",
              Math.ceil(SHORTEST * price),
              Math.ceil(price)));
    }
    int epochs = (int) Math.max(2, Math.floor(judge.epochs() * factor));
    int student = (int) Math.max(2, Math.floor(studentEpochs * factor));
    TrainSettings shorter =
        TrainSettings.of(judge.toMap(), Map.of(EPOCHS, Integer.toString(epochs)));
    return new HealPlan(shorter, student, planted, precision, control, dataHash);
  }
}
