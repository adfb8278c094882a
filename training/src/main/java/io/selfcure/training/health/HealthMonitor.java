package io.selfcure.training.health;

import io.selfcure.core.data.LabelSet;
import io.selfcure.curation.run.AlarmKind;
import io.selfcure.training.settings.ObjectiveSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks at a training after each epoch and raises each kind of alarm at most once: the faults that
 * users of SCN programs met without being told.
 */
public final class HealthMonitor {

  private final Map<AlarmKind, Check> checks = new EnumMap<>(AlarmKind.class);
  private final Set<AlarmKind> raised = EnumSet.noneOf(AlarmKind.class);
  private final boolean evidence;

  /**
   * A monitor.
   *
   * @param labels the classes
   * @param objective the rank loss's margin, and whether and from when labels are changed
   * @param judgedFrom the first epoch in which guessing is taken amiss
   * @param already alarms that were raised before, by a run that is resumed
   */
  public HealthMonitor(
      LabelSet labels, ObjectiveSettings objective, int judgedFrom, Collection<AlarmKind> already) {
    evidence = objective.evidence();
    if (!evidence) { // which the weights follow: all near 1 where it doubts no label
      checks.put(AlarmKind.WEIGHTS_COLLAPSED, WeightChecks.collapsed());
      checks.put(AlarmKind.RANK_LOSS_IDLE, WeightChecks.rankLossIdle(objective.margin1()));
    }
    checks.put(AlarmKind.RELABELLING_TOO_MUCH, LabelChecks.tooMuch());
    checks.put(AlarmKind.LABELS_FLIPPING, LabelChecks.flipping());
    checks.put(AlarmKind.CLASS_DYING_OUT, LabelChecks.dyingOut(labels));
    checks.put(AlarmKind.LOSS_RISING_SINCE_RELABELLING, LossChecks.risingSinceRelabelling());
    checks.put(AlarmKind.NOT_LEARNING, LossChecks.notLearning(labels.size(), judgedFrom));
    checks.put(AlarmKind.LEARNING_RATE_TOO_HIGH, LossChecks.leaping(labels.size()));
    if (objective.relabelling() && !evidence) {
      checks.put(
          AlarmKind.RELABELLING_BY_GUESSING,
          LabelChecks.guessing(labels.size(), objective.relabelEpoch()));
    }
    raised.addAll(already);
  }

  /** The alarms that this epoch raises. */
  public List<Alarm> check(Vitals v) {
    List<Alarm> alarms = new ArrayList<>();
    checks.forEach(
        (kind, check) -> {
          String finding = check.finding(v); // always, for checks that remember
          if (finding != null && raised.add(kind)) {
            alarms.add(new Alarm(v.epoch(), kind, finding, kind.remedy(evidence)));
          }
        });
    return alarms;
  }

  /** For how many epochs in a row a finding must hold. */
  static final int PATIENCE = 3;

  /** Counts for how many epochs in a row something held; NaN compares as false: not applicable. */
  static final class Streak {
    private int length;

    boolean lasting(boolean now) {
      length = now ? length + 1 : 0;
      return length >= PATIENCE;
    }
  }
}
