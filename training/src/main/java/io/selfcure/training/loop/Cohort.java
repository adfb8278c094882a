package io.selfcure.training.loop;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.training.settings.TrainSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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

  /** All labelled samples of a split. */
  public static Cohort of(Dataset data, Split split) {
    return of(data, s -> s.split() == split && s.label() != Sample.UNKNOWN);
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
   * @throws DataException when there is nothing to train on, or the validation split is empty
   */
  public static Parts divide(Dataset data, TrainSettings settings) {
    Cohort training = of(data, Split.TRAIN);
    if (training.size() == 0) {
      throw new DataException(
          data.dir().toString(),
          "has no labelled samples in split train",
          "import a training split");
    }
    if (settings.holdout() > 0) {
      Set<String> held = heldOut(training, settings.holdout(), settings.seed());
      return new Parts(
          of(data, s -> inTraining(s) && !held.contains(s.id())),
          of(data, s -> inTraining(s) && held.contains(s.id())));
    }
    Cohort validation =
        switch (settings.validation()) {
          case VALID -> of(data, Split.VALID);
          case TEST -> of(data, Split.TEST);
          case NONE -> of(data, s -> false);
        };
    if (validation.size() == 0 && settings.validation() != TrainSettings.Validation.NONE) {
      throw new DataException(
          data.dir().toString(),
          "has no labelled samples in split "
              + settings.validation().name().toLowerCase(java.util.Locale.ROOT),
          "hold out a share of the training split with --holdout 0.1, or train with --validation none");
    }
    return new Parts(training, validation);
  }

  private static boolean inTraining(Sample s) {
    return s.split() == Split.TRAIN && s.label() != Sample.UNKNOWN;
  }

  /**
   * Ids of a share of every class; where subjects are known a subject is held out whole. Their
   * given labels are what validation judges by, wrong ones included: nobody else has better ones.
   */
  private static Set<String> heldOut(Cohort training, double share, long seed) {
    Map<String, List<String>> groups = new HashMap<>();
    Map<String, Integer> classOf = new HashMap<>();
    List<String> order = new ArrayList<>();
    for (Sample s : training.samples()) {
      String group = s.subject().isEmpty() ? "id:" + s.id() : "subject:" + s.subject();
      if (!groups.containsKey(group)) {
        order.add(group);
        classOf.put(group, s.label());
      }
      groups.computeIfAbsent(group, g -> new ArrayList<>()).add(s.id());
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = order.size() - 1; i > 0; i--) {
      java.util.Collections.swap(order, i, random.nextInt(i + 1));
    }
    Map<Integer, Integer> wanted = new HashMap<>();
    order.forEach(
        g ->
            wanted.merge(
                classOf.getOrDefault(g, 0),
                groups.getOrDefault(g, List.of()).size(),
                Integer::sum));
    Map<Integer, Integer> taken = new HashMap<>();
    Set<String> held = new HashSet<>();
    for (String group : order) {
      int c = classOf.getOrDefault(group, 0);
      List<String> ids = groups.getOrDefault(group, List.of());
      if (taken.getOrDefault(c, 0) < Math.round(share * wanted.getOrDefault(c, 0))) {
        held.addAll(ids);
        taken.merge(c, ids.size(), Integer::sum);
      }
    }
    return held;
  }
}
