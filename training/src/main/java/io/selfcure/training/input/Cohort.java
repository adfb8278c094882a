package io.selfcure.training.input;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Registration;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Shuffle;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.training.settings.TrainSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The samples of one split, or part of it, with their rows in the data set.
 *
 * @param samples the samples
 * @param rows their positions in the data set's table, which are their pictures' in the pixel pack
 */
public record Cohort(List<Sample> samples, int[] rows) {

  private static final String DIVIDE =
      "import a split for it, hold out a share of the training split with {holdout=0.1}, or train"
          + " with {validation=none}";

  /** The samples to train on and those to validate on; the latter may be empty. */
  public record Parts(Cohort training, Cohort validation) {}

  /** Number of samples. */
  public int size() {
    return rows.length;
  }

  /** The given labels. */
  public int[] labels() {
    return samples.stream().mapToInt(Sample::label).toArray();
  }

  /** The person on each picture, empty where unknown. */
  public List<String> subjects() {
    return samples.stream().map(Sample::subject).toList();
  }

  /**
   * All labelled samples of a split.
   *
   * @throws UsageException when the split is registered: {@link #onRecord} reads it
   */
  public static Cohort of(Dataset data, Split split) {
    return of(data, Set.of(split));
  }

  /**
   * All labelled samples of some splits, in the data set's order.
   *
   * @throws UsageException when one of them is registered
   */
  public static Cohort of(Dataset data, Set<Split> splits) {
    requireNotRegistered(data, splits);
    return all(data, splits);
  }

  /**
   * All labelled samples of a split, be it registered: the caller has put on record that it reads
   * them ({@link io.selfcure.core.data.ReadingsLog}).
   *
   * @throws DataException when there are none
   */
  public static Cohort onRecord(Dataset data, Split split) {
    return required(
        all(data, Set.of(split)), data, "in split " + split.id(), "choose another {split}");
  }

  /**
   * Refuses splits of which one is registered, so that neither training nor a choice goes by it.
   *
   * @throws UsageException when one is
   */
  public static void requireNotRegistered(Dataset data, Set<Split> splits) {
    Registration kept = data.registered();
    if (kept != null && splits.contains(kept.split())) {
      throw new UsageException(
          data.dir().toString(),
          "has the registered split " + kept.split().id() + ", which is kept for figures of record",
          "choose on held-out training pictures with {holdout=0.1}, or on another split; figures of"
              + " record are read by {command experiment}");
    }
  }

  private static Cohort all(Dataset data, Set<Split> splits) {
    return of(data, s -> splits.contains(s.split()) && s.label() != Sample.UNKNOWN);
  }

  private static Cohort of(Dataset data, java.util.function.Predicate<Sample> wanted) {
    List<Sample> samples = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < data.samples().size(); row++) {
      Sample s = data.samples().get(row);
      if (wanted.test(s)) {
        samples.add(s);
        rows.add(row);
      }
    }
    return new Cohort(samples, rows.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * Divides a data set as the settings say.
   *
   * @throws DataException when there is nothing to train on, or nothing to validate on
   */
  public static Parts divide(Dataset data, TrainSettings settings) {
    Cohort all = of(data, Split.TRAIN);
    if (settings.holdout() > 0) {
      Set<String> held = heldOut(all, settings.holdout(), settings.seed());
      return new Parts(
          required(
              of(data, s -> inTraining(s) && !held.contains(s.id())), data, "to train on", DIVIDE),
          required(
              of(data, s -> inTraining(s) && held.contains(s.id())), data, "to hold out", DIVIDE));
    }
    Cohort training = required(all, data, "in split train", DIVIDE);
    if (settings.validation() == TrainSettings.Validation.NONE) {
      return new Parts(training, of(data, s -> false));
    }
    return new Parts(training, required(of(data, Split.VALID), data, "in split valid", DIVIDE));
  }

  private static Cohort required(Cohort cohort, Dataset data, String what, String remedy) {
    if (cohort.size() == 0) {
      throw new DataException(data.dir().toString(), "has no labelled samples " + what, remedy);
    }
    return cohort;
  }

  private static boolean inTraining(Sample s) {
    return s.split() == Split.TRAIN && s.label() != Sample.UNKNOWN;
  }

  /**
   * Ids of a share of the samples: whole subjects where subjects are known, else the same share of
   * every class. At least one sample, or one subject, wherever that leaves something to train on.
   * Their given labels are what validation judges by, wrong ones included: nobody else has better
   * ones.
   */
  private static Set<String> heldOut(Cohort training, double share, long seed) {
    boolean bySubject = training.samples().stream().anyMatch(s -> !s.subject().isEmpty());
    // stratum -> group -> ids; one stratum for subjects, one a class for single samples
    Map<String, Map<String, List<String>>> strata = new LinkedHashMap<>();
    for (Sample s : training.samples()) {
      String stratum = bySubject ? "all" : Integer.toString(s.label());
      String group = s.subject().isEmpty() ? "id " + s.id() : "subject " + s.subject();
      strata
          .computeIfAbsent(stratum, k -> new LinkedHashMap<>())
          .computeIfAbsent(group, k -> new ArrayList<>())
          .add(s.id());
    }
    SplittableRandom random = new SplittableRandom(seed);
    Set<String> held = new HashSet<>();
    strata.values().forEach(groups -> held.addAll(draw(groups.values(), share, random)));
    if (held.isEmpty()) {
      strata.values().stream()
          .filter(groups -> groups.size() > 1)
          .flatMap(groups -> groups.values().stream())
          .min(Comparator.comparingInt(List::size))
          .ifPresent(held::addAll);
    }
    return held;
  }

  /**
   * Groups in random order, each taken if its samples bring the drawn ones closer to the share and
   * at least one group remains.
   */
  private static Set<String> draw(
      Collection<List<String>> groups, double share, SplittableRandom random) {
    List<List<String>> order = new ArrayList<>(groups);
    Shuffle.list(order, random);
    int all = order.stream().mapToInt(List::size).sum();
    double wanted = share * all;
    Set<String> drawn = new HashSet<>();
    for (List<String> group : order) {
      int with = drawn.size() + group.size();
      if (with - group.size() / 2.0 <= wanted && with < all) {
        drawn.addAll(group);
      }
    }
    return drawn;
  }
}
