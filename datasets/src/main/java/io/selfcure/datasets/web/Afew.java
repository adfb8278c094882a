package io.selfcure.datasets.web;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Preprocessing;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * AFEW's videos, {@code Train_AFEW/Angry/000046280.avi}, of which {@code webemotion clips} has cut
 * the faces. A video shows one emotion of its main person, so of several clips of faces the longest
 * is taken. Who is shown is not told: the video is the subject, so that no two splits share one.
 */
public final class Afew implements Importer {

  private static final LabelSet LABELS =
      LabelSet.of("Angry", "Disgust", "Fear", "Happy", "Neutral", "Sad", "Surprise");
  private static final String LIKE = "Train_AFEW/Angry/000046280.avi";
  private static final Pattern VIDEO =
      Pattern.compile(
          "((?:.*/)?(Train|Val|Test)(?:_[^/]*)?/(?:.*?/)??(?:("
              + String.join("|", LABELS.names())
              + ")/)?[^/]+?)\\.[^./]+",
          Pattern.CASE_INSENSITIVE);
  private static final String HOW =
      "{command webemotion clips: seconds=0.2 from=AFEW to=afew-clips}";

  @Override
  public SetInfo info() {
    return new SetInfo(
        "afew",
        "AFEW",
        "what " + HOW + " made of {Train,Val,Test}_AFEW/<Emotion>/000046280.avi",
        "cs.anu.edu.au/few; Dhall et al., Collecting Large, Richly Annotated Facial-Expression"
            + " Databases from Movies, IEEE MultiMedia 2012",
        "signed agreement, research only");
  }

  @Override
  public @Nullable String recognise(Clues place) {
    Path table = place.from().resolve(ClipStore.FRAMES);
    if (!Files.isRegularFile(table)) {
      return null;
    }
    try (CsvInput csv = new CsvInput(table, CsvLayout.EXACT)) {
      return csv.has("video") && isNamedLike(csv, csv.column("video"))
          ? "faces of videos that are named like " + LIKE
          : null;
    } catch (DataException e) {
      return null;
    }
  }

  /** Many a folder is called train: only a directory of an emotion tells, or Test with all else. */
  private static boolean isNamedLike(CsvInput csv, int video) {
    boolean test = false;
    boolean other = false;
    for (CsvInput.Row r = csv.next(); r != null; r = csv.next()) {
      Matcher m = VIDEO.matcher(r.cells().get(video));
      boolean matches = m.matches();
      if (matches && m.group(3) != null) {
        return true;
      }
      boolean hidden = matches && split(m.group(2)) == Split.TEST;
      test |= hidden;
      other |= !hidden;
    }
    return test && !other;
  }

  @Override
  public Preprocessing preprocessing(Request request) {
    ClipStore.table(request.directory(), HOW); // the videos themselves are what people have first
    return ClipStore.preprocessing(request.directory());
  }

  @Override
  public Reading open(Request request) {
    Path clips = request.directory();
    Path table = ClipStore.table(clips, HOW);
    return new Reading(LABELS, clips, Expected.NOTHING, sink -> each(table, sink));
  }

  private static void each(Path table, Sink sink) {
    List<KeptFrame> video = new ArrayList<>(); // the table holds a video's frames together
    FrameTable.read(
        table,
        (place, frame) -> {
          if (!video.isEmpty() && !video.get(0).video().equals(frame.video())) {
            one(video, sink);
            video.clear();
          }
          video.add(frame);
        });
    if (!video.isEmpty()) {
      one(video, sink);
    }
  }

  private static void one(List<KeptFrame> frames, Sink sink) {
    Matcher m = VIDEO.matcher(frames.get(0).video());
    if (!m.matches()) {
      frames.forEach(f -> sink.skip(f.file(), "its video is not named like " + LIKE));
      return;
    }
    Split split = split(m.group(2));
    String emotion = m.group(3);
    if (emotion == null && split != Split.TEST) {
      frames.forEach(f -> sink.skip(f.file(), "its video is in no directory of an emotion"));
      return;
    }
    int label = emotion == null ? Sample.UNKNOWN : label(emotion);
    KeptFrame main = Collections.max(frames, Comparator.comparingDouble(f -> f.end() - f.start()));
    for (KeptFrame f : frames) {
      if (f.clip() == main.clip()) {
        sink.take(Item.of(f.file(), label).in(split).of(m.group(1)).saying(said(f)));
      } else {
        sink.omit(f.file(), "another face or shot of its video is there longer");
      }
    }
  }

  private static Map<String, Object> said(KeptFrame f) {
    Map<String, Object> says = f.said();
    says.put("video", f.video());
    return says;
  }

  private static int label(String emotion) {
    return LABELS.indexOf(
        emotion.substring(0, 1).toUpperCase(Locale.ROOT)
            + emotion.substring(1).toLowerCase(Locale.ROOT));
  }

  private static Split split(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "train" -> Split.TRAIN;
      case "val" -> Split.VALID;
      default -> Split.TEST;
    };
  }
}
