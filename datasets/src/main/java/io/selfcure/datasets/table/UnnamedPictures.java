package io.selfcure.datasets.table;

import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Pictures below a table's root that no row names. Nothing was promised about them, so they are not
 * lost; but whoever took a part of the table for the whole must hear of it.
 */
final class UnnamedPictures {

  private static final int SHOWN = 3;

  private UnnamedPictures() {}

  /**
   * What is to be said of them: one sentence, or none where there are none, or where the root is
   * that of the file system and says nothing of which pictures are meant.
   *
   * @param named the pictures that rows name, as they write them
   */
  static List<String> notes(Path root, Set<String> named) {
    if (root.getParent() == null) {
      return List.of();
    }
    Set<Path> known = new HashSet<>();
    for (String path : named) {
      try {
        known.add(root.resolve(path).normalize());
      } catch (InvalidPathException e) {
        // told when it is read
      }
    }
    List<String> some = new ArrayList<>();
    long[] count = {0};
    Walk.files(
        root,
        root,
        Walk.UNHEARD,
        path -> {
          if (Walk.isPicture(path) && !known.contains(root.resolve(path).normalize())) {
            count[0]++;
            if (some.size() < SHOWN) {
              some.add(path);
            }
          }
        });
    return count[0] == 0
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                count[0] == 1
                    ? "%,d picture below %s is named by no row and is not imported: %s"
                    : "%,d pictures below %s are named by no row and are not imported, such as %s",
                count[0],
                Wording.value(root),
                Wording.value(String.join(", ", some))));
  }
}
