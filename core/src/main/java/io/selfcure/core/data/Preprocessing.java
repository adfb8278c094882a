package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the faces of a data set were found and cut out, so that a network is only ever shown faces
 * that were treated as those it was trained on. Its {@link #text} stands in a data set's card and
 * in a run's record.
 *
 * @param detector which detector found the faces: {@code blazeface}, {@code haar} or {@code yunet}
 * @param model SHA-256 of the detector's model, lower-case hex
 * @param align how faces were brought upright: {@code eyes}, {@code five} or {@code none}
 * @param template where landmarks lie in a crop, by name
 * @param margin added on each side, as a part of the side without it, 0 to 1
 * @param size the crops' side, pixels, positive
 */
public record Preprocessing(
    String detector, String model, String align, String template, double margin, int size) {

  /** What stands in a run's record where the data set's card says nothing of it. */
  public static final String UNKNOWN = "unknown";

  private static final List<String> KEYS =
      List.of("detector", "model", "align", "template", "margin", "size");

  /** Checks the values. */
  public Preprocessing {
    for (String word : List.of(detector, align, template)) {
      if (!word.matches("[a-z0-9-]+")) {
        throw damaged("'" + word + "' is no name");
      }
    }
    if (!model.matches("[0-9a-f]{64}")) {
      throw damaged("'" + model + "' is no SHA-256");
    }
    if (!(margin >= 0 && margin <= 1) || size < 1) {
      throw damaged("margin " + margin + " or size " + size + " is out of range");
    }
  }

  /** One line: {@code detector=blazeface model=3bc1... align=five ...}. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "detector=%s model=%s align=%s template=%s margin=%s size=%d",
        detector,
        model,
        align,
        template,
        margin,
        size);
  }

  /**
   * Reads {@link #text}.
   *
   * @throws DataException when it is none
   */
  public static Preprocessing of(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : text.split(" ", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 0 || values.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
        throw damaged("'" + text + "' is not understood");
      }
    }
    if (!List.copyOf(values.keySet()).equals(KEYS)) {
      throw damaged("has " + values.keySet() + ", expected are " + KEYS);
    }
    try {
      return new Preprocessing(
          values.getOrDefault("detector", ""),
          values.getOrDefault("model", ""),
          values.getOrDefault("align", ""),
          values.getOrDefault("template", ""),
          Double.parseDouble(values.getOrDefault("margin", "")),
          Integer.parseInt(values.getOrDefault("size", "")));
    } catch (NumberFormatException e) {
      throw damaged("'" + text + "' has a wrong number");
    }
  }

  /**
   * Whether faces look the same; the size does not matter, as networks are shown pictures of their
   * own size whatever the crops'.
   */
  public boolean like(Preprocessing other) {
    return equals(
        new Preprocessing(
            other.detector, other.model, other.align, other.template, other.margin, size));
  }

  private static DataException damaged(String problem) {
    return new DataException("preprocessing", problem, "make the data set again");
  }
}
