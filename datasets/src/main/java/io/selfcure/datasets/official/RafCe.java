package io.selfcure.datasets.official;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Lines;
import io.selfcure.core.data.Split;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * RAF-CE, compound expressions: {@code RAFCE_emolabel.txt} with lines {@code 0001.jpg 5}, codes 0
 * to 13. Pictures are found by their names, aligned ones first.
 */
final class RafCe implements Importer {

  private static final String LIST = "RAFCE_emolabel.txt";
  private static final String PARTITION = "RAFCE_partition.txt";
  private static final Pattern LINE = Pattern.compile("\\s*(\\S+)\\.jpg\\s+(\\d{1,2})\\s*");
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
        "non-commercial research; not passed on",
        List.of(
            RafPartition.option(PARTITION, "the list is not read, and what it has is printed.")));
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
    RafPartition partition = RafPartition.read(request, "rafce", PARTITION, null);
    return new Reading(
        LABELS, root, Expected.NOTHING, sink -> each(root, labels(list), partition, sink));
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

  private static void each(
      Path root, Map<String, Integer> labels, RafPartition partition, Sink sink) {
    Map<String, String> pictures = RafPictures.find(root, sink);
    sink.note(partition.note());
    labels.forEach(
        (number, label) -> {
          String path = pictures.get(number);
          Split split = partition.of(number);
          if (path == null) {
            sink.skip(number + ".jpg", "no picture of that name is here");
          } else if (partition.known() && split == null) {
            sink.skip(path, partition.missing());
          } else {
            Item item = Item.of(path, label);
            sink.take(split == null ? item : item.in(split));
          }
        });
  }
}
