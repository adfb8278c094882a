package io.selfcure.workflow.experiment;

import io.selfcure.core.data.CsvText;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.metrics.Interval;
import io.selfcure.core.metrics.SeedStatistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables of an experiment so far (docs/formats/experiment.md). */
public final class Results {

  /** How a figure is written in the table for people: a unit's worth, and how many digits. */
  private enum Unit {
    PERCENT(100, 2),
    ONE(1, 3),
    MINUTES(1 / 60.0, 1);

    private final double scale;
    private final int digits;

    Unit(double scale, int digits) {
      this.scale = scale;
      this.digits = digits;
    }

    String text(double value) {
      return String.format(Locale.ROOT, "%." + digits + "f", scale * value);
    }
  }

  private record Column(String heading, String figure, Unit unit) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("accuracy %", "accuracy", Unit.PERCENT),
          new Column("last epoch", "last_accuracy", Unit.PERCENT),
          new Column("best epoch", "best_accuracy", Unit.PERCENT),
          new Column("last five", "mean_last_five", Unit.PERCENT),
          new Column("balanced", "balanced_accuracy", Unit.PERCENT),
          new Column("macro F1", "macro_f1", Unit.PERCENT),
          new Column("ECE", "ece", Unit.PERCENT),
          new Column("AUROC alpha", "auroc_alpha", Unit.ONE),
          new Column("AUROC p(given)", "auroc_p_given", Unit.ONE),
          new Column("repaired %", "repaired_share", Unit.PERCENT),
          new Column("broken %", "broken_share", Unit.PERCENT),
          new Column("changes right %", "precision", Unit.PERCENT),
          new Column("minutes", "seconds", Unit.MINUTES));

  private final Map<Cell, CellRecord> records;
  private final Reading reading;
  private final String data;
  private final String note;
  private final Map<Cell.Group, Map<String, Summary>> summaries;
  private final List<Difference> differences;

  /**
   * Tables.
   *
   * @param note a sentence about the reading, with a blank before it; or empty
   */
  Results(Map<Cell, CellRecord> records, Reading reading, String data, String note) {
    this.records = records;
    this.reading = reading;
    this.data = data;
    this.note = note;
    this.summaries = Summary.of(records);
    this.differences = Difference.of(records);
  }

  void write(Path to) {
    List<String> axes = axes();
    List<String> identity = new ArrayList<>(List.of("mode", "noise", "rate"));
    identity.addAll(axes);
    List<String> header = new ArrayList<>(List.of("cell"));
    header.addAll(identity);
    header.addAll(List.of("seed", "state", "split", "chosen_on"));
    header.addAll(Readings.FIGURES);
    header.addAll(List.of("alarms", "problem"));
    Outputs.writeAtomically(to.resolve("results.csv"), CsvText.of(header, cells()));
    List<String> summaryHeader = new ArrayList<>(identity);
    summaryHeader.addAll(List.of("seeds", "interval_over"));
    summaryHeader.addAll(parts());
    Outputs.writeAtomically(to.resolve("summary.csv"), CsvText.of(summaryHeader, groups()));
    List<String> differenceHeader = new ArrayList<>(identity);
    differenceHeader.addAll(List.of("against", "seeds"));
    differenceHeader.addAll(parts());
    Outputs.writeAtomically(
        to.resolve("differences.csv"), CsvText.of(differenceHeader, differences()));
    Outputs.writeAtomically(to.resolve("summary.md"), markdown());
    Outputs.writeAtomically(to.resolve("plots.html"), Plots.page(data, plotCaption(), summaries));
  }

  private static List<String> parts() {
    return Summary.FIGURES.stream()
        .flatMap(figure -> Summary.PARTS.stream().map(part -> figure + "_" + part))
        .toList();
  }

  private List<String> axes() {
    return records.keySet().stream().flatMap(c -> c.axes().keySet().stream()).distinct().toList();
  }

  private static Map<String, String> identity(Cell.Group group) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("mode", group.mode());
    row.put("noise", group.noise().kind().id());
    row.put("rate", NoiseLevel.number(group.noise().rate()));
    row.putAll(group.axes());
    return row;
  }

  /** The rows of results.csv, by column. */
  public List<Map<String, String>> cells() {
    List<Map<String, String>> rows = new ArrayList<>();
    records.forEach(
        (cell, record) -> {
          Map<String, String> row = new LinkedHashMap<>();
          row.put("cell", cell.name());
          row.putAll(identity(cell.group()));
          row.put("seed", Long.toString(cell.seed()));
          row.put("state", record.state().id());
          row.put("split", reading.split().id());
          row.put("chosen_on", chosenOn(cell));
          Readings.FIGURES.forEach(f -> row.put(f, cell(record.figures().get(f))));
          row.put("alarms", record.alarms());
          row.put("problem", record.problem().replaceAll("\\s+", " "));
          rows.add(row);
        });
    return rows;
  }

  /** What the best epoch was chosen on, empty where none was. */
  private static String chosenOn(Cell cell) {
    if (cell.settings().holdout() > 0) {
      return "holdout";
    }
    String validation = cell.settings().toMap().getOrDefault("validation", "");
    return validation.equals("none") ? "" : validation;
  }

  /** A figure as a cell; empty where it does not apply. */
  private static String cell(@Nullable Double value) {
    if (value == null || !Double.isFinite(value)) {
      return "";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e12
        ? Long.toString(value.longValue())
        : String.format(Locale.ROOT, "%.6g", value);
  }

  /** The rows of summary.csv, by column. */
  public List<Map<String, String>> groups() {
    List<Map<String, String>> rows = new ArrayList<>();
    summaries.forEach(
        (group, figures) -> {
          Map<String, String> row = identity(group);
          int seeds = seeds(figures);
          row.put("seeds", Integer.toString(seeds));
          row.put(
              "interval_over",
              seeds == 1 ? "samples" : seeds < SeedStatistics.LEAST ? "" : "seeds");
          for (String figure : Summary.FIGURES) {
            Summary s = figures.get(figure);
            put(row, figure, s == null ? null : s.seeds(), s == null ? null : s.interval());
          }
          rows.add(row);
        });
    return rows;
  }

  private static int seeds(Map<String, Summary> figures) {
    return figures.values().stream().mapToInt(s -> s.seeds().seeds()).max().orElse(0);
  }

  private static void put(
      Map<String, String> row,
      String figure,
      @Nullable SeedStatistics s,
      @Nullable Interval interval) {
    double[] values = s == null ? new double[0] : Summary.parts(s, interval);
    for (int i = 0; i < Summary.PARTS.size(); i++) {
      row.put(figure + "_" + Summary.PARTS.get(i), i < values.length ? cell(values[i]) : "");
    }
  }

  /** The rows of differences.csv, by column. */
  public List<Map<String, String>> differences() {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Difference d : differences) {
      Map<String, String> row = identity(d.group());
      row.put("against", d.against());
      row.put(
          "seeds",
          Integer.toString(
              d.figures().values().stream().mapToInt(SeedStatistics::seeds).max().orElse(0)));
      for (String figure : Summary.FIGURES) {
        SeedStatistics s = d.figures().get(figure);
        put(row, figure, s, s == null ? null : s.interval());
      }
      rows.add(row);
    }
    return rows;
  }

  /** The tables for people, as Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder("# " + data + "\n\n" + caption() + "\n\n");
    List<Column> columns =
        COLUMNS.stream()
            .filter(c -> summaries.values().stream().anyMatch(f -> f.containsKey(c.figure())))
            .filter(c -> !c.figure().equals(reading.checkpoint().id() + "_accuracy"))
            .toList();
    head(text, columns);
    summaries.forEach(
        (group, figures) -> {
          List<String> cells = start(group, seeds(figures));
          for (Column c : columns) {
            Summary s = figures.get(c.figure());
            cells.add(s == null ? "-" : s.text(c.unit()::text));
          }
          line(text, cells);
        });
    if (!differences.isEmpty()) {
      text.append("\nDifferences to ")
          .append(differences.get(0).against())
          .append(", seed by seed, in percentage points but for AUROC and minutes:\n\n");
      head(text, columns);
      for (Difference d : differences) {
        List<String> cells =
            start(
                d.group(),
                d.figures().values().stream().mapToInt(SeedStatistics::seeds).max().orElse(0));
        for (Column c : columns) {
          SeedStatistics s = d.figures().get(c.figure());
          cells.add(s == null ? "-" : s.text(c.unit()::text));
        }
        line(text, cells);
      }
    }
    failures(text);
    return text.toString();
  }

  private void head(StringBuilder text, List<Column> columns) {
    List<String> header = new ArrayList<>(List.of("noise", "rate", "mode"));
    header.addAll(axes());
    header.add("seeds");
    columns.forEach(c -> header.add(c.heading()));
    line(text, header);
    line(text, header.stream().map(h -> "---").toList());
  }

  private List<String> start(Cell.Group group, int seeds) {
    List<String> cells = new ArrayList<>();
    cells.add(group.noise().kind().id());
    cells.add(NoiseLevel.number(group.noise().rate()));
    cells.add(group.mode());
    axes().forEach(a -> cells.add(group.axes().getOrDefault(a, "")));
    cells.add(Integer.toString(seeds));
    return cells;
  }

  private void failures(StringBuilder text) {
    List<CellRecord> failed =
        records.values().stream().filter(r -> r.state() == CellRecord.State.FAILED).toList();
    if (!failed.isEmpty()) {
      text.append("\nFailed:\n\n");
      failed.forEach(
          r -> text.append("- ").append(r.cell()).append(": ").append(firstLine(r)).append('\n'));
    }
  }

  private static String firstLine(CellRecord record) {
    return record.problem().lines().findFirst().orElse("");
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private String plotCaption() {
    return "Read on split "
        + reading.split().id()
        + ", "
        + reading.checkpoint().id()
        + " epoch. Points are means over seeds. Bands are 95 % intervals of the mean (Student's t)"
        + " from three seeds on, the range of two seeds, and of one seed the bootstrap's 95 %"
        + " interval over samples.";
  }

  private String caption() {
    boolean flattered =
        records.keySet().stream().anyMatch(c -> Grid.chosenOnReading(reading, c.settings()));
    return "Read on split "
        + reading.split().id()
        + "; accuracy, balanced accuracy, macro F1 and ECE are those of the "
        + reading.checkpoint().id()
        + " epoch, what became of labels that of the last; minutes are those of a cell's training,"
        + " without validation. Figures are means over seeds; in square"
        + " brackets the 95 % interval of the mean by Student's t from three seeds on, or over samples"
        + " (bootstrap) where there is one seed. Of two seeds min and max are given: they are no"
        + " interval."
        + (flattered
            ? " The best epoch was chosen on the very samples it is read on: for information only."
            : "")
        + note;
  }

  /**
   * All of it for programs (docs/formats/json.md).
   *
   * @param to the experiment's folder
   */
  public Map<String, Object> document(Path to) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("to", to.toString());
    document.put("cells", cells().stream().map(Results::typed).toList());
    document.put("summary", groups().stream().map(Results::typed).toList());
    document.put("differences", differences().stream().map(Results::typed).toList());
    return document;
  }

  /** Figures as numbers; what does not apply is null. */
  private static Map<String, @Nullable Object> typed(Map<String, String> row) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    row.forEach((column, cell) -> values.put(column, typed(cell)));
    return values;
  }

  private static @Nullable Object typed(String cell) {
    if (cell.isEmpty()) {
      return null;
    }
    if (cell.matches("-?\\d{1,18}")) {
      return Long.valueOf(cell);
    }
    return cell.matches("-?\\d+(\\.\\d+)?(e[+-]?\\d+)?") ? (Object) Double.valueOf(cell) : cell;
  }
}
