package io.selfcure.recognition;

import java.util.List;

/**
 * What came of a picture.
 *
 * @param width the picture's columns, pixels
 * @param height the picture's rows, pixels
 * @param faces the wanted faces, the largest first; empty where none was found
 * @param reason why there are none, empty where there are
 * @param findMillis how long finding and cutting the faces took, milliseconds
 * @param scoreMillis this picture's share of the time in which its batch was scored, milliseconds
 */
public record Recognition(
    int width,
    int height,
    List<RecognizedFace> faces,
    String reason,
    double findMillis,
    double scoreMillis) {
  /** Copies the list. */
  public Recognition {
    faces = List.copyOf(faces);
  }
}
