package io.selfcure.workflow;

import io.selfcure.core.progress.Durations;
import io.selfcure.core.progress.Progress;
import java.util.function.LongSupplier;

/**
 * Progress of a work of several stages: every line says which one it is at, and the live ones how
 * much time all that is left may take.
 */
final class HealProgress implements Progress {

  private static final double NANOS = 1e9;

  /** Before so many seconds nothing is told of the end: the first steps are slow. */
  private static final double WARM_UP = 5;

  private final Progress to;
  private final LongSupplier clock;
  private String stage = "";
  private double left;
  private double ofStage;
  private long began;
  private double doneBefore;
  private boolean counted;

  /**
   * Progress that is told to another.
   *
   * @param clock nanoseconds
   */
  HealProgress(Progress to, LongSupplier clock) {
    this.to = to;
    this.clock = clock;
  }

  /**
   * A stage begins.
   *
   * @param name its name and number
   * @param seconds it may take
   * @param after seconds that the stages after it may take
   */
  void enter(String name, double seconds, double after) {
    stage = name;
    ofStage = seconds;
    left = after;
    began = clock.getAsLong();
    counted = false;
  }

  /** A whole-stage task in units that do not start anew: how far the stage is, 0..1. */
  private String timeLeft(double share) {
    double seconds = (clock.getAsLong() - began) / NANOS;
    if (!counted) {
      counted = true;
      doneBefore = share;
    }
    double done = share - doneBefore;
    if (seconds < WARM_UP || done <= 0) {
      return Durations.about(ofStage * (1 - share) + left);
    }
    double measured = seconds / done * (1 - share);
    double pace = ofStage > 0 ? seconds / done / ofStage : 1;
    return Durations.about(measured + left * Math.max(0.2, Math.min(5, pace)));
  }

  @Override
  public Task start(String what, String unit, long total) {
    Task task = to.start(stage.isEmpty() ? what : stage + ": " + what, unit, total);
    EpochOf epoch = EpochOf.read(what);
    return new Task() {
      @Override
      public void advance(long done, String detail) {
        String of =
            epoch == null || total <= 0
                ? ""
                : "healed in "
                    + timeLeft((epoch.number() - 1 + (double) done / total) / epoch.all());
        task.advance(done, of.isEmpty() ? detail : of);
      }

      @Override
      public void close() {
        task.close();
      }
    };
  }

  @Override
  public void say(String line) {
    to.say(line);
  }

  /** A training's task is named "epoch 3/40". */
  private record EpochOf(int number, int all) {
    static @org.jspecify.annotations.Nullable EpochOf read(String what) {
      if (!what.matches("epoch \\d+/\\d+")) {
        return null;
      }
      String[] parts = what.substring("epoch ".length()).split("/", 2);
      return new EpochOf(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
  }
}
