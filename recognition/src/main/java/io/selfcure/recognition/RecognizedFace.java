package io.selfcure.recognition;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.LabelSet;
import io.selfcure.vision.face.Landmarks;
import io.selfcure.vision.face.Quality;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a model says of one face.
 *
 * @param box where the face is, in pixels of the picture; it may reach over the picture's border.
 *     The whole picture where it was given as a face
 * @param score how sure the detector is, 0 to 1; 1 where the picture was given as a face
 * @param landmarks places in the face, in pixels of the picture; null where the detector gives none
 *     or the picture was given as a face
 * @param labels the classes, in the order of the probabilities
 * @param probabilities one calibrated probability per class, 0 to 1, adding up to 1
 * @param weight the network's importance weight, 0 to 1: how much it would trust a label of this
 *     face in training; empty where the network has none. The model's description says what it
 *     means
 * @param quality what the crop is worth; null where the picture was given as a face
 * @param abstained whether the confidence is below the threshold that was asked for, so that the
 *     answer should be "unsure"
 */
public record RecognizedFace(
    Box box,
    double score,
    @Nullable Landmarks landmarks,
    LabelSet labels,
    double[] probabilities,
    OptionalDouble weight,
    @Nullable Quality quality,
    boolean abstained) {

  /** Checks that there is a probability for each class. */
  public RecognizedFace {
    if (probabilities.length != labels.size()) {
      throw new IllegalArgumentException(
          probabilities.length + " probabilities of " + labels.size() + " classes");
    }
  }

  /** The index of the most probable class; ties go to the first. */
  public int top() {
    int top = 0;
    for (int c = 1; c < probabilities.length; c++) {
      if (probabilities[c] > probabilities[top]) {
        top = c;
      }
    }
    return top;
  }

  /** The name of the most probable class, also where {@link #abstained}. */
  public String label() {
    return labels.name(top());
  }

  /** The probability of the most probable class, 0 to 1. */
  public double confidence() {
    return probabilities[top()];
  }

  /** The classes' indices, the most probable first; ties stay in the classes' order. */
  public List<Integer> ranking() {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer c) -> -probabilities[c]))
        .toList();
  }

  /** The same face in another vocabulary. */
  public RecognizedFace in(LabelStyle style) {
    return style.of(this);
  }
}
