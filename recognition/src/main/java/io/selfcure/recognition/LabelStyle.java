package io.selfcure.recognition;

import io.selfcure.core.data.Expressions;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names and order of classes as other programs have them, so that results can be read by what was
 * written for those.
 */
public enum LabelStyle {
  /** The model's own names and order: FERPlus's eight for the model in the box. */
  FERPLUS,
  /** DeepFace's seven: angry, disgust, fear, happy, sad, surprise, neutral. */
  DEEPFACE,
  /** Py-Feat's seven: anger, disgust, fear, happiness, sadness, surprise, neutral. */
  PYFEAT;

  private static final LabelSet PYFEAT_NAMES =
      LabelSet.of("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral");

  private @Nullable LabelSet names() {
    return switch (this) {
      case FERPLUS -> null;
      case DEEPFACE -> LabelSet.FER2013;
      case PYFEAT -> PYFEAT_NAMES;
    };
  }

  /** Its name as users write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The classes that a model's become.
   *
   * @throws UsageException when the model lacks one of them
   */
  public LabelSet labels(LabelSet model) {
    LabelSet names = names();
    if (names == null) {
      return model;
    }
    List<String> missing =
        names.names().stream().filter(n -> Expressions.indexOf(model, n) < 0).toList();
    if (!missing.isEmpty()) {
      throw new UsageException(
          "{label-style=" + id() + "}",
          "needs classes that the model lacks: "
              + Wording.value(String.join(", ", missing))
              + "; it has "
              + Wording.value(String.join(", ", model.names())),
          "use {label-style=ferplus}, the model's own names");
    }
    return names;
  }

  /**
   * A face in these classes. Classes that the style lacks, such as contempt, are left out and the
   * probabilities of the others scaled to add up to 1; where the left-out ones had all of it, the
   * others share it evenly. Whether the face is abstained from stays as it was judged in the
   * model's own classes.
   *
   * @throws UsageException when the model lacks one of the classes
   */
  RecognizedFace of(RecognizedFace face) {
    if (names() == null) {
      return face;
    }
    LabelSet to = labels(face.labels());
    double[] p = new double[to.size()];
    for (int c = 0; c < p.length; c++) {
      p[c] = face.probabilities()[Expressions.indexOf(face.labels(), to.name(c))];
    }
    double sum = Arrays.stream(p).sum();
    for (int c = 0; c < p.length; c++) {
      p[c] = sum > 0 ? p[c] / sum : 1.0 / p.length;
    }
    return new RecognizedFace(
        face.box(),
        face.score(),
        face.landmarks(),
        to,
        p,
        face.weight(),
        face.quality(),
        face.abstained());
  }
}
