package io.selfcure.training.loop;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.health.Alarm;
import io.selfcure.training.health.HealthMonitor;
import io.selfcure.training.health.Vitals;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;

/** Shows the health monitor each epoch of a run, tells its alarms and keeps them in events.csv. */
final class HealthWatch {

  private final RunFolder run;
  private final Progress progress;
  private final int[] given;
  private final HealthMonitor monitor;
  private final List<Alarm> alarms;

  /**
   * A watch over a run.
   *
   * @param given the given labels by position
   * @param rows the metrics of the epochs so far, which a resumed run shows the monitor again
   */
  HealthWatch(
      RunFolder run,
      LabelSet labels,
      double margin1,
      int[] given,
      List<Map<String, String>> rows,
      Progress progress) {
    this.run = run;
    this.progress = progress;
    this.given = given;
    this.alarms = new ArrayList<>(read(run));
    alarms.removeIf(a -> a.epoch() > rows.size());
    this.monitor = new HealthMonitor(labels, margin1, alarms.stream().map(Alarm::kind).toList());
    rows.forEach(row -> monitor.check(vitals(row, given)));
  }

  /** Looks at an epoch that has just ended. */
  void look(Map<String, String> row, int[] current) {
    List<Alarm> raised = monitor.check(vitals(row, current));
    for (Alarm alarm : raised) {
      progress.say("WARNING: " + alarm.finding() + "\n  remedy: " + alarm.kind().remedy());
    }
    alarms.addAll(raised);
    if (!raised.isEmpty() || Files.exists(run.events())) {
      write();
    }
  }

  private Vitals vitals(Map<String, String> row, int[] current) {
    return new Vitals(
        (int) EpochRow.number(row, "epoch"),
        EpochRow.number(row, "weighted_cross_entropy"),
        EpochRow.number(row, "rank_loss"),
        EpochRow.number(row, "rank_gap"),
        EpochRow.number(row, "alpha_mean"),
        EpochRow.number(row, "alpha_std"),
        (long) EpochRow.number(row, "relabelled"),
        given,
        current);
  }

  private void write() {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord("epoch", "event", "finding", "remedy");
      for (Alarm a : alarms) {
        csv.writeRecord(Integer.toString(a.epoch()), a.kind().id(), a.finding(), a.kind().remedy());
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    Outputs.writeAtomically(run.events(), text.toString());
  }

  private static List<Alarm> read(RunFolder run) {
    List<Alarm> found = new ArrayList<>();
    if (!Files.exists(run.events())) {
      return found;
    }
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(run.events())) {
      for (NamedCsvRecord r : csv) {
        String kind = r.getField("event").toUpperCase(Locale.ROOT).replace('-', '_');
        found.add(
            new Alarm(
                Integer.parseInt(r.getField("epoch")),
                Alarm.Kind.valueOf(kind),
                r.getField("finding")));
      }
    } catch (IOException
        | CsvParseException
        | UncheckedIOException
        | NoSuchElementException
        | IllegalArgumentException e) {
      throw new DataException(
          run.events().toString(), "is damaged: " + e.getMessage(), "restore or remove it", e);
    }
    return found;
  }
}
