package io.selfcure.training.health;

import io.selfcure.core.data.LabelSet;
import io.selfcure.curation.run.AlarmKind;
import io.selfcure.curation.run.Facts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a training after each epoch and raises each kind of alarm at most once: the faults that
 * users of SCN programs met without being told.
 */
public final class HealthMonitor {

  private final Map<AlarmKind, Check> checks = new EnumMap<>(AlarmKind.class);
  private final Set<AlarmKind> raised = EnumSet.noneOf(AlarmKind.class);
  private final Function<AlarmKind, String> remedies;

  /**
   * A monitor.
   *
   * @param labels the classes
   * @param facts of the run, which say what to watch
   * @param remedies what to do about an alarm in this run
   * @param judgedFrom the first epoch in which guessing is taken amiss
   */
  public HealthMonitor(
      LabelSet labels, Facts facts, Function<AlarmKind, String> remedies, int judgedFrom) {
    this.remedies = remedies;
    for (AlarmKind kind : AlarmKind.values()) {
      Check check = facts.watches(kind) ? check(kind, labels, facts, judgedFrom) : null;
      if (check != null) {
        checks.put(kind, check);
      }
    }
  }

  private static @Nullable Check check(
      AlarmKind kind, LabelSet labels, Facts facts, int judgedFrom) {
    return switch (kind) {
      case DIVERGED -> null; // ends the training before the epoch does
      case NOT_LEARNING -> LossChecks.notLearning(labels.size(), judgedFrom);
      case LEARNING_RATE_TOO_HIGH -> LossChecks.leaping(labels.size());
      case RELABELLING_BY_GUESSING ->
          LabelChecks.guessing(labels.size(), facts.labels().firstEpoch());
      case WEIGHTS_COLLAPSED -> WeightChecks.collapsed();
      case RANK_LOSS_IDLE -> WeightChecks.rankLossIdle(facts.ranks().margin());
      case RELABELLING_TOO_MUCH -> LabelChecks.tooMuch();
      case CLASS_DYING_OUT -> LabelChecks.dyingOut(labels);
      case LABELS_FLIPPING -> LabelChecks.flipping();
      case LOSS_RISING_SINCE_RELABELLING -> LossChecks.risingSinceRelabelling();
    };
  }

  /** Raises these no more: the run has raised them before it was resumed. */
  public void raisedBefore(Collection<AlarmKind> already) {
    raised.addAll(already);
  }

  /** An alarm with its remedy. */
  public Alarm alarm(int epoch, AlarmKind kind, String finding) {
    return new Alarm(epoch, kind, finding, remedies.apply(kind));
  }

  /** The alarms that this epoch raises. */
  public List<Alarm> check(Vitals v) {
    List<Alarm> alarms = new ArrayList<>();
    checks.forEach(
        (kind, check) -> {
          String finding = check.finding(v); // always, for checks that remember
          if (finding != null && raised.add(kind)) {
            alarms.add(alarm(v.epoch(), kind, finding));
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
