package io.selfcure.training.health;

import io.selfcure.core.run.RunEvent;
import java.util.Locale;

/**
 * Something is wrong with a training.
 *
 * @param epoch when it was noticed, counted from 1
 * @param kind which alarm
 * @param finding what was found, with the figures
 */
public record Alarm(int epoch, Kind kind, String finding) {

  /** The alarms, each with what to do about it. */
  public enum Kind {
    /** The importance weights have become one value. */
    WEIGHTS_COLLAPSED(
        "raise --margin-1, so that the ranks must stay apart, or lower --weight-decay"),
    /** The rank loss is zero from the start. */
    RANK_LOSS_IDLE("raise --margin-1 above the gap"),
    /** Too many labels change at once. */
    RELABELLING_TOO_MUCH(
        "raise --margin-2, begin later with --relabel-epoch, or choose --relabel-scope low"),
    /** Labels that were changed are changed again and again. */
    LABELS_FLIPPING("raise --margin-2, or lower --learning-rate while labels change"),
    /** The validation loss grows since labels are changed. */
    LOSS_RISING_SINCE_RELABELLING(
        "begin later with --relabel-epoch, raise --margin-2, or train with --relabelling false"),
    /** A class loses its samples to others. */
    CLASS_DYING_OUT("raise --margin-2, or train with --sampler balanced"),
    /** The loss is no better than guessing. */
    NOT_LEARNING("lower --learning-rate, or lengthen --warmup-epochs"),
    /** The loss leaps instead of falling. */
    LEARNING_RATE_TOO_HIGH(
        "lower --learning-rate, lengthen --warmup-epochs, or set --clip-gradient 5"),
    /** The loss or a weight is not a finite number; the training has stopped. */
    DIVERGED(
        "start a new run with a lower --learning-rate or with --clip-gradient 5; --init takes this"
            + " run's last checkpoint, which is from before");

    private final String remedy;

    Kind(String remedy) {
      this.remedy = remedy;
    }

    /** What to do. */
    public String remedy() {
      return remedy;
    }

    /** The name used in files: lower case with dashes. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Kind of(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /** The line of a run's events that a user reads. */
  public RunEvent toEvent() {
    return new RunEvent(epoch, kind.id(), finding, kind.remedy());
  }

  /**
   * An alarm from its line.
   *
   * @throws IllegalArgumentException when the event is of no known kind
   */
  public static Alarm of(RunEvent event) {
    return new Alarm(event.epoch(), Kind.of(event.event()), event.finding());
  }
}
