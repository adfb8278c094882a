package io.selfcure.datasets.faces;

import io.selfcure.core.data.CsvOutput;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.pictures.FaceSheet;
import io.selfcure.datasets.intake.Walk;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureEncoder;
import io.selfcure.vision.PictureFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables of a tree's faces (docs/formats/faces.md). */
final class FaceTables {

  /** Faces that the page shows, spread over all. */
  private static final int SHOWN = 240;

  /** Their side on the page, pixels. */
  private static final int SIDE = 112;

  private static final List<String> COLUMNS =
      List.of(
          "source",
          "face",
          "box",
          "landmarks",
          "score",
          "blur",
          "yaw",
          "roll",
          "brightness",
          "contrast",
          "quality",
          "outside",
          "crop");

  private FaceTables() {}

  /** Counts that the entries add up to. */
  private static final class Tally {
    long pictures;
    long withFaces;
    long faces;
    final Map<String, Long> reasons = new TreeMap<>();

    void add(Entry e) {
      pictures++;
      faces += e.faces().size();
      if (e.faces().isEmpty()) {
        reasons.merge(e.reason().replaceAll("\\d+", "N"), 1L, Long::sum);
      } else {
        withFaces++;
      }
    }
  }

  static FaceSummary write(Journal journal, Path dir, int now, double seconds) {
    Tally tally = new Tally();
    try (CsvOutput faces = new CsvOutput(dir.resolve("faces.csv"), COLUMNS);
        CsvOutput rejected =
            new CsvOutput(dir.resolve("rejected.csv"), List.of("source", "reason"))) {
      journal.each(
          e -> {
            tally.add(e);
            if (e.faces().isEmpty()) {
              rejected.add(e.path(), e.reason());
            }
            for (int i = 0; i < e.faces().size(); i++) {
              faces.add(row(e.path(), i + 1, e.faces().get(i)));
            }
          });
    }
    Map<String, Long> reasons = new LinkedHashMap<>();
    tally.reasons.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .forEach(e -> reasons.put(e.getKey(), e.getValue()));
    return new FaceSummary(
        tally.pictures,
        tally.withFaces,
        tally.faces,
        tally.pictures - tally.withFaces,
        reasons,
        now,
        seconds);
  }

  private static List<String> row(String path, int number, Entry.Cut cut) {
    Entry.Worth q = cut.quality();
    return List.of(
        path,
        Integer.toString(number),
        words(cut.box()),
        words(cut.landmarks()),
        Double.toString(cut.score()),
        Double.toString(q.blur()),
        cell(q.yaw()),
        cell(q.roll()),
        Double.toString(q.brightness()),
        Double.toString(q.contrast()),
        Double.toString(q.score()),
        Double.toString(cut.outside()),
        cut.crop());
  }

  private static String words(List<Double> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static String cell(@Nullable Double value) {
    return value == null ? "" : value.toString();
  }

  /** What the page shows of them: at most {@link #SHOWN} faces, spread over all. */
  static FaceSheet sheet(Journal journal, Path dir, Path root, Preprocessing how, FaceSummary s) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("pictures of", root.toString());
    facts.put("preprocessing", how.text());
    facts.put("pictures", count(s.pictures()));
    facts.put("faces", count(s.faces()));
    facts.put("rejected pictures", count(s.rejected()));
    List<FaceSheet.Shot> shots = new ArrayList<>();
    long[] at = {0};
    long step = Math.max(1, (s.faces() + SHOWN - 1) / SHOWN);
    journal.each(
        e ->
            e.faces()
                .forEach(
                    cut -> {
                      if (at[0]++ % step == 0) {
                        shots.add(shot(dir, e.path(), cut));
                      }
                    }));
    return new FaceSheet(Walk.name(root), facts, s.reasons(), shots);
  }

  static FaceSheet.Shot shot(Path dir, String source, Entry.Cut cut) {
    byte[] file = PictureFiles.read(dir.resolve(cut.crop()));
    Picture small = PictureDecoder.decode(file, cut.crop(), SIDE);
    byte[] jpeg = PictureEncoder.jpeg(small.rgb(), SIDE, SIDE, 3);
    return new FaceSheet.Shot(
        source,
        "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg),
        String.format(Locale.ROOT, "score %.2f, quality %.2f", cut.score(), cut.quality().score()));
  }

  private static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
