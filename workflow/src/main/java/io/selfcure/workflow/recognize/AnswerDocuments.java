package io.selfcure.workflow.recognize;

import io.selfcure.core.data.Box;
import io.selfcure.recognition.Recognition;
import io.selfcure.recognition.RecognizedFace;
import io.selfcure.vision.face.Landmarks;
import io.selfcure.vision.face.Point;
import io.selfcure.vision.face.Quality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers for programs: plain maps (docs/formats/recognition.md). */
public final class AnswerDocuments {

  private static final double PROBABILITY_PARTS = 1e6;
  private static final double PIXEL_PARTS = 10;
  private static final double MILLI_PARTS = 1e3;

  private AnswerDocuments() {}

  /**
   * A picture.
   *
   * @param top classes told for each face, the most probable first; 0: all, in the model's order
   */
  public static Map<String, @Nullable Object> picture(
      ModelFacts model, PictureAnswer answer, int top) {
    Map<String, @Nullable Object> d = head(model, answer.input());
    Recognition r = answer.recognition();
    d.put("image", Map.of("width", r.width(), "height", r.height()));
    if (answer.moving()) {
      d.put("frame", answer.frame());
      d.put("timestamp_s", rounded(answer.seconds(), MILLI_PARTS));
    }
    List<Object> faces = new ArrayList<>();
    for (int f = 0; f < r.faces().size(); f++) {
      Map<String, @Nullable Object> face = face(r.faces().get(f), top);
      face.put("face_id", answer.ids().get(f));
      faces.add(face);
    }
    d.put("faces", faces);
    if (!r.reason().isEmpty()) {
      d.put("reason", r.reason());
    }
    Map<String, Object> timing = new LinkedHashMap<>();
    timing.put("find", rounded(r.findMillis(), MILLI_PARTS));
    timing.put("score", rounded(r.scoreMillis(), MILLI_PARTS));
    d.put("timing_ms", timing);
    return d;
  }

  /** An input that could not be used. */
  public static Map<String, @Nullable Object> failure(
      ModelFacts model, String input, String problem) {
    Map<String, @Nullable Object> d = head(model, input);
    d.put("problem", problem);
    return d;
  }

  private static Map<String, @Nullable Object> head(ModelFacts model, String input) {
    Map<String, @Nullable Object> d = new LinkedHashMap<>();
    d.put("input", input);
    d.put("model", model.name());
    d.put("model_sha256", model.sha256());
    d.put("labels", model.labels().names());
    return d;
  }

  private static Map<String, @Nullable Object> face(RecognizedFace face, int top) {
    Map<String, @Nullable Object> d = new LinkedHashMap<>();
    Box b = face.box();
    Map<String, Object> region = new LinkedHashMap<>();
    region.put("x", rounded(b.x(), PIXEL_PARTS));
    region.put("y", rounded(b.y(), PIXEL_PARTS));
    region.put("w", rounded(b.width(), PIXEL_PARTS));
    region.put("h", rounded(b.height(), PIXEL_PARTS));
    d.put("region", region);
    d.put("face_confidence", probability(face.score()));
    d.put("landmarks", landmarks(face.landmarks()));
    d.put("dominant_emotion", face.label());
    d.put("confidence", probability(face.confidence()));
    d.put("weight", face.weight().isPresent() ? probability(face.weight().getAsDouble()) : null);
    d.put("abstained", face.abstained());
    Quality quality = face.quality();
    d.put("quality", quality == null ? null : probability(quality.score()));
    d.put("emotion", emotions(face, top));
    return d;
  }

  private static Map<String, Object> emotions(RecognizedFace face, int top) {
    List<Integer> order = new ArrayList<>(face.ranking());
    if (top == 0) {
      order.sort(null);
    }
    Map<String, Object> d = new LinkedHashMap<>();
    for (int c : top == 0 ? order : order.subList(0, Math.min(top, order.size()))) {
      d.put(face.labels().name(c), probability(face.probabilities()[c]));
    }
    return d;
  }

  private static @Nullable Map<String, Object> landmarks(@Nullable Landmarks marks) {
    if (marks == null) {
      return null;
    }
    Map<String, Object> d = new LinkedHashMap<>();
    d.put("right_eye", place(marks.rightEye()));
    d.put("left_eye", place(marks.leftEye()));
    d.put("nose", place(marks.nose()));
    if (marks.mouth().size() == 1) {
      d.put("mouth", place(marks.mouth().get(0)));
    } else {
      d.put("mouth_right", place(marks.mouth().get(0)));
      d.put("mouth_left", place(marks.mouth().get(1)));
    }
    return d;
  }

  private static List<Double> place(Point p) {
    return List.of(rounded(p.x(), PIXEL_PARTS), rounded(p.y(), PIXEL_PARTS));
  }

  private static double probability(double value) {
    return rounded(value, PROBABILITY_PARTS);
  }

  private static double rounded(double value, double parts) {
    return Math.rint(value * parts) / parts;
  }
}
