package io.selfcure.core.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a data set says of itself: the file {@code card.yaml} (docs/formats/manifest.md).
 *
 * @param format the version of the format, {@link #FORMAT}
 * @param name the data set's name
 * @param labels the classes in index order
 * @param source where the data come from
 * @param terms the terms of use, one line
 * @param pictures where the pictures are
 * @param counts number of samples by split id, then by class name (class {@code unlabelled} where
 *     not known)
 * @param skipped how many source rows or files were left out; each is listed in {@code skipped.csv}
 * @param madeBy the commands and settings that made it, oldest first
 * @param attributes hash of {@code attributes.jsonl}, lower-case hex; empty where there is none
 * @param preprocessing {@link Preprocessing#text} of how this program found and cut out the faces;
 *     empty where it did not
 * @param registered {@link Registration} of a split that is kept for figures of record; empty where
 *     there is none
 * @param sha256 hash of {@code samples.csv}, lower-case hex
 */
public record Card(
    int format,
    String name,
    List<String> labels,
    String source,
    String terms,
    Pictures pictures,
    Map<String, Map<String, Long>> counts,
    long skipped,
    List<Map<String, String>> madeBy,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String attributes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String preprocessing,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> registered,
    String sha256) {

  /** The version this program writes and reads. */
  public static final int FORMAT = 1;

  /** What the keys that a card may lack stand for then. */
  static final Map<String, Object> DEFAULTS =
      Map.of("attributes", "", "preprocessing", "", "registered", Map.of());

  /** A card is input: its preprocessing and registration must be such. */
  public Card {
    if (!preprocessing.isEmpty()) {
      Preprocessing.of(preprocessing);
    }
    if (!registered.isEmpty()) {
      Registration.of(registered);
    }
  }

  /** The same with the pictures elsewhere. */
  Card with(Pictures elsewhere) {
    return new Card(
        format,
        name,
        labels,
        source,
        terms,
        elsewhere,
        counts,
        skipped,
        madeBy,
        attributes,
        preprocessing,
        registered,
        sha256);
  }

  /**
   * One entry of {@link #madeBy}.
   *
   * @param step what was done
   * @param settings names and values in turn
   */
  public static Map<String, String> step(String step, String... settings) {
    Map<String, String> entry = new LinkedHashMap<>();
    entry.put("step", step);
    for (int i = 0; i < settings.length; i += 2) {
      entry.put(settings[i], settings[i + 1]);
    }
    return entry;
  }
}
