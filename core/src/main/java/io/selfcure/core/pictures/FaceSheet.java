package io.selfcure.core.pictures;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Faces that were cut out of pictures, as what a page shows of them.
 *
 * @param name what the pictures are called
 * @param facts names and values to show above, in order
 * @param reasons how many pictures were rejected for what
 * @param shots the faces
 */
public record FaceSheet(
    String name, Map<String, String> facts, Map<String, Long> reasons, List<Shot> shots) {

  /** Copies, and keeps the order. */
  public FaceSheet {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    shots = List.copyOf(shots);
  }

  /**
   * A face.
   *
   * @param source the picture it is from
   * @param dataUri the crop as a data URI of type PNG or JPEG
   * @param detail what to say of it, one line
   */
  public record Shot(String source, String dataUri, String detail) {}
}
