package io.selfcure.datasets.official;

import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pictures that RAF-CE and RAF-ML number: {@code 0001_aligned.jpg} and {@code 0001.jpg}. */
final class RafPictures {

  private static final Pattern NAME = Pattern.compile("(?:.*/)?(\\d+)(_aligned)?\\.(?:jpe?g|png)");

  private RafPictures() {}

  /**
   * Where pictures are, by their numbers as written; the aligned edition where there is one.
   *
   * @param skip is told of links and of what cannot be listed
   */
  static Map<String, String> find(Path root, Sink skip) {
    Map<String, String> pictures = new HashMap<>();
    Walk.files(
        root,
        root,
        skip,
        path -> {
          Matcher m = NAME.matcher(path);
          if (m.matches() && m.group(2) != null) {
            pictures.put(m.group(1), path);
          } else if (m.matches()) {
            pictures.putIfAbsent(m.group(1), path);
          }
        });
    return pictures;
  }
}
