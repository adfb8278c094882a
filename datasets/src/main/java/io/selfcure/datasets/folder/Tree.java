package io.selfcure.datasets.folder;

import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The files of a tree of class directories. Symbolic links are not followed, hidden entries are
 * passed over, and files are listed in the order of their names.
 *
 * @param hasSplits whether the top level names splits
 * @param classes the classes in alphabetical order, the order of their indices
 * @param files all files in class directories
 * @param strays files beside class directories, and directories within them: passed over
 */
record Tree(boolean hasSplits, List<String> classes, List<Entry> files, List<Path> strays) {

  /**
   * One file.
   *
   * @param path where it is
   * @param split its split, null where the tree has none
   * @param className its class directory's name
   */
  record Entry(Path path, @Nullable Split split, String className) {}

  /** Reads the tree. */
  static Tree of(Path root) {
    if (!Files.isDirectory(root)) {
      throw new DataException(
          root.toString(), Files.exists(root) ? "is no directory" : "is missing", "check the path");
    }
    List<Path> top = Walk.directories(root);
    boolean hasSplits = hasSplits(root, top);
    List<Entry> files = new ArrayList<>();
    Set<String> classes = new TreeSet<>();
    List<Path> strays = new ArrayList<>(files(root));
    for (Path dir : top) {
      Split split = hasSplits ? split(dir) : null;
      if (hasSplits) {
        strays.addAll(files(dir));
      }
      for (Path classDir : hasSplits ? Walk.directories(dir) : List.of(dir)) {
        classes.add(Walk.name(classDir));
        strays.addAll(Walk.directories(classDir));
        files(classDir).forEach(f -> files.add(new Entry(f, split, Walk.name(classDir))));
      }
    }
    if (classes.size() < 2) {
      throw new DataException(
          root.toString(),
          "has " + (classes.isEmpty() ? "no class directories" : "only the class " + classes),
          "arrange it as <class>/picture or <split>/<class>/picture, splits named train, valid, test");
    }
    return new Tree(hasSplits, List.copyOf(classes), files, strays);
  }

  private static boolean hasSplits(Path root, List<Path> top) {
    List<String> others = top.stream().filter(d -> split(d) == null).map(Walk::name).toList();
    if (!others.isEmpty() && others.size() < top.size()) {
      throw new DataException(
          root.toString(),
          "has splits (train, valid, test) beside other directories: " + others,
          "move the others out, or name the directory above your classes");
    }
    return !top.isEmpty() && others.isEmpty();
  }

  private static @Nullable Split split(Path dir) {
    return switch (Walk.name(dir).toLowerCase(Locale.ROOT)) {
      case "train", "training" -> Split.TRAIN;
      case "valid", "val", "validation", "publictest" -> Split.VALID;
      case "test", "testing", "privatetest" -> Split.TEST;
      default -> null;
    };
  }

  private static List<Path> files(Path dir) {
    return Walk.children(dir).stream()
        .filter(p -> !Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }
}
