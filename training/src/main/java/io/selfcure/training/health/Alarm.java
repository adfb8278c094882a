package io.selfcure.training.health;

import io.selfcure.curation.run.AlarmKind;
import io.selfcure.curation.run.RunEvent;

/**
 * Something is wrong with a training.
 *
 * @param epoch when it was noticed, counted from 1
 * @param kind which alarm
 * @param finding what was found, with the figures
 * @param remedy what to do; may name settings ({@link io.selfcure.core.error.Wording})
 */
public record Alarm(int epoch, AlarmKind kind, String finding, String remedy) {

  /** The line of a run's events that a user reads. */
  public RunEvent toEvent() {
    return new RunEvent(epoch, kind.id(), finding, remedy);
  }

  /**
   * An alarm from its line.
   *
   * @throws IllegalArgumentException when the event is of no known kind
   */
  public static Alarm of(RunEvent event) {
    AlarmKind kind = AlarmKind.of(event.event());
    if (kind == null) {
      throw new IllegalArgumentException("'" + event.event() + "' is no alarm");
    }
    return new Alarm(event.epoch(), kind, event.finding(), event.remedy());
  }
}
