package io.selfcure.curation.run;

import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.UsageException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;

/** Finds run folders. */
public final class RunSearch {

  private static final int DEPTH = 4;

  private RunSearch() {}

  /**
   * The run folders at or below a folder, a few levels deep, in the order of their names.
   *
   * @throws UsageException when it is no folder
   */
  public static List<RunFolder> under(Path dir) {
    if (!Files.isDirectory(dir)) {
      throw new UsageException(dir.toString(), "is not a folder", "name a folder that holds runs");
    }
    List<Path> found = new ArrayList<>();
    try {
      // folders at the walk's greatest depth are not opened
      Files.walkFileTree(
          dir, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEPTH + 1, new Visitor(dir, found));
    } catch (IOException e) {
      throw new EnvironmentException(
          dir.toString(), "cannot be read: " + e.getMessage(), "check permissions", e);
    }
    Collections.sort(found);
    return found.stream().map(RunFolder::new).toList();
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path top;
    private final List<Path> found;

    Visitor(Path top, List<Path> found) {
      this.top = top;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      RunFolder run = new RunFolder(folder);
      if (run.exists() && Files.isRegularFile(run.provenance())) {
        found.add(folder);
        return FileVisitResult.SKIP_SUBTREE;
      }
      Path name = folder.getFileName();
      boolean hidden = name != null && name.toString().startsWith(".") && !folder.equals(top);
      return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    /** What may not be read holds no run of this user. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
