package io.selfcure.datasets.web;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.CsvInput;
import io.selfcure.core.error.DataException;
import io.selfcure.vision.face.Face;
import io.selfcure.vision.face.Landmarks;
import io.selfcure.vision.face.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A frame of a clip, with all that is needed to cut its face out again: a row of {@code frames.csv}
 * (docs/formats/webemotion.md).
 *
 * @param video path below the folder of videos, with '/'
 * @param clip counts the video's clips in the order of their beginnings, from 1
 * @param track the face that is followed, counts through the video, from 1
 * @param start when the clip begins, seconds after the video's first frame
 * @param end when it ends
 * @param file the picture, below the folder of clips, with '/'
 * @param seconds when the frame is shown
 * @param quality what the face is worth, 0 to 1
 * @param face where it is, in pixels of the frame as it is shown
 * @param width of the frame
 * @param height of the frame
 */
record KeptFrame(
    String video,
    int clip,
    int track,
    double start,
    double end,
    String file,
    double seconds,
    double quality,
    Face face,
    int width,
    int height) {

  static final List<String> COLUMNS =
      List.of(
          "video",
          "clip",
          "track",
          "start",
          "end",
          "file",
          "time",
          "quality",
          "score",
          "box",
          "landmarks",
          "frame");

  private static final int MOST = 1_000_000;
  private static final int BOX = 4;

  /** The same as part of another clip and in another file. */
  KeptFrame in(int number, String path) {
    return new KeptFrame(
        video, number, track, start, end, path, seconds, quality, face, width, height);
  }

  /** The cells in the order of the columns; what is cut by is written in full. */
  List<String> row() {
    Box b = face.box();
    List<String> marks = new ArrayList<>();
    Landmarks landmarks = face.landmarks();
    if (landmarks != null) {
      landmarks.points().forEach(p -> marks.add(p.x() + " " + p.y()));
    }
    return List.of(
        video,
        Integer.toString(clip),
        Integer.toString(track),
        time(start),
        time(end),
        file,
        String.format(Locale.ROOT, "%.6f", seconds),
        String.format(Locale.ROOT, "%.4f", quality),
        String.format(Locale.ROOT, "%.4f", face.score()),
        b.x() + " " + b.y() + " " + b.width() + " " + b.height(),
        String.join(" ", marks),
        width + "x" + height);
  }

  /** What a data set says of the frame besides its label, by name; a new map. */
  Map<String, Object> said() {
    Map<String, Object> says = new LinkedHashMap<>();
    says.put("clip", clip);
    says.put("start", start);
    says.put("end", end);
    says.put("time", seconds);
    says.put("quality", quality);
    return says;
  }

  static String time(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  /**
   * A row that was read.
   *
   * @throws DataException when a cell is missing or out of range
   */
  static KeptFrame of(String place, Map<String, String> row) {
    String video = row.getOrDefault("video", "");
    String[] frame = row.getOrDefault("frame", "").split("x", -1);
    List<Double> box = numbers(place, row, "box");
    if (video.isEmpty() || frame.length != 2 || box.size() != BOX) {
      throw wrong(
          place, "has no video, frame or box", "video, a frame such as 640x360, four numbers");
    }
    double width = box.get(2);
    double height = box.get(3);
    double score = number(place, row.getOrDefault("score", ""), "score");
    double start = number(place, row.getOrDefault("start", ""), "start");
    double end = number(place, row.getOrDefault("end", ""), "end");
    double seconds = number(place, row.getOrDefault("time", ""), "time");
    if (!(width > 0 && height > 0 && score >= 0 && score <= 1)) {
      throw wrong(place, "has a box or score that no face has", "a box above 0, a score of 0 to 1");
    }
    if (!(start >= 0 && end >= start && seconds >= start && seconds <= end + 1)) {
      throw wrong(place, "has times that do not follow each other", "start, time and end in order");
    }
    Box at =
        new Box(box.get(0).floatValue(), box.get(1).floatValue(), (float) width, (float) height);
    return new KeptFrame(
        video,
        count(place, row.getOrDefault("clip", ""), "clip"),
        count(place, row.getOrDefault("track", ""), "track"),
        start,
        end,
        row.getOrDefault("file", ""),
        seconds,
        number(place, row.getOrDefault("quality", ""), "quality"),
        new Face(at, score, landmarks(place, numbers(place, row, "landmarks"))),
        count(place, frame[0], "frame"),
        count(place, frame[1], "frame"));
  }

  private static Landmarks landmarks(String place, List<Double> n) {
    if (n.size() != 8 && n.size() != 10) {
      throw wrong(place, "has " + n.size() + " numbers as landmarks", "eight or ten");
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < n.size(); i += 2) {
      points.add(new Point(n.get(i), n.get(i + 1)));
    }
    return new Landmarks(
        points.get(0), points.get(1), points.get(2), points.subList(3, points.size()));
  }

  private static List<Double> numbers(String place, Map<String, String> row, String column) {
    String cell = row.getOrDefault(column, "").strip();
    List<Double> numbers = new ArrayList<>();
    if (!cell.isEmpty()) {
      for (String part : cell.split(" +", -1)) {
        numbers.add(number(place, part, column));
      }
    }
    return numbers;
  }

  private static double number(String place, String cell, String column) {
    try {
      double value = Double.parseDouble(cell);
      if (Math.abs(value) <= MOST) { // false for what is no number
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw wrong(place, "has " + CsvInput.shown(cell) + " as " + column, "a number");
  }

  private static int count(String place, String cell, String column) {
    double value = number(place, cell, column);
    if (value < 1 || value != Math.rint(value)) {
      throw wrong(place, "has " + CsvInput.shown(cell) + " as " + column, "a number from 1 on");
    }
    return (int) value;
  }

  private static DataException wrong(String place, String problem, String expected) {
    return new DataException(
        place, problem + ", expected: " + expected, "give the frames.csv that 'clips' wrote");
  }
}
