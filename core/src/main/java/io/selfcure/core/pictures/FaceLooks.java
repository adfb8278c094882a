package io.selfcure.core.pictures;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How sure a detector is that pictures show a face. That none is found is evidence and no proof: it
 * never changes a label (docs/decisions/0013).
 *
 * @param detector its name and its model's hash; empty where nobody looked
 * @param sureness by sample, 0..1; only of pictures that are large enough, and not blank
 * @param small how many pictures were too small to say
 */
public record FaceLooks(String detector, Map<String, Double> sureness, int small) {

  /** Nobody looked. */
  public static final FaceLooks NONE = new FaceLooks("", Map.of(), 0);

  /** Pixels of the shorter side of the smallest picture that is judged. */
  public static final int LEAST_SIDE = 48;

  /** Below this no face was found; measured in docs/results.md. */
  public static final double LEVEL = 0.5;

  private static final String FINDING = "no face found";

  /** Checks the values; copies the map and keeps its order. */
  public FaceLooks {
    sureness.forEach(
        (id, sure) -> {
          if (!(sure >= 0 && sure <= 1)) { // what is no number is refused too
            throw new IllegalArgumentException(
                "sureness of " + id + " is " + sure + ", not 0 to 1");
          }
        });
    if (small < 0) {
      throw new IllegalArgumentException(small + " pictures are too small");
    }
    sureness = Collections.unmodifiableMap(new LinkedHashMap<>(sureness));
  }

  /** Whether anybody looked. */
  public boolean asked() {
    return !detector.isEmpty();
  }

  /** Whether the picture was looked at and no face was found. */
  public boolean without(String id) {
    return sureness.getOrDefault(id, 1.0) < LEVEL;
  }

  /** The pictures on which no face was found. */
  public long countWithout() {
    return sureness.keySet().stream().filter(this::without).count();
  }

  /** The finding in words; null where there is none. */
  public @Nullable String finding(String id) {
    return without(id)
        ? String.format(
            Locale.ROOT, FINDING + ": %.2f, faces have %.2f or more", sureness.get(id), LEVEL)
        : null;
  }

  /** Names and values. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("detector", detector);
    map.put("level", LEVEL);
    map.put("looked-at", sureness.size());
    map.put("too-small", small);
    map.put("without-face", countWithout());
    return map;
  }
}
