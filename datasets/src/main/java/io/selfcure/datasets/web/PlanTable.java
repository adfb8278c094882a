package io.selfcure.datasets.web;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.error.DataException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A plan that was read, asked for the row of a video's file. */
final class PlanTable {

  /** How yt-dlp ends names by default: {@code Title [identifier].mp4}. */
  private static final Pattern BRACKETS = Pattern.compile("(?s).*\\[([^\\[\\]]+)\\]");

  private final Map<String, Map<String, String>> byVideo = new HashMap<>();
  private final Map<String, Map<String, String>> byFile = new HashMap<>();

  private PlanTable() {}

  /**
   * Reads a plan.
   *
   * @throws DataException when it is damaged, or names a video or file twice
   */
  static PlanTable read(Path file) {
    PlanTable plan = new PlanTable();
    RowTable.read(file, PlannedVideo.COLUMNS.subList(0, 4), plan::add);
    if (plan.byVideo.isEmpty()) {
      throw new DataException(
          file.toString(), "has no video", "make it with {command webemotion plan}");
    }
    return plan;
  }

  private void add(String place, Map<String, String> row) {
    String video = row.getOrDefault("video", "");
    String file = row.getOrDefault("file", "");
    if (video.isEmpty()) {
      throw new DataException(place, "names no video", "write the plan again");
    }
    Queries.requireClass(place, row.getOrDefault("class", ""));
    if (byVideo.put(video, row) != null) {
      throw twice(place, video);
    }
    if (!file.isEmpty() && byFile.put(file, row) != null) {
      throw twice(place, file);
    }
  }

  private static DataException twice(String place, String name) {
    return new DataException(place, "names " + CsvInput.shown(name) + " again", "name each once");
  }

  /**
   * The row of a video's file: the one that names it as its {@code file}, else the one whose
   * identifier is the file's name without its end, or stands in brackets before it; null for none.
   */
  @Nullable Map<String, String> find(String path) {
    Map<String, String> named = byFile.get(path);
    if (named != null) {
      return named;
    }
    String stem = path.substring(path.lastIndexOf('/') + 1).replaceFirst("(?s)\\.[^.]*$", "");
    Map<String, String> whole = byVideo.get(stem);
    if (whole != null) {
      return whole;
    }
    Matcher brackets = BRACKETS.matcher(stem);
    return brackets.matches() ? byVideo.get(brackets.group(1)) : null;
  }
}
