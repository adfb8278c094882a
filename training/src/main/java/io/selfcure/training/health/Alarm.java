package io.selfcure.training.health;

/**
 * Something is wrong with a training, though it goes on.
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
    /** A class loses its samples to others. */
    CLASS_DYING_OUT("raise --margin-2, or train with --sampler balanced"),
    /** The loss is no better than guessing. */
    NOT_LEARNING("lower --learning-rate, or lengthen --warmup-epochs");

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
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
