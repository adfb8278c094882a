package io.selfcure.workflow.recognize;

import io.selfcure.core.data.LabelSet;
import io.selfcure.recognition.RecognizedFace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a table of answers: one for each face, and one where there is none. */
final class AnswerRow {

  private static final double PIXELS = 10;
  private static final double PARTS = 1e6;

  private AnswerRow() {}

  /** The names of the columns. */
  static List<String> columns(LabelSet labels) {
    return List.copyOf(blank("", labels).keySet());
  }

  /** The rows of a picture or frame. */
  static List<Map<String, @Nullable Object>> of(
      PictureAnswer answer, LabelSet labels, double smoothing) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    List<RecognizedFace> faces = answer.recognition().faces();
    for (int f = 0; f < faces.size(); f++) {
      Map<String, @Nullable Object> row = start(answer, labels, smoothing);
      put(row, faces.get(f), answer.ids().get(f));
      rows.add(row);
    }
    if (rows.isEmpty()) {
      Map<String, @Nullable Object> row = start(answer, labels, smoothing);
      row.put("problem", answer.recognition().reason());
      rows.add(row);
    }
    return rows;
  }

  /** The row of an input that could not be used. */
  static Map<String, @Nullable Object> failure(String input, String problem, LabelSet labels) {
    Map<String, @Nullable Object> row = blank(input, labels);
    row.put("problem", problem);
    return row;
  }

  private static Map<String, @Nullable Object> start(
      PictureAnswer answer, LabelSet labels, double smoothing) {
    Map<String, @Nullable Object> row = blank(answer.input(), labels);
    row.put("frame", answer.frame());
    row.put("timestamp_s", Math.rint(answer.seconds() * PARTS) / PARTS);
    row.put("smoothing_s", answer.moving() ? smoothing : null);
    return row;
  }

  private static Map<String, @Nullable Object> blank(String input, LabelSet labels) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("input", input);
    row.put("frame", null);
    row.put("timestamp_s", null);
    row.put("face_id", null);
    row.put("success", 0);
    row.put("FaceRectX", null);
    row.put("FaceRectY", null);
    row.put("FaceRectWidth", null);
    row.put("FaceRectHeight", null);
    row.put("FaceScore", null);
    row.put("dominant", null);
    row.put("confidence", null);
    row.put("weight", null);
    labels.names().forEach(name -> row.put(name, null));
    row.put("abstained", null);
    row.put("problem", null);
    row.put("smoothing_s", null);
    return row;
  }

  private static void put(Map<String, @Nullable Object> row, RecognizedFace face, int id) {
    row.put("face_id", id);
    row.put("success", 1);
    row.put("FaceRectX", Math.rint(face.box().x() * PIXELS) / PIXELS);
    row.put("FaceRectY", Math.rint(face.box().y() * PIXELS) / PIXELS);
    row.put("FaceRectWidth", Math.rint(face.box().width() * PIXELS) / PIXELS);
    row.put("FaceRectHeight", Math.rint(face.box().height() * PIXELS) / PIXELS);
    row.put("FaceScore", part(face.score()));
    row.put("dominant", face.label());
    row.put("confidence", part(face.confidence()));
    row.put("weight", face.weight().isPresent() ? part(face.weight().getAsDouble()) : null);
    for (int c = 0; c < face.labels().size(); c++) {
      row.put(face.labels().name(c), part(face.probabilities()[c]));
    }
    row.put("abstained", face.abstained() ? 1 : 0);
  }

  private static double part(double value) {
    return Math.rint(value * PARTS) / PARTS;
  }

  /** A row's cells as a table has them: empty where nothing is known. */
  static List<String> cells(Map<String, @Nullable Object> row) {
    List<String> cells = new ArrayList<>();
    for (Object value : row.values()) {
      cells.add(value == null ? "" : value instanceof Double d ? plain(d) : String.valueOf(value));
    }
    return cells;
  }

  private static String plain(double value) {
    String text = String.format(Locale.ROOT, "%.6f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }
}
