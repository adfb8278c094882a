package io.selfcure.datasets.table;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.TableRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Any CSV table whose rows name a picture and its label; also with several rows, votes or faces a
 * picture.
 */
public final class TableImporter implements Importer {

  static final SetInfo.Option ROOT =
      new SetInfo.Option("root", "DIR", "Where paths start. Default: the table's directory.");
  static final SetInfo.Option STRIP =
      new SetInfo.Option(
          "strip-prefix", "TEXT", "What is taken off the beginning of paths. Default: nothing.");
  static final SetInfo.Option RULE =
      new SetInfo.Option(
          "label-rule",
          "RULE",
          "How votes become a label: majority (more than half), plurality (more than any other; both"
              + " leave out what they do not decide) or soft (of equals the first; for training on"
              + " shares). Default: the label column's, else majority.",
          VoteRule.ids());
  static final SetInfo.Option CLASSES =
      new SetInfo.Option(
          ClassChoice.SETTING,
          "PAIRS",
          "What labels stand for, as in 0=neutral,1=happiness; or 'numbers' to name classes by their"
              + " numbers. Default: labels are names.");

  private static final List<SetInfo.Option> OPTIONS =
      List.of(
          ROOT,
          STRIP,
          new SetInfo.Option(
              "separator",
              "C",
              "What stands between cells: a character, tab or blank. Default: by the header, a comma,"
                  + " semicolon or tab."),
          new SetInfo.Option(
              "encoding",
              "NAME",
              "What the table is encoded in, such as windows-1252. Default: utf-8, or what its byte"
                  + " order mark tells."),
          new SetInfo.Option(
              "columns", "NAMES", "The columns of a table without header, as in path,label."),
          CLASSES,
          RULE,
          new SetInfo.Option(
              "path-column", "NAME", "The picture's path. Default: path, file_name, image, ..."),
          new SetInfo.Option(
              "label-column", "NAME", "The given label. Default: label, class, emotion, ..."),
          new SetInfo.Option(
              "true-label-column", "NAME", "The true label. Default: true_label, if there is one."),
          new SetInfo.Option(
              "split-column", "NAME", "train, valid or test. Default: split, if there is one."),
          new SetInfo.Option(
              "subject-column", "NAME", "Person or film. Default: subject, if there is one."),
          new SetInfo.Option(
              "annotator-column",
              "NAME",
              "Who judged, where there is a row for each. Default: annotator, rater, ..."),
          new SetInfo.Option(
              "annotator-columns",
              "NAMES",
              "A column for each who judged, with commas between them. Default: rater1, rater2, ..."),
          new SetInfo.Option(
              "vote-columns",
              "NAMES",
              "A column of votes or probabilities for each class, with commas, or as votes_*. Default:"
                  + " votes_*, or expressions where there is no label."),
          new SetInfo.Option(
              "face-column",
              "NAME",
              "Which of a picture's faces is meant. Default: face, if there is one."),
          new SetInfo.Option(
              "keep-columns", "NAMES", "Columns to keep as attributes, with commas between them."));

  @Override
  public SetInfo info() {
    return new SetInfo(
        "csv",
        "",
        "a table (CSV, or a JSON object a line) whose rows name a picture file and its label; votes, boxes (left,top,right,bottom or"
            + " x,y,width,height), subjects and splits are taken by their columns' names",
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
    if (!place.fileName().toLowerCase(Locale.ROOT).matches(".*\\.(csv|tsv|jsonl|ndjson)")) {
      return null;
    }
    try (TableRows csv = TableRows.open(place.from(), CsvLayout.ANYONES)) {
      TableHeader header = new TableHeader("", csv.header(), new Request(place.from()));
      TableColumns found = TableColumns.of(header, place.fileName(), new Request(place.from()));
      return "has columns of pictures and labels: "
          + CsvInput.shown(csv.header().get(found.path()))
          + ", "
          + CsvInput.shown(
              found.label() < 0 ? found.voteNames().toString() : csv.header().get(found.label()));
    } catch (DataException e) {
      return null;
    }
  }

  @Override
  public Reading open(Request request) {
    Path file = request.from();
    if (!Files.isRegularFile(file)) {
      throw new DataException(file.toString(), "is not a file", "give the path of a CSV table");
    }
    requireText(file);
    Path root = root(request, file.resolveSibling(""));
    TableReader table =
        new TableReader(file, request, new PictureNames(root, request.option("strip-prefix", "")));
    Gathering rows = table.read(null);
    Gathering.Samples samples = samples(request, file, rows);
    List<String> notes = new ArrayList<>(table.notes());
    notes.addAll(samples.notes());
    notes.addAll(UnnamedPictures.notes(root, rows.paths()));
    return reading(request, root, samples, notes);
  }

  /** What rows say, as an opened data set. */
  static Reading reading(
      Request request, Path root, Gathering.Samples samples, List<String> notes) {
    return new Reading(
            samples.labels(), root, null, Expected.NOTHING, settings(request), samples.each())
        .noting(notes);
  }

  /** Refuses tables in formats that are not text, by name. */
  private static void requireText(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.matches(".*\\.(xlsx?|ods|numbers)")) {
      throw new DataException(
          file.toString(), "is a spreadsheet's own format", "save it as 'CSV UTF-8'");
    }
    if (name.endsWith(".json")) {
      throw new DataException(
          file.toString(),
          "is a JSON file, not a table",
          "import what Label Studio exported with {command import label-studio}, or write a table");
    }
  }

  /** Where paths start. */
  static Path root(Request request, Path usual) {
    String option = request.option("root");
    Path root = (option == null ? usual : Path.of(option)).toAbsolutePath().normalize();
    if (!Files.isDirectory(root)) {
      throw new DataException("{root}", root + " is not a directory", "name where paths start");
    }
    return root;
  }

  static Gathering.Samples samples(Request request, Path from, Gathering rows) {
    String rule = request.option("label-rule");
    return rows.samples(
        from.toString(),
        ClassChoice.of(request.option(ClassChoice.SETTING)),
        rule == null ? null : VoteRule.valueOf(rule.toUpperCase(Locale.ROOT)));
  }

  /** What the card is to say of the choices made. */
  private static Map<String, String> settings(Request request) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String name : List.of("label-rule", ClassChoice.SETTING)) {
      String value = request.option(name);
      if (value != null) {
        settings.put(name, value);
      }
    }
    return settings;
  }
}
