package io.selfcure.datasets.intake;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A glance at a place: enough to tell a layout, never a whole set.
 *
 * @param from the directory or file
 * @param files some of its files below, paths with '/'
 */
public record Clues(Path from, List<String> files) {

  private static final int PER_DIRECTORY = 300;
  private static final int DIRECTORIES = 300;
  private static final int DEPTH = 5;

  /** Copies the list. */
  public Clues {
    files = List.copyOf(files);
  }

  /** Looks at a place. */
  public static Clues at(Path place) {
    Path from = place.toAbsolutePath().normalize();
    List<String> files = new ArrayList<>();
    Deque<Path> left = new ArrayDeque<>();
    if (Files.isDirectory(from)) {
      left.add(from);
    }
    for (int seen = 0; seen < DIRECTORIES && !left.isEmpty(); seen++) {
      Path dir = left.remove();
      for (Path child : Walk.some(dir, PER_DIRECTORY)) {
        if (!Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          files.add(Walk.relative(from, child));
        } else if (child.getNameCount() - from.getNameCount() < DEPTH) {
          left.add(child);
        }
      }
    }
    return new Clues(from, files);
  }

  /** The file's name where the place is a file, else an empty text. */
  public String fileName() {
    return Files.isRegularFile(from) ? String.valueOf(from.getFileName()) : "";
  }

  /** Whether there is such a file or directory, here or one directory down. */
  public boolean has(String path) {
    return Walk.base(from, path) != null;
  }

  /**
   * Says how many picture files match a pattern, path and all, where at least half of them do; else
   * null.
   */
  public @Nullable String named(String pattern, String like) {
    Pattern compiled = Pattern.compile(pattern);
    List<String> pictures = files.stream().filter(Walk::isPicture).toList();
    long matching = pictures.stream().filter(f -> compiled.matcher(f).find()).count();
    return matching == 0 || 2 * matching < pictures.size()
        ? null
        : matching + " of " + pictures.size() + " picture files looked at are named like " + like;
  }
}
