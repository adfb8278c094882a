package io.selfcure.datasets.table;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.Split;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one row says of one face. Texts that it does not tell are empty.
 *
 * @param place file and line
 * @param path the picture, below the root with '/'
 * @param face which face of the picture, where the source numbers them
 * @param box the face's place in the picture
 * @param annotator who judged
 * @param labels class names as written: none, one, or one a judge
 * @param shares votes or probabilities by vote column; empty where the source has no such columns
 * @param truth the true class's name
 * @param split an official split
 * @param subject person or film
 * @param says attributes
 */
public record Answer(
    String place,
    String path,
    String face,
    @Nullable Box box,
    String annotator,
    List<String> labels,
    List<Double> shares,
    String truth,
    @Nullable Split split,
    String subject,
    Map<String, String> says) {

  /** Copies the lists. */
  public Answer {
    labels = List.copyOf(labels);
    shares = List.copyOf(shares);
    says = Map.copyOf(says);
  }

  /** A label of a picture, or of one face in it. */
  public static Answer of(
      String place, String path, @Nullable Box box, String annotator, String label) {
    return new Answer(
        place,
        path,
        "",
        box,
        annotator,
        label.isEmpty() ? List.of() : List.of(label),
        List.of(),
        "",
        null,
        "",
        Map.of());
  }

  /** The same with its attributes. */
  public Answer saying(Map<String, String> attributes) {
    return new Answer(
        place, path, face, box, annotator, labels, shares, truth, split, subject, attributes);
  }

  /** What rows about the same face share: its number, else its box. */
  String key() {
    return path + '\n' + (face.isEmpty() && box != null ? box : face);
  }
}
