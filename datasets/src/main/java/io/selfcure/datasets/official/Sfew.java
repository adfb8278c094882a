package io.selfcure.datasets.official;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
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
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SFEW 2.0's aligned faces: {@code Train/Train_Aligned_Faces/Angry/Airheads_000519240_00000005.png}
 * is film, time and frame. Films' names may hold underscores, so the two numbers are read from the
 * end. The pictures for testing have no labels.
 */
final class Sfew implements Importer {

  private static final LabelSet LABELS =
      LabelSet.of("Angry", "Disgust", "Fear", "Happy", "Neutral", "Sad", "Surprise");
  private static final String LIKE = "Train_Aligned_Faces/Angry/Airheads_000519240_00000005.png";
  private static final Pattern NAME =
      Pattern.compile(
          "(?:.*/)?(Train|Val|Test)_Aligned_Faces[^/]*/(?:("
              + String.join("|", LABELS.names())
              + ")/)?([^/]+?)(?:_(\\d+)_(\\d+))?\\.png");

  @Override
  public SetInfo info() {
    return new SetInfo(
        "sfew",
        "SFEW 2.0",
        "{Train,Val,Test}/{Train,Val,Test}_Aligned_Faces/<Emotion>/Airheads_000519240_00000005.png",
        "cs.anu.edu.au/few; Dhall et al., Static Facial Expression Analysis in Tough Conditions,"
            + " ICCVW 2011",
        "signed agreement, research only");
  }

  @Override
  public @Nullable String recognise(Clues place) {
    return place.named("^" + NAME.pattern() + "$", LIKE);
  }

  @Override
  public Reading open(Request request) {
    Path root = request.directory();
    if (root.toString().matches(".*_Aligned_Faces[^/]*")) {
      throw new DataException(
          root.toString(), "is one split of the set", "give the directory above it");
    }
    return new Reading(
        LABELS,
        root,
        Expected.NOTHING
            .split(Split.TRAIN, 891)
            .split(Split.VALID, 431)
            .classes(Split.TRAIN, 178, 52, 78, 184, 144, 161, 94)
            .classes(Split.VALID, 77, 23, 46, 72, 84, 73, 56),
        sink -> each(root, sink));
  }

  private static void each(Path root, Sink sink) {
    Walk.files(
        root,
        root,
        sink,
        path -> {
          Matcher m = NAME.matcher(path);
          if (!m.matches()) {
            if (!NamedFiles.isPaper(path)) {
              sink.skip(path, "is not named like " + LIKE);
            }
            return;
          }
          Split split = split(m.group(1));
          if (m.group(2) == null && split != Split.TEST) {
            sink.skip(path, "is in no directory of an emotion");
            return;
          }
          int label = m.group(2) == null ? Sample.UNKNOWN : LABELS.indexOf(m.group(2));
          Item item = Item.of(path, label).in(split);
          sink.take(
              m.group(4) == null
                  ? item
                  : item.of(m.group(3))
                      .saying(Map.of("session", m.group(4), "frame", Integer.valueOf(m.group(5)))));
        });
  }

  private static Split split(String word) {
    return switch (word) {
      case "Train" -> Split.TRAIN;
      case "Val" -> Split.VALID;
      default -> Split.TEST;
    };
  }
}
