package io.selfcure.training.health;

import io.selfcure.core.data.LabelSet;
import io.selfcure.training.health.Alarm.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Looks at a training after each epoch and raises each kind of alarm at most once: the faults that
 * users of SCN programs met without being told.
 */
public final class HealthMonitor {

  /** A spread of alpha below this is one value for all purposes. */
  private static final double COLLAPSED = 0.01;

  /** A rank loss below this does not move a weight. */
  private static final double IDLE = 1e-3;

  /** Share of the labels that may change in one epoch; more than a fifth is no correction. */
  private static final double SANE_RATE = 0.2;

  /** A class that keeps less than this share of its samples is dying out. */
  private static final double SURVIVING = 0.5;

  private static final int SMALLEST_CLASS = 10;

  /** For how many epochs in a row a finding must hold. */
  private static final int PATIENCE = 3;

  private final LabelSet labels;
  private final double margin1;
  private final Set<Kind> raised = EnumSet.noneOf(Kind.class);
  private final Map<Kind, Integer> streaks = new EnumMap<>(Kind.class);

  /**
   * A monitor.
   *
   * @param margin1 the rank loss's margin
   * @param already alarms that were raised before, by a run that is resumed
   */
  public HealthMonitor(LabelSet labels, double margin1, Collection<Kind> already) {
    this.labels = labels;
    this.margin1 = margin1;
    raised.addAll(already);
  }

  /** The alarms that this epoch raises. */
  public List<Alarm> check(Vitals v) {
    List<Alarm> alarms = new ArrayList<>();
    raise(
        alarms,
        v,
        Kind.WEIGHTS_COLLAPSED,
        lasting(Kind.WEIGHTS_COLLAPSED, v.alphaSpread() < COLLAPSED),
        String.format(
            Locale.ROOT,
            "all importance weights are nearly the same: %.3f +- %.4f; they say nothing of a sample",
            v.alphaMean(),
            v.alphaSpread()));
    raise(
        alarms,
        v,
        Kind.RANK_LOSS_IDLE,
        lasting(Kind.RANK_LOSS_IDLE, v.rankLoss() < IDLE),
        String.format(
            Locale.ROOT,
            "the rank loss is idle (%.2g): the gap of %.3f between high and low weights exceeds the"
                + " margin of %.3g by itself",
            v.rankLoss(),
            v.rankGap(),
            margin1));
    double rate = (double) v.relabelled() / Math.max(1, v.given().length);
    raise(
        alarms,
        v,
        Kind.RELABELLING_TOO_MUCH,
        rate > SANE_RATE,
        String.format(
            Locale.ROOT,
            "%d labels (%.0f %%) changed in one epoch; few data sets are that wrong",
            v.relabelled(),
            100 * rate));
    int dying = dying(v);
    raise(
        alarms,
        v,
        Kind.CLASS_DYING_OUT,
        dying >= 0,
        dying < 0 ? "" : "class " + labels.name(dying) + " kept less than half of its samples");
    double guessing = Math.log(labels.size());
    raise(
        alarms,
        v,
        Kind.NOT_LEARNING,
        lasting(Kind.NOT_LEARNING, v.crossEntropy() > 0.98 * guessing),
        String.format(
            Locale.ROOT,
            "the loss of %.3f is that of guessing (%.3f) for %d epochs",
            v.crossEntropy(),
            guessing,
            PATIENCE));
    return alarms;
  }

  private void raise(List<Alarm> alarms, Vitals v, Kind kind, boolean found, String finding) {
    if (found && raised.add(kind)) {
      alarms.add(new Alarm(v.epoch(), kind, finding));
    }
  }

  /** NaN compares as false: what does not apply raises nothing. */
  private boolean lasting(Kind kind, boolean now) {
    int streak = now ? streaks.getOrDefault(kind, 0) + 1 : 0;
    streaks.put(kind, streak);
    return streak >= PATIENCE;
  }

  private int dying(Vitals v) {
    int[] before = count(v.given());
    int[] after = count(v.current());
    for (int c = 0; c < before.length; c++) {
      if (before[c] >= SMALLEST_CLASS && after[c] < SURVIVING * before[c]) {
        return c;
      }
    }
    return -1;
  }

  private int[] count(int[] values) {
    int[] counts = new int[labels.size()];
    for (int value : values) {
      counts[value]++;
    }
    return counts;
  }
}
