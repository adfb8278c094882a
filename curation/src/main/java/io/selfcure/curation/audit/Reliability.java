package io.selfcure.curation.audit;

import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.metrics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far an audit's automatic changes are to be trusted, told from the data alone, by errors that
 * were planted among the labels ({@link PlantedErrors}).
 *
 * <p>Let pi be the share of wrong labels. Of wrong labels the audit would change a share S(t) to
 * whatever class, and R(t) to the right one, with a confidence of at least t; of all M labels that
 * were not planted it would change N(t). pi M R(t) of these changes are right, so that
 *
 * <pre>
 *   precision(t) = pi M R(t) / N(t)
 * </pre>
 *
 * <p>The planted errors tell S and R. Some were planted on labels that were wrong: of those one in
 * C - 1 became right, and none can be seen to come right, so that
 *
 * <pre>
 *   S(t) = found(t) / (1 - pi / (C - 1)),   R(t) = restored(t) / (1 - pi)
 * </pre>
 *
 * <p>Nearly all that is changed at the greatest confidence is wrong, and there N(t) = pi M S(t).
 * Right labels that are changed only add to N(t): pi is the least N(t) / (M S(t)) over all t. It is
 * a lower bound where real errors are harder to find than planted ones.
 *
 * @param size labels that were not planted, M
 * @param planted errors that were
 * @param points from the least confidence to the greatest; none where nothing can be told
 * @param wrong the share of wrong labels, pi, and its 95 % interval: other draws of planted errors;
 *     null where too few of the planted errors are found to tell
 * @param chosen the least confidence that reaches the precision asked for; null where none does
 */
public record Reliability(
    int size,
    int planted,
    List<Point> points,
    @Nullable Share wrong,
    double asked,
    @Nullable Point chosen) {

  private static final int DRAWS = 400;
  private static final int POINTS = 60;

  /** Fewer found planted errors than this say little. */
  private static final int FEWEST = 20;

  /** Fewer changes than this are no sign of wrong labels: right ones are doubted too. */
  private static final int FEWEST_CHANGES = 10;

  /** Where more labels seem wrong than right, the judge knows nothing of them. */
  private static final double MOST_WRONG = 0.6;

  /**
   * Parts of the planted errors that are found. Two, in 90 simulations with 1,000 planted errors,
   * told pi to within 1 % on average and 5 % in a single one; twenty told it 11 % too low.
   */
  private static final int PARTS = 2;

  /** A part of the planted errors that must be found where something is told. */
  private static final double LEAST_FOUND = 0.05;

  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  /** Copies the points. */
  public Reliability {
    points = List.copyOf(points);
  }

  /**
   * What is told at one confidence.
   *
   * @param confidence t, 0.5..1
   * @param changes labels that are changed with at least this confidence, N(t)
   * @param precision the share of them that are right now, 0..1
   * @param range 95 % interval of it
   * @param repaired the share of all wrong labels that are right then, R(t)
   */
  public record Point(
      double confidence, long changes, double precision, Interval range, double repaired) {}

  /** A share with its 95 % interval, 0..1. */
  public record Share(double value, Interval range) {}

  /** One sample as the audit would change it: to another class, with some confidence. */
  private record Change(double confidence, boolean right) {}

  /**
   * Estimates.
   *
   * @param evidence of the samples with the planted labels
   * @param errors what was planted
   * @param rules the audit's; of them the share that a new label must have counts here
   * @param asked the precision to reach, 0..1
   * @param seed of the draws for intervals
   */
  public static Reliability of(
      AuditInput evidence, PlantedErrors errors, AuditRules rules, double asked, long seed) {
    List<Change> planted = new ArrayList<>();
    List<Double> rest = new ArrayList<>();
    Belief belief = evidence.belief();
    int size = 0;
    for (int i = 0; i < evidence.size(); i++) {
      Sample s = evidence.samples().get(i);
      if (s.split() != Split.TRAIN) {
        continue;
      }
      boolean sure = AuditFolder.rounded(belief.share(i, belief.other(i))) >= rules.sure();
      double confidence = sure ? AuditFolder.rounded(belief.confidence(i)) : 0;
      Integer before = errors.before().get(s.id());
      if (before != null) {
        planted.add(new Change(confidence, belief.other(i) == before));
      } else {
        size++;
        rest.add(confidence);
      }
    }
    double[] others = rest.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Estimate(size, evidence.classes().size(), planted, others, thresholds(others, rules))
        .estimate(asked, seed);
  }

  /** Confidences between those that the audit's queue begins with and the greatest. */
  private static double[] thresholds(double[] sorted, AuditRules rules) {
    double[] above = Arrays.stream(sorted).filter(c -> c >= rules.mislabelled()).toArray();
    if (above.length == 0) {
      return new double[] {rules.mislabelled()};
    }
    int points = Math.min(POINTS, above.length);
    double[] thresholds = new double[points];
    for (int p = 0; p < points; p++) {
      thresholds[p] = above[(int) ((long) p * above.length / points)];
    }
    thresholds[0] = rules.mislabelled();
    return Arrays.stream(thresholds).distinct().toArray();
  }

  private record Estimate(
      int size, int classes, List<Change> planted, double[] others, double[] thresholds) {

    /** Counts of a draw of planted errors by threshold. */
    private record Counts(double[] found, double[] right) {}

    Reliability estimate(double asked, long seed) {
      Counts all = count(ones());
      double wrong = wrong(all, ones());
      double[][] drawn = new double[thresholds.length][DRAWS];
      double[] wrongs = new double[DRAWS];
      SplittableRandom random = new SplittableRandom(seed);
      double[] precisions = precisions(all, wrong);
      for (int d = 0; d < DRAWS; d++) {
        double[] times = new double[planted.size()];
        for (int i = 0; i < times.length; i++) {
          times[random.nextInt(times.length)]++;
        }
        Counts counts = count(times);
        wrongs[d] = wrong(counts, times);
        double[] ofDraw = precisions(counts, wrongs[d]);
        for (int t = 0; t < thresholds.length; t++) {
          drawn[t][d] = ofDraw[t];
        }
      }
      List<Point> points = new ArrayList<>();
      Point chosen = null;
      for (int t = 0; t < thresholds.length; t++) {
        Point point =
            new Point(
                thresholds[t], changes(t), precisions[t], range(drawn[t]), repaired(all, wrong, t));
        points.add(point);
        boolean told = wrong < MOST_WRONG && told(all, t) && changes(t) >= FEWEST_CHANGES;
        if (chosen == null && told && point.precision() >= asked) {
          chosen = point;
        }
      }
      Share share = wrong < MOST_WRONG ? new Share(wrong, range(wrongs)) : null;
      return new Reliability(
          size, planted.size(), share == null ? List.of() : points, share, asked, chosen);
    }

    private double[] ones() {
      double[] ones = new double[planted.size()];
      Arrays.fill(ones, 1);
      return ones;
    }

    private Counts count(double[] times) {
      double[] found = new double[thresholds.length];
      double[] right = new double[thresholds.length];
      for (int i = 0; i < times.length; i++) {
        for (int t = 0; t < thresholds.length; t++) {
          if (planted.get(i).confidence() >= thresholds[t]) {
            found[t] += times[i];
            right[t] += planted.get(i).right() ? times[i] : 0;
          }
        }
      }
      return new Counts(found, right);
    }

    private long changes(int t) {
      return (long) others.length - first(thresholds[t]);
    }

    /** The first of the others that reaches a confidence. */
    private int first(double confidence) {
      int below = Arrays.binarySearch(others, confidence);
      int first = below < 0 ? -below - 1 : below;
      while (first > 0 && others[first - 1] >= confidence) {
        first--;
      }
      return first;
    }

    private boolean told(Counts counts, int t) {
      return counts.found()[t] >= Math.max(FEWEST, LEAST_FOUND * planted.size());
    }

    /**
     * pi; 1 where too few planted errors are found to tell. It is told by the half of the found
     * ones with the greatest confidence. Where the other half has fewer labels to each of them,
     * which is chance, both halves tell it.
     */
    private double wrong(Counts counts, double[] times) {
      Integer[] order = IntStream.range(0, planted.size()).boxed().toArray(Integer[]::new);
      Arrays.sort(order, Comparator.comparingDouble(i -> -planted.get(i).confidence()));
      double each = Math.max(FEWEST, counts.found()[0] / PARTS);
      Pooled ratios = new Pooled();
      double found = 0;
      int above = others.length;
      for (int at : order) {
        if (planted.get(at).confidence() < thresholds[0]) {
          break;
        }
        found += times[at];
        if (found >= each) {
          int from = first(planted.get(at).confidence());
          ratios.add((above - from) / found, found);
          above = from;
          found = 0;
        }
      }
      if (ratios.size() == 0) {
        return 1;
      }
      // N(t) / (M found(t)), which is pi / (1 - pi / (C - 1))
      double ratio = ratios.first() * planted.size() / size;
      return ratio / (1 + ratio / (classes - 1));
    }

    /** R(t). */
    private double repaired(Counts counts, double wrong, int t) {
      double right = counts.right()[t] / planted.size() / Math.max(1 - MOST_WRONG, 1 - wrong);
      double found = counts.found()[t] / planted.size() / (1 - wrong / (classes - 1));
      return Math.min(1, Math.min(right, found));
    }

    /**
     * The precision at each threshold, which grows with it: neighbours that fall instead, by the
     * chance of few planted errors, share their mean.
     */
    private double[] precisions(Counts counts, double wrong) {
      Pooled pooled = new Pooled();
      for (int t = 0; t < thresholds.length; t++) {
        pooled.add(precision(counts, wrong, t), 1 + counts.found()[t]);
      }
      return pooled.values();
    }

    private double precision(Counts counts, double wrong, int t) {
      long changes = changes(t);
      return changes == 0 ? 1 : Math.min(1, wrong * size * repaired(counts, wrong, t) / changes);
    }
  }

  /** Values that grow: isotonic regression by pooling adjacent violators. */
  private static final class Pooled {
    private final List<double[]> blocks = new ArrayList<>(); // mean, weight, length

    void add(double value, double weight) {
      blocks.add(new double[] {value, weight, 1});
      while (size() > 1 && blocks.get(size() - 2)[0] > blocks.get(size() - 1)[0]) {
        double[] last = blocks.remove(size() - 1);
        double[] before = blocks.get(size() - 1);
        double both = before[1] + last[1];
        before[0] = (before[0] * before[1] + last[0] * last[1]) / both;
        before[1] = both;
        before[2] += last[2];
      }
    }

    int size() {
      return blocks.size();
    }

    double first() {
      return blocks.get(0)[0];
    }

    double[] values() {
      return blocks.stream()
          .flatMapToDouble(b -> DoubleStream.generate(() -> b[0]).limit((long) b[2]))
          .toArray();
    }
  }

  private static Interval range(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Interval(
        sorted[(int) (LOW * (sorted.length - 1))], sorted[(int) (HIGH * (sorted.length - 1))]);
  }

  /** Names and values, for JSON. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("planted", planted);
    map.put("asked-precision", asked);
    map.put("wrong-share", wrong == null ? null : wrong.value());
    map.put("wrong-share-low", wrong == null ? null : wrong.range().low());
    map.put("wrong-share-high", wrong == null ? null : wrong.range().high());
    map.put("chosen", chosen == null ? null : toMap(chosen));
    map.put("curve", points.stream().map(Reliability::toMap).toList());
    return map;
  }

  private static Map<String, Object> toMap(Point p) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("confidence", p.confidence());
    map.put("changes", p.changes());
    map.put("precision", p.precision());
    map.put("precision-low", p.range().low());
    map.put("precision-high", p.range().high());
    map.put("repaired-share", p.repaired());
    return map;
  }
}
