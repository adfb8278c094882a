package io.selfcure.training.settings;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A named set of augmentations; each can be overridden. */
@SuppressWarnings("ImmutableEnumChecker") // Map.of makes unmodifiable maps
public enum Augment {
  /** Pictures as they are. */
  NONE(
      Map.of(
          "flip",
          "0",
          "noise",
          "0",
          "crop",
          "0",
          "rotation",
          "0",
          "zoom",
          "0",
          "brightness",
          "0",
          "contrast",
          "0",
          "erasing",
          "0")),
  /** Flip, shift and small rotation. */
  STANDARD(
      Map.of(
          "flip",
          "0.5",
          "noise",
          "0",
          "crop",
          "0.08",
          "rotation",
          "8",
          "zoom",
          "0",
          "brightness",
          "0.15",
          "contrast",
          "0",
          "erasing",
          "0.2")),
  /** Standard, with larger turns and shifts, changes of size and of contrast: for long training. */
  STRONG(
      Map.of(
          "flip",
          "0.5",
          "noise",
          "0",
          "crop",
          "0.1",
          "rotation",
          "15",
          "zoom",
          "0.1",
          "brightness",
          "0.2",
          "contrast",
          "0.2",
          "erasing",
          "0.25")),
  /**
   * The official program's: half of the pictures either flipped or given noise, then random
   * erasing.
   */
  REFERENCE(
      Map.of(
          "flip",
          "0.25",
          "noise",
          "0.25",
          "flip-or-noise",
          "true",
          "crop",
          "0",
          "rotation",
          "0",
          "zoom",
          "0",
          "brightness",
          "0",
          "contrast",
          "0",
          "erasing",
          "0.5"));

  private final Map<String, String> overrides;

  Augment(Map<String, String> overrides) {
    this.overrides = overrides;
  }

  Map<String, String> overrides() {
    return overrides;
  }

  /** The names of all settings that any preset decides. */
  static Set<String> allOverrides() {
    return Arrays.stream(values())
        .flatMap(v -> v.overrides().keySet().stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
