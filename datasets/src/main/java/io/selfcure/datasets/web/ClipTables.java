package io.selfcure.datasets.web;

import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.CsvOutput;
import io.selfcure.core.data.CsvText;
import io.selfcure.core.data.Outputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of a folder of clips, put together of what each video gave; one video at a time. */
final class ClipTables {

  private static final List<String> CLIP_COLUMNS =
      List.of("video", "clip", "track", "start", "end", "seconds", "frames", "quality");

  private ClipTables() {}

  /**
   * Counts of a folder of clips.
   *
   * @param videos looked through
   * @param clips found
   * @param frames kept
   * @param seconds of all clips together
   */
  record Counts(int videos, long clips, long frames, double seconds) {}

  /**
   * Writes the tables of all videos.
   *
   * @param dir the folder of clips
   * @param videos by path
   * @param failures videos without clips, and why
   */
  static Counts write(
      Path dir, List<ClipStore.Video> videos, List<Map.Entry<String, String>> failures) {
    CsvText failed = new CsvText(CsvLayout.EXACT, "video", "reason", "clips");
    failures.forEach(f -> failed.add(f.getKey(), f.getValue(), "0"));
    long clips = 0;
    long frames = 0;
    double seconds = 0;
    Path framesPart = dir.resolve(ClipStore.FRAMES + ClipStore.PARTIAL);
    Path clipsPart = dir.resolve(ClipStore.CLIPS + ClipStore.PARTIAL);
    try (CsvOutput frameTable = new CsvOutput(framesPart, CsvLayout.EXACT, KeptFrame.COLUMNS);
        CsvOutput clipTable = new CsvOutput(clipsPart, CsvLayout.EXACT, CLIP_COLUMNS)) {
      for (ClipStore.Video v : videos) {
        List<KeptFrame> kept = new ArrayList<>();
        Path table = ClipStore.directory(dir, v.video()).resolve(ClipStore.FRAMES);
        FrameTable.read(table, (place, frame) -> kept.add(frame));
        kept.forEach(f -> frameTable.add(f.row()));
        for (List<KeptFrame> clip : byClip(kept)) {
          KeptFrame first = clip.get(0);
          clipTable.add(clipRow(clip));
          seconds += first.end() - first.start();
          clips++;
        }
        frames += kept.size();
        if (!v.damage().isEmpty()) {
          failed.add(v.video(), v.damage() + "; what came before is used", "" + v.clips());
        }
      }
    } catch (UncheckedIOException e) {
      throw ClipStore.unwritable(dir, e);
    }
    try {
      Outputs.publish(framesPart, dir.resolve(ClipStore.FRAMES));
      Outputs.publish(clipsPart, dir.resolve(ClipStore.CLIPS));
    } catch (IOException e) {
      throw ClipStore.unwritable(dir, e);
    }
    Outputs.writeAtomically(dir.resolve(ClipStore.FAILED), failed.text());
    return new Counts(videos.size(), clips, frames, seconds);
  }

  private static List<List<KeptFrame>> byClip(List<KeptFrame> frames) {
    List<List<KeptFrame>> clips = new ArrayList<>();
    for (KeptFrame f : frames) {
      if (clips.isEmpty() || clips.get(clips.size() - 1).get(0).clip() != f.clip()) {
        clips.add(new ArrayList<>());
      }
      clips.get(clips.size() - 1).add(f);
    }
    return clips;
  }

  private static List<String> clipRow(List<KeptFrame> clip) {
    KeptFrame first = clip.get(0);
    return List.of(
        first.video(),
        Integer.toString(first.clip()),
        Integer.toString(first.track()),
        KeptFrame.time(first.start()),
        KeptFrame.time(first.end()),
        KeptFrame.time(first.end() - first.start()),
        Integer.toString(clip.size()),
        String.format(
            Locale.ROOT,
            "%.4f",
            clip.stream().mapToDouble(KeptFrame::quality).average().orElse(0)));
  }
}
