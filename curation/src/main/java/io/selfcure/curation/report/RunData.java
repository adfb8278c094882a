package io.selfcure.curation.report;

import io.selfcure.core.error.DataException;
import io.selfcure.core.metrics.Skill;
import io.selfcure.curation.ledger.Ledger;
import io.selfcure.curation.ledger.LedgerSnapshot;
import io.selfcure.curation.run.Facts;
import io.selfcure.curation.run.RunEvent;
import io.selfcure.curation.run.RunFolder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a report tells of one run, as it was found in its folder.
 *
 * @param folder the folder
 * @param name what to call it, unique in the report
 * @param settings as run, by name
 * @param origin program, platform and data, by name; empty when missing
 * @param facts what its method does, null where that is not recorded
 * @param rows the metrics, a map of column to cell for each epoch
 * @param validations the evaluations, by epoch
 * @param events the alarms
 * @param ledger the ledger, null when it is missing
 * @param problems what is missing, in words
 */
record RunData(
    RunFolder folder,
    String name,
    Map<String, String> settings,
    Map<String, String> origin,
    @Nullable Facts facts,
    List<Map<String, String>> rows,
    List<Validation> validations,
    List<RunEvent> events,
    @Nullable LedgerSnapshot ledger,
    List<String> problems) {

  /**
   * Reads a run. What is missing is a problem that the page tells; what is damaged is refused, as a
   * page without it would look like one of a run that is sound.
   *
   * @throws DataException when a file of the run is damaged
   */
  static RunData load(RunFolder folder, String name) {
    List<String> problems = new ArrayList<>();
    Map<String, String> settings = folder.settings();
    Map<String, String> origin = Map.of();
    if (Files.exists(folder.provenance())) {
      origin = folder.origin();
    } else {
      problems.add(
          "there is no " + folder.provenance().getFileName() + ", so its data are unknown");
    }
    LedgerSnapshot ledger = null;
    if (Files.exists(folder.ledger())) {
      ledger = Ledger.read(folder.ledger());
    } else {
      problems.add("there is no ledger, so what concerns single samples is left out");
    }
    return new RunData(
        folder,
        name,
        settings,
        origin,
        folder.readFacts(),
        folder.readMetrics(),
        validations(folder),
        folder.readEvents(),
        ledger,
        problems);
  }

  private static List<Validation> validations(RunFolder folder) {
    try {
      return folder.readValidation().stream().map(Validation::of).toList();
    } catch (IllegalArgumentException e) {
      throw new DataException(
          folder.validation().toString(),
          "is damaged: " + e.getMessage(),
          "restore it, or remove it: reports then go without it",
          e);
    }
  }

  /** Epochs that have ended. */
  int epochs() {
    return rows.size();
  }

  /** Epochs that were asked for, 0 when not known. */
  int planned() {
    return (int) setting("epochs");
  }

  /** A numeric setting, NaN when it is none. */
  double setting(String key) {
    try {
      return Double.parseDouble(settings.getOrDefault(key, ""));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** A figure of the last epoch, NaN before the first. */
  double last(String column) {
    return rows.isEmpty() ? Double.NaN : number(rows.get(rows.size() - 1), column);
  }

  /** A figure of the epoch that was best on the validation samples, NaN where there is none. */
  double best(String column) {
    Map<String, String> row = bestRow();
    return row == null ? Double.NaN : number(row, column);
  }

  /** The first epoch with the greatest validation accuracy; null without validation. */
  @Nullable Map<String, String> bestRow() {
    Map<String, String> best = null;
    double greatest = Double.NEGATIVE_INFINITY;
    for (Map<String, String> row : rows) {
      double accuracy = number(row, "valid_accuracy");
      if (accuracy > greatest) {
        best = row;
        greatest = accuracy;
      }
    }
    return best;
  }

  int bestEpoch() {
    return Double.isNaN(best("epoch")) ? 0 : (int) best("epoch");
  }

  /** The evaluation of an epoch, null where there is none. */
  @Nullable Validation validation(int epoch) {
    return validations.stream().filter(v -> v.epoch() == epoch).findFirst().orElse(null);
  }

  /** A figure's 95 % interval at the best epoch, in words; empty where there is none. */
  String bestInterval(String figure) {
    Validation v = validation(bestEpoch());
    return v == null ? "" : v.interval(figure);
  }

  /** How far the network was above guessing after the last epoch; null without validation. */
  @Nullable Skill skill() {
    return validations.isEmpty()
        ? null
        : Skill.of(validations.get(validations.size() - 1).counts());
  }

  /** A column as a line over epochs. */
  Series series(String title, int style, String column) {
    return new Series(
        title,
        style,
        rows.stream().map(r -> new Series.Point(number(r, "epoch"), number(r, column))).toList());
  }

  /** Whether a column has any figure. */
  boolean has(String column) {
    return rows.stream().anyMatch(r -> Double.isFinite(number(r, column)));
  }

  /** Class names, empty when no file tells them. */
  List<String> labels() {
    LedgerSnapshot known = ledger;
    if (known != null) {
      return known.labels().names();
    }
    return validations.isEmpty() ? List.of() : validations.get(0).labels();
  }

  /** Whether some given labels are known to be wrong. */
  boolean truthKnown() {
    LedgerSnapshot known = ledger;
    return known == null
        ? last("wrong_labels") > 0
        : known.samples().stream().anyMatch(LedgerSnapshot.Entry::wrong);
  }

  static double number(Map<String, String> row, String column) {
    try {
      return RunFolder.number(row, column);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  String dataName() {
    return Objects.requireNonNullElse(origin.get("data-name"), "unknown data");
  }
}
