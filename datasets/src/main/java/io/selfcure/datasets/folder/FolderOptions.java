package io.selfcure.datasets.folder;

import io.selfcure.core.error.UsageException;
import java.nio.file.Path;

/**
 * What to import.
 *
 * @param from a tree {@code <split>/<class>/picture} or {@code <class>/picture}
 * @param validShare share of every class that becomes split valid where the tree has no splits, 0
 *     to 0.9
 * @param seed of that split
 */
public record FolderOptions(Path from, double validShare, long seed) {

  /** Checks the share. */
  public FolderOptions {
    if (!(validShare >= 0 && validShare <= 0.9)) {
      throw new UsageException(
          "--valid-share", validShare + " is not in 0..0.9", "give a share such as 0.1");
    }
  }
}
