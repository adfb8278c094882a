package io.selfcure.datasets.official;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.Expressions;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.ClassShares;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * RAF-DB basic as others packed it: folders 1 to 7, with or without splits above them, or flat with
 * {@code train_labels.csv}. Folders that are named by numbers are many a set's, so it is the names
 * of the pictures that tell RAF-DB, and its split; whatever speaks against RAF-DB's numbers
 * refuses.
 */
final class RafDbRepacks {

  private static final List<Long> TRAIN = List.of(1290L, 281L, 717L, 4772L, 1982L, 705L, 2524L);
  private static final List<Long> TEST = List.of(329L, 74L, 160L, 1185L, 478L, 162L, 680L);

  /** The published counts of the basic set. */
  static final Expected EXPECTED =
      Expected.NOTHING
          .split(Split.TRAIN, 12_271)
          .split(Split.TEST, 3068)
          .classes(Split.TRAIN, TRAIN.stream().mapToLong(Long::longValue).toArray())
          .classes(Split.TEST, TEST.stream().mapToLong(Long::longValue).toArray());

  /** What the numbers mean, for people. */
  private static final String NUMBERS =
      IntStream.range(0, Expressions.RAF_DB.size())
          .mapToObj(i -> (i + 1) + " " + Expressions.RAF_DB.get(i))
          .collect(Collectors.joining(", "));

  private static final String LIKE = "5/train_00001_aligned.jpg";
  private static final Pattern NAME =
      Pattern.compile("(?:.*/)?((train|test)_\\d{4,5})(?:_aligned)?\\.(?:jpe?g|png)");
  private static final Pattern FOLDERS = Pattern.compile("(?:(?:.*/)?([^/]+)/)?(\\d{1,3})/[^/]+");

  private RafDbRepacks() {}

  /** A picture that was found: its number's label from 0, or -1 where no folder tells it. */
  private record Found(String path, String stem, int label, Split split) {}

  static @Nullable String recognise(Clues place) {
    String folders =
        place.named("(^|/)[1-7]/(train|test)_\\d{4,5}(_aligned)?\\.(jpe?g|png)$", LIKE);
    if (folders != null) {
      return folders;
    }
    String names = place.named("(^|/)" + NAME.pattern() + "$", "train_00001_aligned.jpg");
    List<Path> tables = names == null ? List.of() : tables(place.from());
    return tables.isEmpty()
        ? null
        : names + ", and " + Walk.name(tables.get(0)) + " has the columns image and label";
  }

  /** Tables of labels here and one directory down. */
  private static List<Path> tables(Path from) {
    if (!Files.isDirectory(from)) {
      return List.of();
    }
    List<Path> places = new ArrayList<>(List.of(from));
    places.addAll(Walk.directories(from));
    return places.stream()
        .flatMap(d -> Walk.children(d).stream())
        .filter(f -> Walk.name(f).toLowerCase(Locale.ROOT).endsWith(".csv") && isTable(f))
        .toList();
  }

  private static CsvInput csv(Path file) {
    return new CsvInput(file, CsvLayout.ANYONES);
  }

  private static boolean isTable(Path file) {
    try (CsvInput csv = csv(file)) {
      return csv.has("image") && csv.has("label");
    } catch (DataException e) {
      return false;
    }
  }

  static Reading open(Path root, LabelSet labels) {
    return new Reading(labels, root, EXPECTED, sink -> each(root, sink));
  }

  private static void each(Path root, Sink sink) {
    List<Found> all = new ArrayList<>();
    Walk.files(root, root, sink, path -> find(root, path, all, sink));
    Map<String, Integer> listed = listed(root);
    Map<String, Found> byStem = new HashMap<>();
    ClassShares train = new ClassShares("RAF-DB's training split", Expressions.RAF_DB, TRAIN);
    ClassShares test = new ClassShares("RAF-DB's test split", Expressions.RAF_DB, TEST);
    int moved = 0;
    for (Found found : all) {
      int label = label(root, found, listed);
      Found twin = byStem.putIfAbsent(found.stem(), found);
      if (twin != null && label(root, twin, listed) != label) {
        throw new DataException(
            root.resolve(found.path()).toString(),
            "has the name of " + Wording.value(twin.path()) + ", which has another label",
            "RAF-DB has each picture once: leave one of them out");
      }
      if (twin != null) {
        sink.skip(found.path(), "has the name of " + twin.path());
      } else if (label < 0) {
        sink.skip(found.path(), "is in no folder from 1 to 7 and in no table");
      } else {
        (found.split() == Split.TEST ? test : train).count(label);
        moved += strays(found) ? 1 : 0;
        sink.take(Item.of(found.path(), label).in(found.split()));
      }
    }
    train.require(root.toString(), 1);
    test.require(root.toString(), 1);
    sink.note("numbers are read as RAF-DB's labels: " + NUMBERS);
    if (moved > 0) {
      sink.note(
          moved
              + " pictures lie in a folder of another split than their names tell: the names count");
    }
  }

  private static boolean strays(Found found) {
    String above = above(FOLDERS.matcher(found.path()));
    return found.split() == Split.TEST
        ? above.startsWith("train")
        : found.split() == Split.TRAIN && above.startsWith("test");
  }

  private static void find(Path root, String path, List<Found> all, Sink sink) {
    Matcher name = NAME.matcher(path);
    if (!name.matches()) {
      if (Walk.isPicture(path)) {
        sink.skip(path, "is not named like " + LIKE);
      }
      return;
    }
    Matcher folder = FOLDERS.matcher(path);
    boolean numbered = folder.matches();
    int number = numbered ? Integer.parseInt(folder.group(2)) : 0;
    if (numbered && (number < 1 || number > Expressions.RAF_DB.size())) {
      throw new DataException(
          root.resolve(path).toString(),
          "is in a folder " + number + "; RAF-DB's labels are 1 to 7, so others numbered these",
          "write a YAML file that names each number, give it as {labels}, and import it as in"
              + " {command import folder: from labels}");
    }
    Split split =
        name.group(2).equals("test")
            ? Split.TEST
            : above(folder).startsWith("val") ? Split.VALID : Split.TRAIN;
    all.add(new Found(path, name.group(1), number - 1, split));
  }

  /** The name of the folder above a numbered one; empty where there is none. */
  private static String above(Matcher folder) {
    return folder.matches() && folder.group(1) != null
        ? folder.group(1).toLowerCase(Locale.ROOT)
        : "";
  }

  private static int label(Path root, Found found, Map<String, Integer> listed) {
    Integer told = listed.get(found.stem());
    if (told == null || found.label() < 0) {
      return told == null ? found.label() : told;
    }
    if (told != found.label()) {
      throw new DataException(
          root.resolve(found.path()).toString(),
          "is in the folder "
              + (found.label() + 1)
              + ", but a table of labels gives it "
              + (told + 1),
          "find out which is right, and leave out the other");
    }
    return told;
  }

  /** Labels from 0 by a picture's stem, of all tables. */
  private static Map<String, Integer> listed(Path root) {
    Map<String, Integer> listed = new HashMap<>();
    for (Path file : tables(root)) {
      try (CsvInput csv = csv(file)) {
        int image = csv.column("image");
        int label = csv.column("label");
        for (CsvInput.Row r = csv.next(); r != null; r = csv.next()) {
          Matcher m = NAME.matcher(r.cells().get(image).strip().replace('\\', '/'));
          if (m.matches()) {
            put(listed, m.group(1), code(r.cells().get(label).strip(), r.place()), r.place());
          }
        }
      }
    }
    return listed;
  }

  private static void put(Map<String, Integer> listed, String stem, int label, String place) {
    Integer before = listed.putIfAbsent(stem, label);
    if (before != null && before != label) {
      throw new DataException(
          place, "gives " + stem + " another label than a row before", "leave one of them out");
    }
  }

  private static int code(String cell, String place) {
    if (!cell.matches("[1-7]")) {
      throw new DataException(
          place,
          "has the label " + CsvInput.shown(cell) + ", RAF-DB's are 1 to 7",
          "if the list counts from 0 or uses names, import it as in {command import csv: from}");
    }
    return Integer.parseInt(cell) - 1;
  }
}
