package io.selfcure.datasets.official;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Expressions;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Lines;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.LabelMap;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * RAF-DB, basic or compound: {@code EmoLabel/list_patition_label.txt} with lines {@code
 * train_00001.jpg 5}, whose names tell the official split. A list of noisy labels in the same form
 * gives the labels, and RAF-DB's own become the true ones.
 */
record RafDb(boolean compound) implements Importer {

  private static final String GIVEN = "given-labels";
  private static final String WHICH = "pictures";
  private static final String ALIGNED = "aligned";
  private static final Pattern LINE =
      Pattern.compile("\\s*((train|test)_\\d+)(?:_aligned)?\\.jpg\\s+(\\d{1,2})\\s*");

  @Override
  public SetInfo info() {
    return new SetInfo(
        compound ? "rafdb-compound" : "rafdb",
        compound ? "RAF-DB compound" : "RAF-DB basic",
        (compound ? "compound/" : "basic/")
            + " with EmoLabel/list_patition_label.txt, Image/aligned or Image/original, and"
            + " Annotation/ where it is there"
            + (compound
                ? ""
                : "; or pictures that are named as RAF-DB's, train_00001_aligned.jpg, in folders 1 to 7"
                    + " or with train_labels.csv"),
        "whdeng.cn/RAF; Li, Deng and Du, Reliable Crowdsourcing and Deep Locality-Preserving"
            + " Learning for Expression Recognition in the Wild, CVPR 2017",
        "non-commercial research; not passed on, nor lists derived from it",
        List.of(
            new SetInfo.Option(
                GIVEN,
                "FILE",
                "A list 'train_00001.jpg 5' of noisy labels; the set's own become the true ones."),
            new SetInfo.Option(
                WHICH,
                "WHICH",
                "aligned (100 x 100) or original. Default: aligned where they are there.",
                List.of(ALIGNED, "original"))));
  }

  private LabelSet labels() {
    return compound ? LabelMap.COMPOUND11 : new LabelSet(Expressions.RAF_DB);
  }

  private Expected expected() {
    return compound
        ? Expected.NOTHING.split(Split.TRAIN, 3162).split(Split.TEST, 792)
        : RafDbRepacks.EXPECTED;
  }

  @Override
  public @Nullable String recognise(Clues place) {
    Path list = list(place.from());
    if (list == null) {
      return compound ? null : RafDbRepacks.recognise(place);
    }
    // the two subsets have the same names, but the compound one has more classes
    boolean more = false;
    try (Lines in = new Lines(list)) {
      for (String line = in.next(); line != null; line = in.next()) {
        Matcher m = LINE.matcher(line);
        more |= m.matches() && Integer.parseInt(m.group(3)) > Expressions.RAF_DB.size();
      }
    } catch (DataException e) {
      return null;
    }
    return more == compound
        ? list.getFileName() + " has labels " + (more ? "above 7" : "from 1 to 7")
        : null;
  }

  /** The list of labels here or in this subset's directory, in EmoLabel or beside the pictures. */
  private @Nullable Path list(Path from) {
    for (String name : List.of("list_patition_label.txt", "list_partition_label.txt")) {
      for (Path base : List.of(from, from.resolve(compound ? "compound" : "basic"))) {
        for (Path list : List.of(base.resolve("EmoLabel").resolve(name), base.resolve(name))) {
          if (Files.isRegularFile(list)) {
            return list;
          }
        }
      }
    }
    return null;
  }

  @Override
  public Reading open(Request request) {
    Path root = request.directory();
    Path list = list(root);
    if (list == null && !compound && request.options().isEmpty()) {
      return RafDbRepacks.open(root, labels());
    }
    if (list == null) {
      throw new DataException(
          root.toString(),
          "has no EmoLabel/list_patition_label.txt",
          "give the directory of " + info().expects());
    }
    Path parent = list.resolve("..").normalize();
    Path base = Walk.name(parent).equals("EmoLabel") ? parent.resolve("..").normalize() : parent;
    boolean aligned =
        request
            .option(WHICH, Files.isDirectory(pictures(base, ALIGNED)) ? ALIGNED : "original")
            .equals(ALIGNED);
    Path pictures = pictures(base, aligned ? ALIGNED : "original");
    String given = request.option(GIVEN);
    Map<String, Integer> noisy = given == null ? Map.of() : labels(Path.of(given));
    Map<String, String> settings =
        new LinkedHashMap<>(Map.of(WHICH, aligned ? ALIGNED : "original"));
    if (given != null) {
      settings.put(GIVEN, String.valueOf(Path.of(given).getFileName()));
    }
    return new Reading(
        labels(),
        root,
        null,
        given == null ? expected() : Expected.NOTHING,
        settings,
        sink -> each(new Place(root, base, pictures, aligned), labels(list), noisy, sink));
  }

  /** Where the pictures are: in Image, or beside the list. */
  private static Path pictures(Path base, String which) {
    Path official = base.resolve("Image").resolve(which);
    return Files.isDirectory(official) || !Files.isDirectory(base.resolve(which))
        ? official
        : base.resolve(which);
  }

  private record Place(Path root, Path base, Path pictures, boolean aligned) {
    String path(String stem) {
      return Walk.relative(root, pictures.resolve(stem + (aligned ? "_aligned.jpg" : ".jpg")));
    }
  }

  /** A list of labels, from 0, by picture; in the list's order. */
  Map<String, Integer> labels(Path list) {
    Map<String, Integer> labels = new LinkedHashMap<>();
    try (Lines in = new Lines(list)) {
      for (String line = in.next(); line != null; line = in.next()) {
        Matcher m = LINE.matcher(line);
        int label = m.matches() ? Integer.parseInt(m.group(3)) : 0;
        if (!line.isBlank() && (label < 1 || label > labels().size())) {
          throw new DataException(
              in.place(),
              "is "
                  + CsvInput.shown(line)
                  + ", expected 'train_00001.jpg 5' with a label from 1 to "
                  + labels().size(),
              "give the official list"
                  + (label > labels().size() ? ", or import rafdb-compound" : ""));
        }
        if (!line.isBlank() && labels.put(m.group(1), label - 1) != null) {
          throw new DataException(
              in.place(), "names " + m.group(1) + " a second time", "name each picture once");
        }
      }
    }
    return labels;
  }

  private static void each(
      Place place, Map<String, Integer> labels, Map<String, Integer> noisy, Sink sink) {
    requireAll(labels, noisy);
    labels.forEach(
        (stem, label) -> {
          Split split = stem.startsWith("train") ? Split.TRAIN : Split.TEST;
          Item item = Item.of(place.path(stem), label).in(split).saying(says(place.base(), stem));
          sink.take(noisy.isEmpty() ? item : item.given(noisy.getOrDefault(stem, label), label));
        });
  }

  private static void requireAll(Map<String, Integer> labels, Map<String, Integer> noisy) {
    if (noisy.isEmpty()) {
      return;
    }
    List<String> unknown = noisy.keySet().stream().filter(s -> !labels.containsKey(s)).toList();
    List<String> missing =
        labels.keySet().stream()
            .filter(s -> s.startsWith("train") && !noisy.containsKey(s))
            .toList();
    if (!unknown.isEmpty() || !missing.isEmpty()) {
      throw new DataException(
          "{" + GIVEN + "}",
          unknown.isEmpty()
              ? "lacks " + missing.size() + " training pictures, such as " + missing.get(0)
              : "names " + unknown.get(0) + ", which the set lacks",
          "give a list of the whole training split of this set");
    }
  }

  private static Map<String, Object> says(Path base, String stem) {
    Map<String, Object> says = new LinkedHashMap<>();
    Path manual = base.resolve("Annotation/manual/" + stem + "_manu_attri.txt");
    if (Files.isRegularFile(manual)) {
      says.putAll(RafAttributes.manual(manual));
    }
    Path auto = base.resolve("Annotation/auto/" + stem + "_auto_attri.txt");
    if (Files.isRegularFile(auto)) {
      says.put("landmarks-37", Landmarks.pairs(Lines.numbers(auto), 37, auto.toString()));
    }
    Path box = base.resolve("Annotation/boundingbox/" + stem + "_boundingbox.txt");
    if (Files.isRegularFile(box)) {
      says.put("face", Landmarks.pairs(Lines.numbers(box), 2, box.toString()));
    }
    return says;
  }
}
