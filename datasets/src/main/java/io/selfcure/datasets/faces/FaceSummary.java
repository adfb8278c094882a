package io.selfcure.datasets.faces;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of a tree of pictures.
 *
 * @param pictures files of the tree
 * @param withFaces of them such that faces were cut out of
 * @param faces faces that were cut out
 * @param rejected pictures of which none was
 * @param reasons how many of them for each reason, numbers in it written as N
 * @param now pictures that this command looked at; the others an earlier one had
 * @param seconds this took
 */
public record FaceSummary(
    long pictures,
    long withFaces,
    long faces,
    long rejected,
    Map<String, Long> reasons,
    long now,
    double seconds) {

  /** Copies the reasons. */
  public FaceSummary {
    reasons = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
  }

  /** Pictures a second. */
  public double rate() {
    return seconds > 0 ? now / seconds : 0;
  }
}
