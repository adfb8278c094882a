package io.selfcure.training.loop;

import static io.selfcure.curation.run.RunFolder.number;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.run.AlarmKind;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.health.Alarm;
import io.selfcure.training.health.HealthMonitor;
import io.selfcure.training.health.Vitals;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Shows the health monitor each epoch of a run, tells its alarms and keeps them in events.csv. */
final class HealthWatch implements RunListener {

  private final RunFolder run;
  private final Progress progress;
  private final int[] given;
  private final HealthMonitor monitor;
  private final List<Alarm> alarms;

  /**
   * A watch over a run.
   *
   * @param monitor a fresh one, which is shown the epochs so far
   * @param given the given labels by position
   * @param startEpoch the epoch that comes next; alarms of later ones are raised again
   * @param rows the metrics of the epochs so far
   * @throws DataException when the run's events are damaged
   */
  HealthWatch(
      RunFolder run,
      HealthMonitor monitor,
      int[] given,
      int startEpoch,
      List<Map<String, String>> rows,
      Progress progress) {
    this.run = run;
    this.progress = progress;
    this.given = given;
    this.alarms = new ArrayList<>(read(run));
    alarms.removeIf(a -> a.epoch() >= startEpoch);
    this.monitor = monitor;
    monitor.raisedBefore(alarms.stream().map(Alarm::kind).toList());
    rows.forEach(row -> monitor.check(vitals(row, given)));
  }

  @Override
  public void epochEnded(EpochResult epoch) {
    add(monitor.check(vitals(epoch.figures(), epoch.current())));
  }

  /** The training ends here: a loss or weight is not finite. */
  void diverged(int epoch, String finding) {
    add(List.of(monitor.alarm(epoch, AlarmKind.DIVERGED, finding)));
  }

  private void add(List<Alarm> raised) {
    for (Alarm alarm : raised) {
      progress.advise(
          "WARNING: " + Wording.value(alarm.finding()) + "\n  remedy: " + alarm.remedy());
    }
    alarms.addAll(raised);
    if (!raised.isEmpty() || Files.exists(run.events())) {
      RunFiles.writeEvents(run, alarms.stream().map(Alarm::toEvent).toList());
    }
  }

  private Vitals vitals(Map<String, String> row, int[] current) {
    return new Vitals(
        (int) number(row, "epoch"),
        new Vitals.Losses(number(row, "weighted_cross_entropy"), number(row, "rank_loss")),
        new Vitals.Validation(number(row, "valid_loss"), number(row, "valid_accuracy")),
        new Vitals.Weights(
            number(row, "alpha_mean"), number(row, "alpha_std"), number(row, "rank_gap")),
        number(row, "train_accuracy_given"),
        new Vitals.Changes(
            (long) number(row, "relabelled"),
            (long) number(row, "relabelled_again"),
            given,
            current));
  }

  private static List<Alarm> read(RunFolder run) {
    try {
      // as they were raised, so that a resumed run's file is the unbroken one's
      return run.readEvents().stream()
          .map(Alarm::of)
          .sorted(Comparator.comparingInt(Alarm::epoch))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new DataException(
          run.events().toString(), "is damaged: " + e.getMessage(), "restore or remove it", e);
    }
  }
}
