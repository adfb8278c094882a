package io.selfcure.datasets.folder;

import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of a tree of class directories. A class is a directory that holds pictures: one without
 * any is a stray, such as the folder of a training that lies beside. Symbolic links are not
 * followed, hidden entries are passed over, and files are listed in the order of their names.
 *
 * @param hasSplits whether the top level names splits
 * @param classes the classes in alphabetical order, the order of their indices
 * @param files all files in class directories
 * @param strays what lies elsewhere
 */
record Tree(boolean hasSplits, List<String> classes, List<Entry> files, List<Stray> strays) {

  /** Names that say what is in a directory, or which part of a set, not how somebody looks. */
  private static final Pattern CONTENTS =
      Pattern.compile(
          "(?i)images?|imgs?|pictures?|photos?|labels?|masks?|annotations?|aligned|original|cropped"
              + "|(train|training|val|valid|validation|test|testing|dev)"
              + "([_ -]?(sets?|images?|imgs?|faces|data|aligned))?");

  /**
   * One file.
   *
   * @param path where it is
   * @param split its split, null where the tree has none
   * @param className its class directory's name
   */
  record Entry(Path path, @Nullable Split split, String className) {}

  /**
   * What is passed over.
   *
   * @param lost whether it may be a picture
   * @param beside whether it lies where classes or splits do
   */
  record Stray(Path path, String reason, boolean lost, boolean beside) {}

  /** Reads the tree. */
  static Tree of(Path root) {
    if (!Files.isDirectory(root)) {
      throw new DataException(
          root.toString(), Files.exists(root) ? "is no directory" : "is missing", "check the path");
    }
    Path base = base(root);
    List<Entry> files = new ArrayList<>();
    List<Stray> strays = new ArrayList<>();
    List<Path> top = holding(base, strays);
    boolean hasSplits = hasSplits(base, top);
    Set<String> classes = new TreeSet<>();
    strays(base, true, strays);
    for (Path dir : top) {
      Split split = hasSplits ? split(dir) : null;
      if (hasSplits) {
        strays(dir, true, strays);
      }
      for (Path classDir : hasSplits ? holding(dir, strays) : List.of(dir)) {
        List<Path> inside = files(classDir);
        if (inside.stream().anyMatch(f -> Walk.isPicture(Walk.name(f)))) {
          classes.add(Walk.className(base.toAbsolutePath().normalize(), classDir));
          inside.forEach(f -> files.add(new Entry(f, split, Walk.name(classDir))));
        } else {
          strays(classDir, false, strays);
        }
        Walk.directories(classDir).forEach(d -> deeper(d, strays));
      }
    }
    requireClasses(root, base, classes);
    return new Tree(hasSplits, List.copyOf(classes), files, strays);
  }

  private static void requireClasses(Path root, Path base, Set<String> classes) {
    List<String> contents = classes.stream().filter(c -> CONTENTS.matcher(c).matches()).toList();
    if (!contents.isEmpty()) {
      throw new DataException(
          root.toString(),
          "has pictures in " + Wording.value(contents) + ", which are no classes: " + seen(base),
          "give a table that names each picture and its label, as in {command import csv: from},"
              + " or arrange it as <class>/picture");
    }
    if (classes.size() < 2) {
      throw new DataException(
          root.toString(),
          (classes.isEmpty()
                  ? "has no class directories"
                  : "has only the class " + Wording.value(classes))
              + seen(base, ": "),
          "arrange it as <class>/picture or <split>/<class>/picture, splits named train, valid, test;"
              + " or give a table of pictures and labels, as in {command import csv: from}");
    }
  }

  /**
   * What a person would look at: whether it is an export for detection, and which tables lie by.
   */
  private static String seen(Path base) {
    List<String> parts = new ArrayList<>();
    for (Path dir : Walk.directories(base)) {
      if (Files.isDirectory(dir.resolve("images")) && Files.isDirectory(dir.resolve("labels"))) {
        parts.add(Walk.name(dir) + " has the folders images and labels, as YOLO's exports have");
        break;
      }
    }
    if (Files.isDirectory(base.resolve("images")) && Files.isDirectory(base.resolve("labels"))) {
      parts.add("it has the folders images and labels, as YOLO's exports have");
    }
    List<String> tables =
        files(base).stream().map(Walk::name).filter(n -> n.endsWith(".csv")).limit(3).toList();
    if (!tables.isEmpty()) {
      parts.add("beside them lies " + String.join(", ", tables));
    }
    return Wording.value(parts.isEmpty() ? "no class is told" : String.join("; ", parts));
  }

  private static String seen(Path base, String before) {
    String seen = seen(base);
    return seen.equals("no class is told") ? "" : before + seen;
  }

  /** The only directory in the root, and in that one, where it is no class and no split. */
  private static Path base(Path root) {
    Path base = root;
    for (int depth = 0; depth < 3; depth++) {
      List<Path> holding = Walk.directories(base).stream().filter(Tree::holdsPictures).toList();
      if (holding.size() != 1
          || split(holding.get(0)) != null
          || files(base).stream().anyMatch(f -> Walk.isPicture(Walk.name(f)))
          || Walk.directories(holding.get(0)).stream().noneMatch(Tree::holdsPictures)) {
        break;
      }
      base = holding.get(0);
    }
    return base;
  }

  /** The directories below which there are pictures; the others are strays. */
  private static List<Path> holding(Path dir, List<Stray> strays) {
    List<Path> holding = new ArrayList<>();
    for (Path child : Walk.directories(dir)) {
      if (holdsPictures(child)) {
        holding.add(child);
      } else {
        strays.add(new Stray(child, "holds no picture", false, false));
      }
    }
    return holding;
  }

  /**
   * Refuses links to directories of pictures where classes or splits stand: links are not followed,
   * and a class or split would be missing.
   */
  void requireNoLinks() {
    for (Stray stray : strays) {
      if (stray.beside()
          && Files.isSymbolicLink(stray.path())
          && Files.isDirectory(stray.path())
          && holdsPictures(stray.path())) {
        throw new DataException(
            stray.path().toString(),
            "is a link to a directory with pictures; links are not followed, and these would be"
                + " missing",
            "put the directory itself in its place, or move the link away");
      }
    }
  }

  private static boolean holdsPictures(Path dir) {
    return files(dir).stream().anyMatch(f -> Walk.isPicture(Walk.name(f)))
        || Walk.directories(dir).stream().anyMatch(Tree::holdsPictures);
  }

  private static void strays(Path dir, boolean beside, List<Stray> strays) {
    for (Path file : files(dir)) {
      boolean picture = Walk.isPicture(Walk.name(file));
      strays.add(new Stray(file, "not directly in a class directory", picture, beside));
    }
  }

  private static void deeper(Path dir, List<Stray> strays) {
    strays(dir, false, strays);
    Walk.directories(dir).forEach(d -> deeper(d, strays));
  }

  private static boolean hasSplits(Path root, List<Path> top) {
    List<String> others = top.stream().filter(d -> split(d) == null).map(Walk::name).toList();
    if (!others.isEmpty() && others.size() < top.size()) {
      throw new DataException(
          root.toString(),
          "has splits (train, valid, test) beside other directories: " + Wording.value(others),
          "move the others out, or name the directory above your classes");
    }
    return !top.isEmpty() && others.isEmpty();
  }

  private static @Nullable Split split(Path dir) {
    String name = Walk.name(dir);
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "publictest" -> Split.VALID;
      case "privatetest" -> Split.TEST;
      default -> Split.named(name);
    };
  }

  private static List<Path> files(Path dir) {
    return Walk.children(dir).stream()
        .filter(p -> !Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }
}
