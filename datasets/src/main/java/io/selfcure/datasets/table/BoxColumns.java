package io.selfcure.datasets.table;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.CellTexts;
import io.selfcure.core.data.Lines;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The four columns that say where a face is, by their names.
 *
 * @param at left, top, then right and bottom or width and height
 * @param corners whether the last two are the right and bottom edge
 */
record BoxColumns(List<Integer> at, boolean corners) {

  private static final List<List<String>> CORNERS =
      List.of(
          List.of("left", "top", "right", "bottom"),
          List.of("xmin", "ymin", "xmax", "ymax"),
          List.of("x_min", "y_min", "x_max", "y_max"),
          List.of("x1", "y1", "x2", "y2"));
  private static final List<List<String>> SIZES =
      List.of(
          List.of("x", "y", "width", "height"),
          List.of("x", "y", "w", "h"),
          List.of("left", "top", "width", "height"),
          List.of("left", "top", "w", "h"));
  private static final List<String> PREFIXES =
      List.of("", "face_", "box_", "bbox_", "face_box_", "face_bbox_");

  /** Copies the places. */
  BoxColumns {
    at = List.copyOf(at);
  }

  /** The columns of a header, null where there are none. */
  static @Nullable BoxColumns of(TableHeader header) {
    for (boolean corners : new boolean[] {true, false}) {
      for (List<String> names : corners ? CORNERS : SIZES) {
        for (String prefix : PREFIXES) {
          List<Integer> at = names.stream().map(n -> header.find(prefix + n)).toList();
          if (at.stream().allMatch(c -> c >= 0)) {
            return new BoxColumns(at, corners);
          }
        }
      }
    }
    return null;
  }

  /**
   * A row's box; null where all four cells are empty.
   *
   * @throws io.selfcure.core.error.DataException when it has no size, or a cell is no number
   */
  @Nullable Box read(List<String> cells, String place) {
    List<String> texts = at.stream().map(c -> CellTexts.value(cells.get(c))).toList();
    if (texts.stream().allMatch(String::isEmpty)) {
      return null;
    }
    double[] v = texts.stream().mapToDouble(t -> Lines.number(t, place)).toArray();
    return Gathering.box(
        place, v[0], v[1], corners ? v[2] - v[0] : v[2], corners ? v[3] - v[1] : v[3]);
  }
}
