package io.selfcure.datasets.table;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Expressions;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Request;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table are for what; places are -1 where there is no such column.
 *
 * @param annotator says who judged, a row each
 * @param face numbers the faces of a picture
 * @param judges columns of one judge each
 * @param votes columns of one class each
 * @param voteNames the class of each
 * @param kept columns kept as attributes, by name
 */
record TableColumns(
    int path,
    int label,
    int truth,
    int split,
    int subject,
    int annotator,
    int face,
    @Nullable BoxColumns box,
    List<Integer> judges,
    List<Integer> votes,
    List<String> voteNames,
    Map<String, Integer> kept) {

  /** The name of Roboflow's tables: every column but the picture's is a class. */
  static final String CLASSES = "_classes.csv";

  static final List<String> PATH =
      List.of(
          "path",
          "file_name",
          "filename",
          "file",
          "image",
          "image_path",
          "image_name",
          "img",
          "img_path",
          "filepath",
          "file_path",
          "picture",
          "pth");
  static final List<String> LABEL =
      List.of(
          "label", "labels", "class", "class_name", "emotion", "expression", "choice", "category");
  private static final List<String> SPLIT = List.of("split", "usage", "subset");
  private static final List<String> SUBJECT =
      List.of("subject", "subject_id", "person", "person_id", "identity");
  private static final List<String> ANNOTATOR =
      List.of(
          "annotator",
          "annotator_id",
          "rater",
          "rater_id",
          "coder",
          "coder_id",
          "worker",
          "worker_id",
          "workerid",
          "labeler",
          "labeller",
          "judge",
          "completed_by");
  private static final List<String> FACE =
      List.of("face", "face_id", "face_no", "face_number", "face_index");
  private static final Pattern JUDGE =
      Pattern.compile(
          "(rater|annotator|coder|worker|judge|labell?er|label|annotation)_?(\\d{1,4}|[a-z])");
  private static final Pattern VOTE =
      Pattern.compile("(?i)(?:votes?|prob|probability|count)[ _.-]+(.+)");
  private static final Pattern MAY_BE_LABEL =
      Pattern.compile(
          "label|emotion|expression|categor|^class(_name)?(_|\\d|$)|choice|rater|rating|annotat(?!ion_id)|coder"
              + "|judge|vote|^truth|ground_truth|^gt(_|$)|^target$");
  private static final Pattern PICTURE = Pattern.compile("(?i).*\\.(jpe?g|png|bmp|tiff?|webp|gif)");

  /** Copies the lists. */
  TableColumns {
    judges = List.copyOf(judges);
    votes = List.copyOf(votes);
    voteNames = List.copyOf(voteNames);
    kept = Map.copyOf(kept);
  }

  /**
   * The columns of a table.
   *
   * @param file its name
   * @throws DataException when it names no picture, or no label, or leaves open which
   */
  static TableColumns of(TableHeader header, String file, Request request) {
    Map<String, Integer> kept = new LinkedHashMap<>();
    for (String name : names(request.option("keep-columns", ""))) {
      kept.put(name, header.use(header.required(name)));
    }
    int path = header.column("path-column", PATH);
    if (path < 0) {
      throw noPath(header);
    }
    boolean classes = file.equals(CLASSES);
    int label = classes ? -1 : header.column("label-column", LABEL);
    int truth = header.column("true-label-column", List.of("true_label"));
    int split = header.column("split-column", SPLIT);
    int subject = header.column("subject-column", SUBJECT);
    int annotator = header.column("annotator-column", ANNOTATOR);
    int face = header.column("face-column", FACE);
    BoxColumns box = classes ? null : BoxColumns.of(header);
    if (box != null) {
      box.at().forEach(header::use);
    }
    List<Integer> judges = judges(header, request, label);
    List<Integer> votes = judges.isEmpty() ? votes(header, request, classes, label) : List.of();
    if (label < 0 && judges.isEmpty() && votes.isEmpty()) {
      throw header.missing(
          "label",
          "name it with {label-column}, or the columns of votes with {vote-columns} or"
              + " {annotator-columns}");
    }
    noteUnused(header, judges, votes);
    List<String> voteNames = votes.stream().map(c -> voteName(header.names().get(c))).toList();
    return new TableColumns(
        path, label, truth, split, subject, annotator, face, box, judges, votes, voteNames, kept);
  }

  /** Says which columns may hold labels, too: whoever meant one of them must not find out later. */
  private static void noteUnused(TableHeader header, List<Integer> judges, List<Integer> votes) {
    List<Integer> left =
        header.unused().stream()
            .filter(c -> !judges.contains(c) && !votes.contains(c))
            .filter(c -> MAY_BE_LABEL.matcher(TableHeader.plain(header.names().get(c))).find())
            .toList();
    if (!left.isEmpty()) {
      header
          .notes()
          .add(
              "not used, but named like labels or those who judge: columns "
                  + Wording.value(shown(header, left))
                  + "; say what they are, as in {command import csv: label-column annotator-columns"
                  + " vote-columns}, or keep them with {command import csv: keep-columns}");
    }
  }

  private static DataException noPath(TableHeader header) {
    boolean headless = header.names().stream().anyMatch(n -> PICTURE.matcher(n).matches());
    return headless
        ? new DataException(
            "{columns}",
            "its first line is a row, not a header: " + header.all(),
            "name the columns, as in {columns=path,label}")
        : header.missing("path", "name the column of pictures with {path-column}");
  }

  private static List<String> names(String option) {
    return Arrays.stream(option.split(",", -1))
        .map(String::strip)
        .filter(n -> !n.isEmpty())
        .toList();
  }

  private static List<Integer> judges(TableHeader header, Request request, int label) {
    String named = request.option("annotator-columns");
    if (named != null) {
      return chosen(header, named);
    }
    List<Integer> judges =
        header.unused().stream()
            .filter(c -> JUDGE.matcher(TableHeader.plain(header.names().get(c))).matches())
            .toList();
    if (label >= 0 || judges.size() < 2) {
      return List.of();
    }
    header.notes().add("a judge each: columns " + Wording.value(shown(header, judges)));
    return judges;
  }

  private static List<Integer> votes(
      TableHeader header, Request request, boolean classes, int label) {
    String named = request.option("vote-columns");
    if (named != null) {
      return chosen(header, named);
    }
    List<Integer> unused = header.unused();
    List<Integer> marked =
        classes
            ? unused
            : unused.stream().filter(c -> VOTE.matcher(header.names().get(c)).matches()).toList();
    if (marked.size() < 2 && label < 0) {
      List<Integer> expressions =
          unused.stream().filter(c -> isExpression(header.names().get(c))).toList();
      if (expressions.size() >= 2 && expressions.size() < unused.size()) {
        throw header.missing(
            "label",
            "say which columns are classes with {vote-columns}, or which is the label with"
                + " {label-column}");
      }
      marked = expressions;
    }
    if (marked.size() < 2) {
      return List.of();
    }
    header.notes().add("a class each: columns " + Wording.value(shown(header, marked)));
    return marked;
  }

  private static boolean isExpression(String name) {
    return LabelSet.FERPLUS8.indexOf(Expressions.meaning(name)) >= 0;
  }

  private static String shown(TableHeader header, List<Integer> columns) {
    return String.join(
        ", ", columns.stream().limit(20).map(c -> CsvInput.shown(header.names().get(c))).toList());
  }

  /** Columns by their names, or all that begin with what stands before an asterisk. */
  private static List<Integer> chosen(TableHeader header, String named) {
    List<Integer> chosen =
        named.endsWith("*")
            ? IntStream.range(0, header.names().size())
                .filter(
                    c ->
                        TableHeader.plain(header.names().get(c))
                            .startsWith(TableHeader.plain(named.substring(0, named.length() - 1))))
                .boxed()
                .toList()
            : names(named).stream().map(header::required).toList();
    if (chosen.size() < 2) {
      throw header.missing(named, "name two columns or more, with commas between them");
    }
    chosen.forEach(header::use);
    return chosen;
  }

  private static String voteName(String column) {
    Matcher m = VOTE.matcher(column.strip());
    return m.matches() ? m.group(1).strip() : column.strip();
  }
}
