package io.selfcure.datasets.official;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Lines;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JAFFE: {@code KA.AN1.39.tiff} is model KA, anger, first take, number 39. The read-me's table
 * gives each number the raters' means for six expressions, 1 to 5. They are joined by number: one
 * of the table's own keys is misspelt, and it has rows of pictures that are not in the set.
 *
 * <p>The ratings become votes: hundredths above 1, the least that could be given. Nobody was asked
 * for neutrality, so neutral faces have none.
 */
final class Jaffe implements Importer {

  private static final LabelSet LABELS =
      LabelSet.of("anger", "disgust", "fear", "happiness", "neutral", "sadness", "surprise");
  private static final List<String> CODES = List.of("AN", "DI", "FE", "HA", "NE", "SA", "SU");

  /** The columns of the read-me's table. */
  private static final List<String> RATED =
      List.of("happiness", "sadness", "surprise", "anger", "disgust", "fear");

  private static final String LIKE = "KA.AN1.39.tiff";
  private static final Pattern NAME =
      Pattern.compile("(?i)(?:.*/)?([A-Z]{2})\\.(AN|DI|FE|HA|NE|SA|SU)(\\d)\\.(\\d{1,4})\\.tiff?");
  private static final Pattern RATING =
      Pattern.compile("\\s*(\\d{1,4})((?:\\s+[1-5](?:\\.\\d+)?){6})\\s+\\S{2}[-.]\\S+\\s*");

  @Override
  public SetInfo info() {
    return new SetInfo(
        "jaffe",
        "JAFFE",
        "jaffe/KA.AN1.39.tiff: model, expression and take, number; and the README with the ratings",
        "zenodo.org/record/3451524; Lyons, Akamatsu, Kamachi and Gyoba, Coding Facial Expressions"
            + " with Gabor Wavelets, FG 1998",
        "non-commercial research only, not passed on");
  }

  @Override
  public @Nullable String recognise(Clues place) {
    return place.named("^" + NAME.pattern() + "$", LIKE);
  }

  @Override
  public Reading open(Request request) {
    Path root = request.directory();
    return new Reading(
        LABELS,
        root,
        Expected.pictures(213).classes(null, 30, 29, 32, 31, 30, 31, 30),
        sink -> each(root, ratings(root), sink));
  }

  private static void each(Path root, Map<Integer, List<Double>> ratings, Sink sink) {
    Walk.files(
        root,
        root,
        sink,
        path -> {
          Matcher m = NAME.matcher(path);
          if (m.matches()) {
            Item found = item(path, m, ratings.get(Integer.valueOf(m.group(4))));
            NamedFiles.requireAgreement(root, path, found.sample().label(), LABELS);
            sink.take(found);
          } else if (!NamedFiles.isPaper(path)) {
            sink.skip(path, "is not named like " + LIKE);
          }
        });
  }

  private static Item item(String path, Matcher m, @Nullable List<Double> rating) {
    int label = CODES.indexOf(m.group(2).toUpperCase(Locale.ROOT));
    Item item = Item.of(path, label).of(m.group(1).toUpperCase(Locale.ROOT));
    Map<String, Object> says = new LinkedHashMap<>();
    says.put("take", Integer.valueOf(m.group(3)));
    if (rating == null) {
      return item.saying(says);
    }
    Map<String, Double> byClass = new LinkedHashMap<>();
    List<Integer> votes = new ArrayList<>(Collections.nCopies(LABELS.size(), 0));
    for (int r = 0; r < RATED.size(); r++) {
      byClass.put(RATED.get(r), rating.get(r));
      votes.set(LABELS.indexOf(RATED.get(r)), (int) Math.round(100 * (rating.get(r) - 1)));
    }
    says.put("ratings", byClass);
    boolean rated = label != LABELS.indexOf("neutral");
    return (rated ? item.voted(votes) : item).saying(says);
  }

  /** The ratings by picture number, from whichever text file beside the pictures holds them. */
  static Map<Integer, List<Double>> ratings(Path root) {
    Map<Integer, List<Double>> found = new HashMap<>();
    List<String> papers = new ArrayList<>();
    Walk.files(root, root, Ignore.REST, path -> papers.add(path));
    for (String path : papers) {
      String lower = path.toLowerCase(Locale.ROOT);
      if (NamedFiles.isPaper(path) && (lower.contains("readme") || lower.endsWith(".txt"))) {
        ratings(root.resolve(path), found);
      }
    }
    return found;
  }

  /** The ratings in a text that is mostly prose. */
  static void ratings(Path file, Map<Integer, List<Double>> into) {
    try (Lines in = new Lines(file)) {
      for (String line = in.next(); line != null; line = in.next()) {
        Matcher m = RATING.matcher(line);
        if (m.matches()) {
          List<Double> means = new ArrayList<>();
          for (String cell : m.group(2).strip().split("\\s+", -1)) {
            means.add(Lines.number(cell, in.place()));
          }
          into.put(Integer.valueOf(m.group(1)), List.copyOf(means));
        }
      }
    }
  }
}
