package io.selfcure.curation.run;

import io.selfcure.core.error.Wording;
import io.selfcure.core.metrics.Skill;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The alarms of the health monitor, causes before what follows from them: whoever mends the first
 * often needs to mend no other.
 */
public enum AlarmKind {
  /** The loss or a weight is not a finite number; the training has stopped. */
  DIVERGED(
      "a loss or weight is not finite",
      "start a new run with a lower {learning-rate} or with {clip-gradient=5}; {init} takes this"
          + " run's last checkpoint, which is from before",
      true),
  /** The loss is no better than guessing. */
  NOT_LEARNING(
      "the loss is no better than guessing",
      "train longer or in smaller batches ({epochs}, {batch=16}), lower {learning-rate}, or take"
          + " {optimizer=adam} {learning-rate=0.001}; docs/guide/training-well.md has a recipe for"
          + " small sets",
      false),
  /** The loss leaps instead of falling. */
  LEARNING_RATE_TOO_HIGH(
      "the loss leaps instead of falling",
      "lower {learning-rate}, lengthen {warmup-epochs}, or set {clip-gradient=5}",
      false),
  /** Labels are changed by a network that knows nothing. */
  RELABELLING_BY_GUESSING(
      "labels are changed by a network that guesses",
      "stop; begin later with {relabel-epoch}, or train with {mode=baseline} until the network has"
          + " learned something",
      true),
  /** The importance weights have become one value. */
  WEIGHTS_COLLAPSED(
      "the importance weights become one value",
      "raise {margin-1}, so that the ranks must stay apart, or lower {weight-decay}",
      false),
  /** The rank loss is zero from the start. */
  RANK_LOSS_IDLE("the rank loss does nothing", "raise {margin-1} above the gap", false),
  /** Too many labels change at once. */
  RELABELLING_TOO_MUCH(
      "too many labels change in one epoch",
      "raise {margin-2}, begin later with {relabel-epoch}, or choose {relabel-scope=low}",
      true),
  /** A class loses its samples to others. */
  CLASS_DYING_OUT(
      "a class loses its samples to others",
      "raise {margin-2}, or train with {sampler=balanced}",
      true),
  /** Labels that were changed are changed again and again. */
  LABELS_FLIPPING(
      "labels change back and forth",
      "raise {margin-2}, or lower {learning-rate} while labels change",
      true),
  /** The validation loss grows and the accuracy does not since labels are changed. */
  LOSS_RISING_SINCE_RELABELLING(
      "the validation loss rises and the accuracy does not since labels are changed",
      "begin later with {relabel-epoch}, raise {margin-2}, or train with {relabelling=false}",
      true);

  /** Orders alarms by cause, then by epoch; kinds that this version does not know come last. */
  public static final Comparator<RunEvent> BY_CAUSE =
      Comparator.comparingInt(AlarmKind::rank).thenComparingInt(RunEvent::epoch);

  private final String words;
  private final String remedy;
  private final boolean spoilsLabels;

  AlarmKind(String words, String remedy, boolean spoilsLabels) {
    this.words = words;
    this.remedy = remedy;
    this.spoilsLabels = spoilsLabels;
  }

  /** What is wrong, in words without figures. */
  public String words() {
    return words;
  }

  /**
   * What to do, where the method of the run knows nothing better; names settings ({@link Wording}).
   */
  public String remedy() {
    return remedy;
  }

  /**
   * The remedy that an event tells in neutral wording, with the settings in it named again; what a
   * method or another version says is told as it is.
   */
  static String remedy(String event, String told) {
    AlarmKind kind = of(event);
    return kind != null && Wording.NEUTRAL.render(kind.remedy).equals(told)
        ? kind.remedy
        : Wording.value(told);
  }

  /** Whether what the run's network says of labels is worth less from then on. */
  public boolean spoilsLabels() {
    return spoilsLabels;
  }

  /** The name used in files: lower case with dashes. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of that name, null when this version knows none. */
  public static @Nullable AlarmKind of(String id) {
    for (AlarmKind kind : values()) {
      if (kind.id().equals(id)) {
        return kind;
      }
    }
    return null;
  }

  /**
   * The names of alarms in order of cause, for a sentence: "not learning (epoch 3)".
   *
   * @param skill the network's after the last epoch, null where it is not known
   */
  public static List<String> names(List<RunEvent> alarms, @Nullable Skill skill) {
    return alarms.stream()
        .sorted(BY_CAUSE)
        .map(
            e ->
                e.event().replace('-', ' ')
                    + " (epoch "
                    + e.epoch()
                    + (isOver(e, skill) ? ", learned since)" : ")"))
        .toList();
  }

  /** Whether an alarm that nothing is learned has been refuted since. */
  public static boolean isOver(RunEvent alarm, @Nullable Skill skill) {
    return alarm.event().equals(NOT_LEARNING.id()) && skill != null && !skill.little();
  }

  private static int rank(RunEvent event) {
    List<String> order = Arrays.stream(values()).map(AlarmKind::id).toList();
    int rank = order.indexOf(event.event());
    return rank < 0 ? order.size() : rank;
  }
}
