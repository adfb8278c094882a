package io.selfcure.workflow.recognize;

import io.selfcure.core.data.Card;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.recognition.Found;
import io.selfcure.recognition.Recognition;
import io.selfcure.recognition.RecognizedFace;
import io.selfcure.recognition.Recognizer;
import io.selfcure.vision.Picture;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects faces of which the model is unsure into a data set that an audit and a review take: the
 * label given is the model's, to be looked at by people. Nothing is kept of other faces.
 */
final class UnsureFaces implements AutoCloseable {

  /** Below it a face is collected where no threshold was asked for. */
  private static final double UNSURE = 0.5;

  /** An importance weight below it says that training would hardly trust a label of the face. */
  private static final double LOW_WEIGHT = 0.3;

  private final DatasetWriter writer;
  private final Recognizer recognizer;
  private final int size;
  private long count;

  UnsureFaces(Path to, Recognizer recognizer, boolean crops) {
    this.recognizer = recognizer;
    Preprocessing faces = recognizer.description().faces();
    size = faces == null || crops ? recognizer.description().inputSize() : faces.size();
    LabelSet labels = recognizer.description().labels();
    writer = DatasetWriter.packed(to, labels, size, size, 3);
    if (faces != null) {
      writer.preprocessed(faces);
    }
  }

  void take(Input input, Recognition answer, @Nullable Found found, @Nullable Picture picture) {
    for (int f = 0; f < answer.faces().size(); f++) {
      RecognizedFace face = answer.faces().get(f);
      if (unsure(face)) {
        Picture crop = found == null ? picture : found.crops().get(f).picture();
        add(input, face, f + 1, Objects.requireNonNull(crop));
      }
    }
  }

  private boolean unsure(RecognizedFace face) {
    double least = recognizer.options().abstainBelow();
    return face.confidence() < (least > 0 ? least : UNSURE) || face.weight().orElse(1) < LOW_WEIGHT;
  }

  private void add(Input input, RecognizedFace face, int number, Picture crop) {
    String id = ++count + ":" + input.name() + "#" + number;
    Sample sample = Sample.of(id, "", Split.TRAIN, face.top()).withBox(face.box());
    writer.add(sample, crop.resized(size).rgb());
    Map<String, Object> says = new LinkedHashMap<>();
    says.put("source", input.name());
    says.put("confidence", Math.rint(face.confidence() * 1e6) / 1e6);
    face.weight().ifPresent(w -> says.put("weight", Math.rint(w * 1e6) / 1e6));
    writer.describe(id, says);
  }

  /** Gives the data set its name; answers how many faces are in it, and makes none of none. */
  long finish() {
    if (count > 0) {
      writer.finish(
          "unsure faces",
          "pictures that were recognised; see the attributes for each face's source",
          "those of the pictures, and of the people in them",
          List.of(
              Card.step("recognize", "model", recognizer.sha256(), "faces", Long.toString(count))));
    }
    return count;
  }

  @Override
  public void close() {
    writer.close();
  }
}
