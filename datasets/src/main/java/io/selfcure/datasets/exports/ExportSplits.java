package io.selfcure.datasets.exports;

import io.selfcure.core.data.Split;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The folders train, valid and test of an export. */
final class ExportSplits {

  private static final Map<String, Split> NAMES = names();

  private ExportSplits() {}

  private static Map<String, Split> names() {
    Map<String, Split> names = new LinkedHashMap<>();
    names.put("train", Split.TRAIN);
    names.put("valid", Split.VALID);
    names.put("val", Split.VALID);
    names.put("test", Split.TEST);
    return names;
  }

  /**
   * The folders in which there is such an entry, in a place or one directory down; the place itself
   * without a split where the entry lies in it.
   */
  static Map<Path, Optional<Split>> having(Path from, String entry) {
    Map<Path, Optional<Split>> found = new LinkedHashMap<>();
    for (Map.Entry<String, Split> name : NAMES.entrySet()) {
      Path base = Walk.base(from, name.getKey() + "/" + entry);
      if (base != null) {
        found.put(base.resolve(name.getKey()), Optional.of(name.getValue()));
      }
    }
    if (found.isEmpty() && Files.exists(from.resolve(entry))) {
      found.put(from, Optional.empty());
    }
    return found;
  }
}
