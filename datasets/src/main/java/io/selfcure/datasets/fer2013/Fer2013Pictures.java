package io.selfcure.datasets.fer2013;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Split;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * FER2013 as folders {@code {train,test}/<emotion>/Training_N.jpg}. The name tells the official
 * part: the directory {@code test} mixes PublicTest and PrivateTest. N orders the pictures of a
 * part; it is no row of the table.
 */
final class Fer2013Pictures {

  private static final Pattern NAME =
      Pattern.compile(
          "(?:.*/)?(angry|disgust|fear|happy|sad|surprise|neutral)"
              + "/(Training|PublicTest|PrivateTest)_(\\d{1,18})\\.\\w+");

  private Fer2013Pictures() {}

  private record Face(String path, Split split, int label, long number) {}

  static Reading open(Path root) {
    return new Reading(
        LabelSet.FER2013,
        root,
        TableReading.PACK,
        TableReading.expected(LabelRule.FER2013),
        Map.of("label-rule", LabelRule.FER2013.id()),
        sink -> each(root, sink));
  }

  private static void each(Path root, Sink sink) {
    List<Face> faces = new ArrayList<>();
    Walk.files(
        root,
        root,
        sink,
        path -> {
          Matcher m = NAME.matcher(path);
          if (m.matches()) {
            faces.add(
                new Face(
                    path,
                    split(m.group(2)),
                    LabelSet.FER2013.indexOf(m.group(1)),
                    Long.parseLong(m.group(3))));
          } else {
            sink.skip(path, "is not named like train/angry/Training_1.jpg");
          }
        });
    faces.sort(
        Comparator.comparing(Face::split)
            .thenComparingLong(Face::number)
            .thenComparing(Face::path));
    faces.forEach(f -> sink.take(Item.of(f.path(), f.label()).in(f.split())));
  }

  private static Split split(String part) {
    return switch (part) {
      case "Training" -> Split.TRAIN;
      case "PublicTest" -> Split.VALID;
      default -> Split.TEST;
    };
  }
}
