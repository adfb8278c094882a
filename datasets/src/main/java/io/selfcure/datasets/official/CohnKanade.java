package io.selfcure.datasets.official;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Lines;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CK+: sequences from a neutral face to an expression's peak. Of a labelled sequence the last three
 * frames have its label and the first is neutral, as is the custom; 266 of 593 have no label.
 */
final class CohnKanade implements Importer {

  static final String TERMS = "signed agreement, research only";

  private static final String PICTURES = "cohn-kanade-images";
  private static final int PEAKS = 3;
  private static final int CODES = 8;
  private static final LabelSet LABELS =
      LabelSet.of(
          "neutral", "anger", "contempt", "disgust", "fear", "happy", "sadness", "surprise");
  private static final Pattern FRAME = Pattern.compile("(?:.*/)?(S\\d{3})_(\\d{3})_(\\d{8})\\.png");

  @Override
  public SetInfo info() {
    return new SetInfo(
        "ckplus",
        "CK+",
        PICTURES
            + "/S005/001/S005_001_00000011.png with Emotion/, and Landmarks/ and FACS/ where they"
            + " are there",
        "jeffcohn.net; Lucey et al., The Extended Cohn-Kanade Dataset, CVPRW 2010",
        TERMS);
  }

  @Override
  public @Nullable String recognise(Clues place) {
    return place.has(PICTURES) ? "has the directory " + PICTURES : null;
  }

  @Override
  public Reading open(Request request) {
    Path root = request.directory();
    Path base = Walk.base(root, PICTURES);
    if (base == null) {
      throw new DataException(
          root.toString(), "has no directory " + PICTURES, "unpack CK+'s pictures there");
    }
    Path emotions = part(root, "Emotion");
    if (emotions == null) {
      throw new DataException(
          root.toString(), "has no directory Emotion", "unpack CK+'s emotion labels there");
    }
    Parts parts = new Parts(root, emotions, part(root, "Landmarks"), part(root, "FACS"));
    return new Reading(
        LABELS,
        root,
        Expected.pictures(1308).classes(null, 327, 135, 54, 177, 75, 207, 84, 249),
        sink -> each(parts, base.resolve(PICTURES), sink));
  }

  private record Parts(Path root, Path emotions, @Nullable Path landmarks, @Nullable Path facs) {}

  /** A part of the set, which is packed with or without a directory of its own. */
  private static @Nullable Path part(Path root, String name) {
    Path base = Walk.base(root, name + "/" + name);
    if (base != null) {
      return base.resolve(name).resolve(name);
    }
    base = Walk.base(root, name);
    return base == null ? null : base.resolve(name);
  }

  private static void each(Parts parts, Path pictures, Sink sink) {
    Map<String, List<String>> sequences = new TreeMap<>();
    Walk.files(
        parts.root(),
        pictures,
        sink,
        path -> {
          Matcher m = FRAME.matcher(path);
          if (m.matches()) {
            sequences
                .computeIfAbsent(m.group(1) + "/" + m.group(2), k -> new ArrayList<>())
                .add(path);
          } else if (!NamedFiles.isPaper(path)) {
            sink.skip(path, "is not named like S005_001_00000011.png");
          }
        });
    sequences.forEach((key, frames) -> take(parts, key, frames, sink));
  }

  private static void take(Parts parts, String key, List<String> frames, Sink sink) {
    Path file = only(parts.emotions().resolve(key), "_emotion.txt");
    if (file == null) {
      sink.omit(key, "the sequence has no emotion label");
      return;
    }
    int label = label(file);
    int peaks = Math.min(PEAKS, frames.size() - 1);
    for (int f = 0; f < frames.size(); f++) {
      boolean peak = f >= frames.size() - peaks;
      if (f == 0 || peak) {
        sink.take(item(parts, key, frames.get(f), peak ? label : 0));
      }
    }
  }

  private static int label(Path file) {
    double[] numbers = Lines.numbers(file);
    if (numbers.length != 1
        || numbers[0] != Math.rint(numbers[0])
        || numbers[0] < 0
        || numbers[0] >= CODES) {
      throw new DataException(
          file.toString(), "holds no code from 0 to 7", "give the official file");
    }
    return (int) numbers[0];
  }

  private static Item item(Parts parts, String key, String path, int label) {
    Matcher m = FRAME.matcher(path);
    if (!m.matches()) {
      throw new IllegalStateException(path);
    }
    Map<String, Object> says = new LinkedHashMap<>();
    says.put("session", m.group(2));
    says.put("frame", Integer.valueOf(m.group(3)));
    String stem = key + "/" + m.group(1) + "_" + m.group(2) + "_" + m.group(3);
    if (parts.landmarks() != null) {
      Path file = parts.landmarks().resolve(stem + "_landmarks.txt");
      if (Files.isRegularFile(file)) {
        says.put("landmarks", Landmarks.pairs(Lines.numbers(file), 68, file.toString()));
      }
    }
    if (parts.facs() != null) {
      Path file = parts.facs().resolve(stem + "_facs.txt");
      if (Files.isRegularFile(file)) {
        says.put("action-units", units(file));
      }
    }
    return Item.of(path, label).of(m.group(1)).saying(says);
  }

  /** Lines {@code unit intensity}; an intensity of 0 means that none was given. */
  private static Map<String, Double> units(Path file) {
    double[] numbers = Lines.numbers(file);
    if (numbers.length % 2 != 0) {
      throw new DataException(
          file.toString(), "is not pairs of unit and intensity", "give the official file");
    }
    Map<String, Double> units = new LinkedHashMap<>();
    for (int i = 0; i < numbers.length; i += 2) {
      units.put(Long.toString(Math.round(numbers[i])), numbers[i + 1]);
    }
    return units;
  }

  /** The one file of a directory with such an end; null where there is none, or no directory. */
  private static @Nullable Path only(Path dir, String end) {
    if (!Files.isDirectory(dir)) {
      return null;
    }
    return Walk.children(dir).stream()
        .filter(p -> Walk.name(p).endsWith(end) && Files.isRegularFile(p))
        .findFirst()
        .orElse(null);
  }
}
