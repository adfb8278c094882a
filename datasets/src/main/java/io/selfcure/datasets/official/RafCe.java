package io.selfcure.datasets.official;

import io.selfcure.core.data.CsvInput;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * RAF-CE, compound expressions: {@code RAFCE_emolabel.txt} with lines {@code 0001.jpg 5}, codes 0
 * to 13. Pictures are found by their names, aligned ones first. Its partition list is not read:
 * which of its codes is which split is not certain enough.
 */
final class RafCe implements Importer {

  private static final String LIST = "RAFCE_emolabel.txt";
  private static final String PARTITION = "RAFCE_partition.txt";
  private static final Pattern LINE = Pattern.compile("\\s*(\\S+)\\.jpg\\s+(\\d{1,2})\\s*");
  private static final Pattern PICTURE =
      Pattern.compile("(?:.*/)?(\\d+)(_aligned)?\\.(?:jpe?g|png)");
  private static final LabelSet LABELS =
      LabelSet.of(
          "happily surprised",
          "happily disgusted",
          "sadly fearful",
          "sadly angry",
          "sadly surprised",
          "sadly disgusted",
          "fearfully angry",
          "fearfully surprised",
          "fearfully disgusted",
          "angrily surprised",
          "angrily disgusted",
          "disgustedly surprised",
          "happily fearful",
          "happily sad");

  @Override
  public SetInfo info() {
    return new SetInfo(
        "rafce",
        "RAF-CE",
        "a directory with "
            + LIST
            + ", in it or one down, and pictures 0001.jpg or 0001_aligned.jpg",
        "whdeng.cn/RAF; Yang, Li and Deng, compound expressions with action units, RAF-CE",
        "non-commercial research; not passed on");
  }

  private static @Nullable Path list(Path from) {
    for (String path : new String[] {LIST, "EmoLabel/" + LIST}) {
      Path base = Walk.base(from, path);
      if (base != null && Files.isRegularFile(base.resolve(path))) {
        return base.resolve(path);
      }
    }
    return null;
  }

  @Override
  public @Nullable String recognise(Clues place) {
    return list(place.from()) == null ? null : "has the list " + LIST;
  }

  @Override
  public Reading open(Request request) {
    Path root = request.directory();
    Path list = list(root);
    if (list == null) {
      throw new DataException(root.toString(), "has no " + LIST, "give " + info().expects());
    }
    return new Reading(LABELS, root, Expected.NOTHING, sink -> each(root, labels(list), sink));
  }

  private static Map<String, Integer> labels(Path list) {
    Map<String, Integer> labels = new LinkedHashMap<>();
    try (Lines in = new Lines(list)) {
      for (String line = in.next(); line != null; line = in.next()) {
        if (line.isBlank()) {
          continue;
        }
        Matcher m = LINE.matcher(line);
        if (!m.matches() || Integer.parseInt(m.group(2)) >= LABELS.size()) {
          throw new DataException(
              in.place(),
              "is " + CsvInput.shown(line) + ", expected '0001.jpg 5' with a code from 0 to 13",
              "give the official list");
        }
        if (labels.put(m.group(1), Integer.valueOf(m.group(2))) != null) {
          throw new DataException(
              in.place(), "names " + m.group(1) + " a second time", "name each picture once");
        }
      }
    }
    return labels;
  }

  private static void each(Path root, Map<String, Integer> labels, Sink sink) {
    Map<String, String> pictures = new HashMap<>();
    Walk.files(
        root,
        root,
        sink,
        path -> {
          Matcher m = PICTURE.matcher(path);
          if (m.matches() && m.group(2) != null) {
            pictures.put(m.group(1), path);
          } else if (m.matches()) {
            pictures.putIfAbsent(m.group(1), path);
          }
        });
    sink.note(PARTITION + " is not read: samples are divided as the other settings say");
    labels.forEach(
        (stem, label) -> {
          String path = pictures.get(stem);
          if (path == null) {
            sink.skip(stem + ".jpg", "no picture of that name is here");
          } else {
            sink.take(Item.of(path, label));
          }
        });
  }
}
