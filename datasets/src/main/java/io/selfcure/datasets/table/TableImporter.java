package io.selfcure.datasets.table;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Sink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Any CSV table with a header whose rows name a picture and its label. */
public final class TableImporter implements Importer {

  private static final List<SetInfo.Option> OPTIONS =
      List.of(
          new SetInfo.Option("root", "DIR", "Where paths start. Default: the table's directory."),
          new SetInfo.Option(
              "separator", "C", "What stands between cells. Default: a comma; or tab."),
          new SetInfo.Option("path-column", "NAME", "The picture's path. Default: path."),
          new SetInfo.Option("label-column", "NAME", "The given label. Default: label."),
          new SetInfo.Option(
              "true-label-column", "NAME", "The true label. Default: true_label, if there is one."),
          new SetInfo.Option(
              "split-column", "NAME", "train, valid or test. Default: split, if there is one."),
          new SetInfo.Option(
              "subject-column", "NAME", "Person or film. Default: subject, if there is one."),
          new SetInfo.Option(
              "keep-columns", "NAMES", "Columns to keep as attributes, with commas between them."));

  @Override
  public SetInfo info() {
    return new SetInfo(
        "csv",
        "",
        "a table with a header whose rows name a picture file and its label",
        "your own",
        "the owner's",
        OPTIONS);
  }

  @Override
  public boolean takesAnything() {
    return true;
  }

  @Override
  public @Nullable String recognise(Clues place) {
    if (!place.fileName().toLowerCase(Locale.ROOT).endsWith(".csv")) {
      return null;
    }
    try (CsvInput csv = new CsvInput(place.from())) {
      return csv.has("path") && csv.has("label") ? "has the columns path and label" : null;
    } catch (DataException e) {
      return null;
    }
  }

  /**
   * The columns' places, -1 for those there are not.
   *
   * @param kept columns kept as attributes, by name
   */
  private record Columns(
      int path, int label, int truth, int split, int subject, Map<String, Integer> kept) {}

  @Override
  public Reading open(Request request) {
    Path file = request.from();
    String rootOption = request.option("root");
    Path root =
        rootOption == null
            ? file.resolveSibling("").toAbsolutePath().normalize()
            : Path.of(rootOption).toAbsolutePath().normalize();
    if (!Files.isDirectory(root)) {
      throw new DataException("{root}", root + " is no directory", "name where paths start");
    }
    CsvLayout layout = CsvLayout.STANDARD.separatedBy(separator(request.option("separator", ",")));
    LabelSet labels = labels(file, layout, request);
    return new Reading(
        labels,
        root,
        null,
        Expected.NOTHING,
        Map.of(),
        sink -> each(file, layout, request, labels, sink));
  }

  private static char separator(String option) {
    if (option.equalsIgnoreCase("tab") || option.equals("\\t")) {
      return '\t';
    }
    if (option.length() != 1 || option.matches("[\"\r\n]")) {
      throw new DataException(
          "{separator}", CsvInput.shown(option) + " is no single character", "give ; or tab");
    }
    return option.charAt(0);
  }

  private static Columns columns(CsvInput csv, Request request) {
    Map<String, Integer> kept = new LinkedHashMap<>();
    for (String name : request.option("keep-columns", "").split(",", -1)) {
      if (!name.isBlank()) {
        kept.put(name.strip(), csv.column(name.strip()));
      }
    }
    return new Columns(
        csv.column(request.option("path-column", "path")),
        csv.column(request.option("label-column", "label")),
        optional(csv, request, "true-label-column", "true_label"),
        optional(csv, request, "split-column", "split"),
        optional(csv, request, "subject-column", "subject"),
        kept);
  }

  private static int optional(CsvInput csv, Request request, String option, String usual) {
    String named = request.option(option);
    return named != null ? csv.column(named) : csv.has(usual) ? csv.column(usual) : -1;
  }

  /** All labels of the table in alphabetical order, numbers by their size. */
  private static LabelSet labels(Path file, CsvLayout layout, Request request) {
    TreeSet<String> names =
        new TreeSet<>(
            Comparator.comparing((String n) -> n.matches("\\d{1,9}") ? Integer.parseInt(n) : -1)
                .thenComparing(Comparator.naturalOrder()));
    try (CsvInput csv = new CsvInput(file, layout)) {
      Columns c = columns(csv, request);
      for (CsvInput.Row row = csv.next(); row != null; row = csv.next()) {
        names.add(className(row, c.label()));
        names.add(className(row, c.truth()));
        if (names.size() > LabelSet.MOST + 1) { // the empty one is none
          throw new DataException(
              row.place(),
              "has another class still; the most is " + LabelSet.MOST,
              "check {label-column}");
        }
      }
    }
    names.remove("");
    try {
      return new LabelSet(new ArrayList<>(names));
    } catch (DataException e) {
      throw new DataException(
          file.toString(), "its labels: " + e.problem(), "check {label-column}", e);
    }
  }

  private static String cell(CsvInput.Row row, int column) {
    return column < 0 ? "" : row.cell(column, Sample.LONGEST_TEXT).strip();
  }

  private static String className(CsvInput.Row row, int column) {
    return column < 0 ? "" : row.cell(column, LabelSet.LONGEST_NAME).strip();
  }

  private static void each(
      Path file, CsvLayout layout, Request request, LabelSet labels, Sink sink) {
    try (CsvInput csv = new CsvInput(file, layout)) {
      Columns c = columns(csv, request);
      for (CsvInput.Row row = csv.next(); row != null; row = csv.next()) {
        take(row, c, labels, sink);
      }
    }
  }

  private static void take(CsvInput.Row row, Columns c, LabelSet labels, Sink sink) {
    String path = row.cell(c.path(), Sample.LONGEST_TEXT).replace('\\', '/');
    if (path.isBlank()) {
      sink.skip(row.place(), "names no picture");
      return;
    }
    Item item = Item.of(path, label(labels, cell(row, c.label())));
    int truth = label(labels, cell(row, c.truth()));
    Item known = truth == Sample.UNKNOWN ? item : item.given(item.sample().label(), truth);
    Map<String, String> says = new LinkedHashMap<>();
    c.kept()
        .forEach(
            (name, column) -> {
              if (!cell(row, column).isEmpty()) {
                says.put(name, cell(row, column));
              }
            });
    Item whole = known.of(cell(row, c.subject())).saying(says);
    sink.take(c.split() < 0 ? whole : whole.in(split(row, c.split())));
  }

  private static int label(LabelSet labels, String name) {
    return name.isEmpty() ? Sample.UNKNOWN : labels.indexOf(name);
  }

  private static Split split(CsvInput.Row row, int column) {
    return switch (cell(row, column).toLowerCase(Locale.ROOT)) {
      case "train", "training" -> Split.TRAIN;
      case "valid", "val", "validation" -> Split.VALID;
      case "test", "testing" -> Split.TEST;
      default ->
          throw new DataException(
              row.place(),
              "has the split " + CsvInput.shown(cell(row, column)),
              "use train, valid or test");
    };
  }
}
