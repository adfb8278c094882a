package io.selfcure.datasets.intake;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a tree that others made. Links are not followed, hidden entries are passed over, and
 * entries come in the order of their names.
 */
public final class Walk {

  /** Why a link is left out. */
  public static final String LINK = "not a regular file (links are not followed)";

  /** Why what a link to a directory leads to is left out. */
  public static final String BEHIND_LINK = "behind a link to a directory (links are not followed)";

  /** Why a name cannot stand in a table. */
  public static final String NO_TEXT =
      "its name is no text in the encoding of this system's locale, "
          + System.getProperty("sun.jnu.encoding")
          + ": rename it, or set LC_ALL to a locale of UTF-8";

  /** For walks that hand on paths alone: what they leave out is told elsewhere. */
  public static final Sink UNHEARD =
      new Sink() {
        @Override
        public void take(Item item) {
          throw new IllegalStateException("a walk hands on paths, not pictures");
        }

        @Override
        public void skip(String where, String reason) {
          // a link or an unreadable directory
        }
      };

  /** Directories that are looked at behind a link. */
  private static final int MOST_BEHIND_LINK = 10_000;

  private static final Pattern PICTURE =
      Pattern.compile(
          "(?i).+\\.(jpe?g|jpe|jfif|png|bmp|dib|tiff?|webp|gif|p[bgpn]m|jp2|avif|heic|exr|hdr)");

  private Walk() {}

  /** Whether a file's name says that it is a picture. */
  public static boolean isPicture(String path) {
    return PICTURE.matcher(path).matches();
  }

  /**
   * Hands on the paths of all files below a directory, relative to the root and with '/'.
   *
   * @param skip told of links, of what cannot be listed, and of names that are no text
   */
  public static void files(Path root, Path dir, Sink skip, Consumer<String> each) {
    List<Path> children;
    try {
      children = children(dir);
    } catch (DataException e) {
      skip.skip(relative(root, dir), e.problem());
      return;
    }
    for (Path child : children) {
      String path = relative(root, child);
      if (!isText(root, child)) {
        skip.skip(path, NO_TEXT);
      } else if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        files(root, child, skip, each);
      } else if (!Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
        irregular(root, child, skip);
      } else {
        each.accept(path);
      }
    }
  }

  /**
   * Tells of what is no file and no directory. A link to a directory hides as many pictures as
   * there are behind it; behind one without pictures, or one that leads back, nothing is lost.
   */
  public static void irregular(Path root, Path link, Sink skip) {
    String path = relative(root, link);
    if (!Files.isDirectory(link)) {
      skip.skip(path, LINK);
    } else if (leadsBack(root, link)) {
      skip.omit(path, "a link that leads back to this set (links are not followed)");
    } else {
      long pictures = pictures(link);
      if (pictures > 0) {
        skip.skip(path, BEHIND_LINK, pictures);
      } else {
        skip.omit(path, "a link to a directory without pictures (links are not followed)");
      }
    }
  }

  private static boolean leadsBack(Path root, Path link) {
    try {
      Path there = link.toRealPath();
      Path here = root.toRealPath();
      return there.startsWith(here) || here.startsWith(there);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * How many pictures are below a directory; those behind further links do not count, which may
   * lead in a circle, and one that leads to the top of a disk is not walked to its end.
   */
  private static long pictures(Path dir) {
    long pictures = 0;
    Deque<Path> left = new ArrayDeque<>(List.of(dir));
    for (int seen = 0; seen < MOST_BEHIND_LINK && !left.isEmpty(); seen++) {
      for (Path child : some(left.remove(), Integer.MAX_VALUE)) {
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          left.add(child);
        } else if (isPicture(name(child))) {
          pictures++;
        }
      }
    }
    return pictures;
  }

  /** Whether a table can hold the file's name: names are bytes, and some are not text. */
  public static boolean isText(Path root, Path file) {
    try {
      return root.resolve(relative(root, file)).equals(file.toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * The name of a directory that stands for a class.
   *
   * @throws DataException when it is no text, so that classes would be taken for each other
   */
  public static String className(Path root, Path dir) {
    if (!isText(root, dir)) {
      throw new DataException(dir.toString(), NO_TEXT, "set LC_ALL=C.UTF-8, or rename it");
    }
    return name(dir);
  }

  /** A file's path below a root, with '/'. */
  public static String relative(Path root, Path file) {
    return root.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
  }

  /** The last part of a path. */
  public static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /**
   * A directory's entries.
   *
   * @throws DataException when it cannot be listed
   */
  public static List<Path> children(Path dir) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(dir)) {
      children.forEach(found::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw new DataException(
          dir.toString(), "cannot be listed: " + Reasons.of(e), "check its permissions", e);
    }
    found.removeIf(Walk::hidden);
    found.sort(Comparator.comparing(Walk::name));
    return found;
  }

  /** A directory's own directories. */
  public static List<Path> directories(Path dir) {
    return children(dir).stream()
        .filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  /** A few entries, whichever come first; none where it cannot be listed. */
  static List<Path> some(Path dir, int limit) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(dir)) {
      for (Path child : children) {
        if (!hidden(child) && found.size() < limit) {
          found.add(child);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    return found;
  }

  private static boolean hidden(Path path) {
    return name(path).startsWith(".") || name(path).equals("__MACOSX");
  }

  /** The place itself or the first directory in it below which there is such a path, or null. */
  public static @Nullable Path base(Path from, String path) {
    if (Files.exists(from.resolve(path))) {
      return from;
    }
    if (!Files.isDirectory(from)) {
      return null;
    }
    return directories(from).stream()
        .filter(d -> Files.exists(d.resolve(path)))
        .findFirst()
        .orElse(null);
  }
}
