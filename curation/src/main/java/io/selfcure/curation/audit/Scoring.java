package io.selfcure.curation.audit;

import io.selfcure.core.data.Sample;
import io.selfcure.core.metrics.Detection;
import io.selfcure.curation.ledger.History;
import io.selfcure.curation.ledger.Observations;
import io.selfcure.curation.ledger.Relabelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How well an audit did, where the truth is known.
 *
 * @param truth the truth
 * @param found by score: area under the ROC curve and so on
 * @param pruned by one of confident learning's sets: how many of it are wrong
 * @param cure what the automatic policy does
 * @param perClass the same by true class
 * @param overEpochs the network's own relabelling, one map an epoch
 * @param heads how right the first of the list for people are
 */
public record Scoring(
    Truth truth,
    List<Found> found,
    Map<String, Map<String, Object>> pruned,
    Repair cure,
    Map<String, Repair> perClass,
    List<Map<String, Object>> overEpochs,
    List<Head> heads) {

  private static final int LOOKS = 50;

  /** Precision is also reported for this many labels: what a reviewer does in a day. */
  public static final int REVIEWED = 500;

  /** So many of the list are looked at: an hour's work, and two. */
  private static final List<Integer> FIRST = List.of(100, 200);

  /**
   * The first of the list that {@code review export} writes: all findings but "ok", the worst
   * first. Those of which the truth is not known are passed over.
   *
   * @param first so many, fewer than asked for where the list is shorter
   * @param wrong those of them whose given label is wrong
   */
  public record Head(long first, long wrong) {

    static List<Head> of(Audit audit, Truth truth) {
      List<Finding> findings = audit.findings();
      List<Integer> list =
          IntStream.range(0, findings.size())
              .filter(i -> findings.get(i).queue() != Queue.OK && truth.verdicts().get(i).known())
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -findings.get(i).score()))
              .toList();
      return FIRST.stream()
          .map(most -> list.subList(0, Math.min(most, list.size())))
          .filter(looked -> !looked.isEmpty())
          .distinct()
          .map(
              looked ->
                  new Head(
                      looked.size(),
                      looked.stream().filter(i -> truth.verdicts().get(i).wrong()).count()))
          .toList();
    }

    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("first", first);
      map.put("wrong", wrong);
      return map;
    }
  }

  /**
   * How well one score finds wrong labels. "At the rate" means among as many labels as are wrong.
   *
   * @param name the score's
   * @param auroc area under the ROC curve
   * @param averagePrecision without interpolation
   * @param precisionAtRate the share of wrong labels among those; equal to the recall there
   * @param precisionAtReviewed the share of wrong labels among the first {@link #REVIEWED}
   * @param curve what looking at the most suspect labels gives, from few to all
   */
  public record Found(
      String name,
      double auroc,
      double averagePrecision,
      double precisionAtRate,
      double recallAtRate,
      double precisionAtReviewed,
      List<Look> curve) {

    /** Copies the curve. */
    public Found {
      curve = List.copyOf(curve);
    }

    /**
     * What looking at the most suspect labels gives.
     *
     * @param share of all labels that are looked at, above 0, up to 1
     * @param precision the share of wrong labels among them
     * @param recall the share of all wrong labels that are among them
     */
    public record Look(double share, double precision, double recall) {}

    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("auroc", auroc);
      map.put("average-precision", averagePrecision);
      map.put("precision-at-rate", precisionAtRate);
      map.put("recall-at-rate", recallAtRate);
      map.put("precision-at-" + REVIEWED, precisionAtReviewed);
      return map;
    }
  }

  /** Scores an audit; scores that lack a value for some sample are left out. */
  public static Scoring of(Audit audit, Truth truth, @Nullable History history) {
    List<Sample> samples = audit.evidence().samples();
    int[] known = known(truth);
    List<Found> found = new ArrayList<>();
    for (Score score : audit.scores()) {
      if (score.complete() && truth.wrong() > 0 && truth.wrong() < known.length) {
        found.add(found(score, truth, known));
      }
    }
    int[] cured = audit.findings().stream().mapToInt(Finding::cured).toArray();
    Map<String, Map<String, Object>> pruned = new LinkedHashMap<>();
    pruned.put("by-class", pruned(audit.joint().pruneByClass(), truth));
    pruned.put("by-noise-rate", pruned(audit.joint().pruneByNoiseRate(), truth));
    pruned.put("by-both", pruned(audit.joint().pruneByBoth(), truth));
    return new Scoring(
        truth,
        found,
        pruned,
        Repair.of(samples, cured, truth),
        Repair.perClass(audit.evidence().classes(), samples, cured, truth),
        history == null ? List.of() : overEpochs(audit.evidence(), truth, history),
        Head.of(audit, truth));
  }

  private static int[] known(Truth truth) {
    return IntStream.range(0, truth.verdicts().size())
        .filter(i -> truth.verdicts().get(i).known())
        .toArray();
  }

  private static Found found(Score score, Truth truth, int[] known) {
    double[] values = new double[known.length];
    boolean[] wrong = new boolean[known.length];
    for (int k = 0; k < known.length; k++) {
      values[k] = score.values()[known[k]];
      wrong[k] = truth.verdicts().get(known[k]).wrong();
    }
    Detection d = Detection.of(values, wrong);
    return new Found(
        score.name(),
        d.auroc(),
        d.averagePrecision(),
        d.precisionAt(d.wrong()),
        d.recallAt(d.wrong()),
        d.precisionAt(Math.min(REVIEWED, d.samples())),
        curve(d));
  }

  private static List<Found.Look> curve(Detection d) {
    List<Found.Look> curve = new ArrayList<>();
    for (int i = 1; i <= LOOKS; i++) {
      long k = Math.max(1, d.samples() * i / LOOKS);
      if (curve.isEmpty() || k > d.samples() * (i - 1) / LOOKS) {
        curve.add(new Found.Look((double) k / d.samples(), d.precisionAt(k), d.recallAt(k)));
      }
    }
    return curve;
  }

  private static Map<String, Object> pruned(boolean[] pruned, Truth truth) {
    long all = 0;
    long wrong = 0;
    for (int i = 0; i < pruned.length; i++) {
      Truth.Verdict v = truth.verdicts().get(i);
      all += pruned[i] && v.known() ? 1 : 0;
      wrong += pruned[i] && v.wrong() ? 1 : 0;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("pruned", all);
    map.put("wrong", wrong);
    map.put("precision", Summary.orNull((double) wrong / all));
    map.put("recall", Summary.orNull((double) wrong / truth.wrong()));
    return map;
  }

  /** After each epoch: the network's own labels against the truth, and how well p(given) finds. */
  private static List<Map<String, Object>> overEpochs(
      AuditInput evidence, Truth truth, History history) {
    int[] byPosition = new int[history.ids().size()];
    Arrays.fill(byPosition, -1);
    for (int i = 0; i < evidence.size(); i++) {
      if (evidence.position(i) >= 0) {
        byPosition[evidence.position(i)] = i;
      }
    }
    int[] labels = evidence.samples().stream().mapToInt(Sample::label).toArray();
    List<Map<String, Object>> lines = new ArrayList<>();
    int[] next = {0};
    history.each(
        (epoch, observed) -> {
          while (next[0] < history.changes().size()
              && history.changes().get(next[0]).epoch() <= epoch) {
            Relabelling change = history.changes().get(next[0]++);
            if (byPosition[change.position()] >= 0) {
              labels[byPosition[change.position()]] = change.to();
            }
          }
          lines.add(line(evidence, truth, epoch, observed, labels));
        });
    return lines;
  }

  private static Map<String, Object> line(
      AuditInput evidence, Truth truth, int epoch, Observations observed, int[] labels) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("epoch", epoch);
    line.put("auroc-alpha", auroc(evidence, truth, observed, true));
    line.put("auroc-p-given", auroc(evidence, truth, observed, false));
    line.putAll(Repair.of(evidence.samples(), labels, truth).toMap());
    line.put(
        "per-true-class",
        Repair.toMaps(Repair.perClass(evidence.classes(), evidence.samples(), labels, truth)));
    return line;
  }

  private static @Nullable Double auroc(
      AuditInput evidence, Truth truth, Observations epoch, boolean ofAlpha) {
    double[] doubts = new double[evidence.size()];
    boolean[] wrong = new boolean[evidence.size()];
    int known = 0;
    int wrongs = 0;
    for (int i = 0; i < evidence.size(); i++) {
      int position = evidence.position(i);
      if (position >= 0 && epoch.seen(position) && truth.verdicts().get(i).known()) {
        double doubt = -(ofAlpha ? epoch.alpha(position) : epoch.pGiven(position));
        if (Double.isNaN(doubt)) {
          return null;
        }
        doubts[known] = doubt;
        wrong[known] = truth.verdicts().get(i).wrong();
        wrongs += wrong[known] ? 1 : 0;
        known++;
      }
    }
    return wrongs == 0 || wrongs == known
        ? null
        : Detection.of(Arrays.copyOf(doubts, known), Arrays.copyOf(wrong, known)).auroc();
  }

  /** Names and values. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("source", truth.source());
    map.put("known", truth.known());
    map.put("wrong", truth.wrong());
    Map<String, Object> byScore = new LinkedHashMap<>();
    found.forEach(f -> byScore.put(f.name(), f.toMap()));
    map.put("scores", byScore);
    map.put("list", heads.stream().map(Head::toMap).toList());
    map.put("confident-learning-pruned", pruned);
    map.put("cure", cure.toMap());
    map.put("cure-per-true-class", Repair.toMaps(perClass));
    map.put("over-epochs", overEpochs);
    return map;
  }
}
