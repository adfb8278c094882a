package io.selfcure.datasets.official;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.Lines;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.LabelMap;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * AffectNet's lists: {@code subDirectory_filePath, face_x, face_y, face_width, face_height,
 * facial_landmarks, expression, valence, arousal}, with a header or, in some copies of
 * validation.csv, without. Cells may be {@code NULL}.
 */
final class AffectNetLists {

  private static final String FIRST = "subDirectory_filePath";
  private static final int CELLS = 9;
  private static final int POINTS = 68;

  /** What codes beyond the eight classes mean. */
  private static final List<String> OTHERS = List.of("none", "uncertain", "no face");

  private static final List<String> PICTURES =
      List.of(
          "Manually_Annotated_Images",
          "Manually_Annotated/Manually_Annotated_Images",
          "Manually_Annotated");

  private static final List<String> AUTOMATIC =
      List.of(
          "Automatically_Annotated_Images",
          "Automatically_Annotated/Automatically_Annotated_Images",
          "Automatically_Annotated");

  private AffectNetLists() {}

  /** Whether a file begins like one of the lists. */
  static boolean isList(Path file) {
    try (Lines in = new Lines(file)) {
      String first = in.next();
      return first != null && first.replace("\"", "").strip().startsWith(FIRST);
    } catch (DataException e) {
      return false;
    }
  }

  static void each(Path root, Path list, Split split, Sink sink) {
    if (!Files.isRegularFile(list)) {
      sink.omit(Walk.relative(root, list), "is missing, and with it the split " + split.id());
      sink.note(Walk.name(list) + " is missing: nothing is in the split " + split.id());
      return;
    }
    String pictures =
        pictures(root, Walk.name(list).startsWith("automatically") ? AUTOMATIC : PICTURES);
    try (CsvInput csv = new CsvInput(list, CsvLayout.EXACT.with(CsvLayout.Header.NONE))) {
      for (CsvInput.Row row = csv.next(); row != null; row = csv.next()) {
        String place = row.place();
        List<String> cells = row.cells();
        if (cells.size() != CELLS) {
          throw new DataException(
              place, "has " + cells.size() + " cells, expected " + CELLS, "give the official list");
        }
        if (!cells.get(0).strip().equals(FIRST)) {
          take(pictures, cells, split, place, sink);
        }
      }
    }
  }

  /** The directory that the lists' paths start from, with '/' at its end. */
  private static String pictures(Path root, List<String> places) {
    for (String dir : places) {
      Path base = Walk.base(root, dir);
      if (base != null) {
        return Walk.relative(root, base.resolve(dir)) + "/";
      }
    }
    return "";
  }

  private static void take(
      String pictures, List<String> cells, Split split, String place, Sink sink) {
    if (cells.get(0).isBlank()) {
      sink.skip(place, "names no picture");
      return;
    }
    String path = pictures + cells.get(0).strip();
    int code = code(cells.get(6), place);
    if (code >= LabelMap.AFFECTNET8.size()) {
      sink.omit(path, "expression: " + OTHERS.get(code - LabelMap.AFFECTNET8.size()));
      return;
    }
    Map<String, Object> says = new LinkedHashMap<>();
    double valence = Lines.number(cells.get(7), place);
    double arousal = Lines.number(cells.get(8), place);
    if (Math.abs(valence) <= 1 && Math.abs(arousal) <= 1) { // -2 stands for none
      says.put("valence", valence);
      says.put("arousal", arousal);
    }
    if (known(cells.get(5))) {
      says.put("landmarks", landmarks(cells.get(5), place));
    }
    sink.take(Item.of(path, code).in(split).at(box(cells, place)).saying(says));
  }

  private static int code(String cell, String place) {
    String text = cell.strip();
    int codes = LabelMap.AFFECTNET8.size() + OTHERS.size();
    if (!text.matches("\\d{1,2}") || Integer.parseInt(text) >= codes) {
      throw new DataException(
          place,
          "has the expression "
              + CsvInput.shown(cell)
              + ", expected a code from 0 to "
              + (codes - 1),
          "give the official list");
    }
    return Integer.parseInt(text);
  }

  private static boolean known(String cell) {
    return !cell.isBlank() && !cell.strip().equalsIgnoreCase("NULL");
  }

  private static @Nullable Box box(List<String> cells, String place) {
    if (!cells.subList(1, 5).stream().allMatch(AffectNetLists::known)) {
      return null;
    }
    float width = (float) Lines.number(cells.get(3), place);
    float height = (float) Lines.number(cells.get(4), place);
    return width <= 0 || height <= 0
        ? null
        : new Box(
            (float) Lines.number(cells.get(1), place),
            (float) Lines.number(cells.get(2), place),
            width,
            height);
  }

  private static List<Double> landmarks(String cell, String place) {
    String[] numbers = cell.split(";", -1);
    double[] values = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      values[i] = Lines.number(numbers[i], place);
    }
    return Landmarks.pairs(values, POINTS, place);
  }
}
