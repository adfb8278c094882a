package io.selfcure.recognition;

import io.selfcure.vision.face.FaceCrop;
import java.util.List;

/**
 * The faces of a picture, cut out and not yet scored.
 *
 * @param width the picture's columns, pixels
 * @param height the picture's rows, pixels
 * @param crops the wanted faces, the largest first
 * @param reason why there are none, empty where there are
 * @param millis how long finding and cutting took, milliseconds
 */
public record Found(int width, int height, List<FaceCrop> crops, String reason, double millis) {
  /** Copies the list. */
  public Found {
    crops = List.copyOf(crops);
  }
}
