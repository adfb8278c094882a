package io.selfcure.datasets.official;

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

/** AffectNet with an array a picture and annotation: {@code annotations/0_exp.npy} and others. */
final class AffectNetArrays {

  private static final int POINTS = 68;

  private AffectNetArrays() {}

  static void each(Path root, Path base, Sink sink) {
    each(root, base.resolve("train_set"), Split.TRAIN, sink);
    for (String name : List.of("val_set", "validation_set")) {
      if (Files.isDirectory(base.resolve(name))) {
        each(root, base.resolve(name), Split.VALID, sink);
      }
    }
  }

  private static void each(Path root, Path set, Split split, Sink sink) {
    Path annotations = set.resolve("annotations");
    Walk.files(
        root,
        set.resolve("images"),
        sink,
        path -> {
          String name = path.substring(path.lastIndexOf('/') + 1);
          String stem = name.substring(0, Math.max(0, name.lastIndexOf('.')));
          Path expression = annotations.resolve(stem + "_exp.npy");
          if (Files.isRegularFile(expression)) {
            take(path, annotations, stem, split, sink);
          } else {
            sink.skip(path, "has no annotations/" + stem + "_exp.npy");
          }
        });
  }

  /** A damaged array costs its picture, not the import: there is one file for each. */
  private static void take(String path, Path annotations, String stem, Split split, Sink sink) {
    try {
      int code = code(annotations.resolve(stem + "_exp.npy"));
      Map<String, Object> says = new LinkedHashMap<>();
      Path valence = annotations.resolve(stem + "_val.npy");
      Path arousal = annotations.resolve(stem + "_aro.npy");
      if (Files.isRegularFile(valence) && Files.isRegularFile(arousal)) {
        says.put("valence", one(valence));
        says.put("arousal", one(arousal));
      }
      Path landmarks = annotations.resolve(stem + "_lnd.npy");
      if (Files.isRegularFile(landmarks)) {
        says.put("landmarks", Landmarks.pairs(Npy.read(landmarks), POINTS, landmarks.toString()));
      }
      sink.take(Item.of(path, code).in(split).saying(says));
    } catch (DataException e) {
      sink.skip(path, "an annotation " + e.problem());
    }
  }

  private static int code(Path file) {
    double code = one(file);
    if (code != Math.rint(code) || code < 0 || code >= LabelMap.AFFECTNET8.size()) {
      throw new DataException(
          file.toString(),
          "has the expression " + code + ", expected 0 (neutral) to 7 (contempt)",
          "compare it with your copy of AffectNet, or leave the picture out");
    }
    return (int) code;
  }

  private static double one(Path file) {
    double[] values = Npy.read(file);
    if (values.length != 1 || !Double.isFinite(values[0])) {
      throw new DataException(
          file.toString(),
          "has " + values.length + " values, expected one",
          "give one number a picture, as AffectNet does");
    }
    return values[0];
  }
}
