package io.selfcure.datasets.web;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.progress.Progress;
import io.selfcure.core.progress.ScreenText;
import io.selfcure.datasets.intake.Walk;
import io.selfcure.vision.Picture;
import io.selfcure.vision.face.Face;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the clips of a folder of videos, one video after the other; goes on after a kill. */
public final class ClipRun {

  private static final Set<String> VIDEOS =
      Set.of(
          "mp4", "m4v", "mov", "mkv", "webm", "avi", "mpg", "mpeg", "ts", "mts", "flv", "ogv",
          "wmv", "asf", "3gp");

  /**
   * What a run came to.
   *
   * @param videos looked through, in all runs into this folder
   * @param before of these, in runs before this one
   * @param clips found, in all runs
   * @param frames kept, in all runs
   * @param seconds how long the clips are together
   * @param failed videos that gave nothing
   * @param damaged videos that ended early; what came before is used
   * @param others files that are no videos by their names
   * @param forgotten sources that were deleted
   */
  public record Outcome(
      int videos,
      int before,
      long clips,
      long frames,
      double seconds,
      int failed,
      int damaged,
      int others,
      int forgotten) {}

  private final ClipJob job;
  private final ClipCutter cutter;
  private final Recutter recutter;
  private final Progress progress;
  private final List<Map.Entry<String, String>> failures = new ArrayList<>();
  private int before;
  private int damaged;
  private int others;
  private int forgotten;

  private ClipRun(ClipJob job, Function<Picture, List<Face>> finder, Progress progress) {
    this.job = job;
    this.cutter = new ClipCutter(job, finder);
    this.recutter = new Recutter(job);
    this.progress = progress;
  }

  /**
   * Makes clips, or goes on making them.
   *
   * @param finder finds the faces of a frame, largest first, with landmarks
   * @param minFace width in pixels of the smallest face that it is asked for
   * @param how what is to be said of finder and cropper
   */
  public static Outcome run(
      ClipJob job,
      Function<Picture, List<Face>> finder,
      int minFace,
      Preprocessing how,
      Progress progress) {
    ClipRun run = new ClipRun(job, finder, progress);
    try (ClipStore store = ClipStore.open(job.to(), settings(job, minFace, how))) {
      return run.into(store);
    }
  }

  private static Map<String, String> settings(ClipJob job, int minFace, Preprocessing how) {
    Map<String, String> settings = new LinkedHashMap<>();
    Path list = job.list();
    if (list != null) {
      settings.put("list", Outputs.sha256(list));
    } else {
      settings.put("seconds", Double.toString(job.rules().seconds()));
      settings.put("frames", Integer.toString(job.rules().frames()));
      settings.put("fps", Double.toString(job.rules().fps()));
      settings.put("min-face", Integer.toString(minFace));
    }
    settings.put(ClipStore.PREPROCESSING, how.text());
    return settings;
  }

  private Outcome into(ClipStore store) {
    Map<String, List<KeptFrame>> listed = job.list() == null ? Map.of() : listed(job.list());
    List<String> videos = job.list() == null ? videos() : List.copyOf(listed.keySet());
    try (Progress.Task task = progress.start("clips", "videos", videos.size())) {
      for (int i = 0; i < videos.size(); i++) {
        String video = videos.get(i);
        long done = i;
        one(
            store,
            video,
            listed.get(video),
            s -> task.advance(done, String.format(Locale.ROOT, "%s at %.0f s", shown(video), s)));
        task.advance(i + 1L, "");
      }
    }
    ClipTables.Counts counts = store.writeTables(failures);
    return new Outcome(
        counts.videos(),
        before,
        counts.clips(),
        counts.frames(),
        counts.seconds(),
        failures.size(),
        damaged,
        others,
        forgotten);
  }

  private static String shown(String video) {
    return CsvInput.shown(video.replaceFirst("(?s)^.*/", ""));
  }

  /** Paths of all videos, in the order of their names. */
  private List<String> videos() {
    List<String> videos = new ArrayList<>();
    Walk.files(
        job.from(),
        job.from(),
        new Skips((where, reason) -> failures.add(Map.entry(where, reason))),
        path -> {
          String end = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
          if (VIDEOS.contains(end)) {
            videos.add(path);
          } else {
            others++;
          }
        });
    if (videos.isEmpty() && failures.isEmpty()) {
      throw new DataException(
          job.from().toString(), "holds no video", "name a folder with files such as a.mp4");
    }
    return videos;
  }

  private static Map<String, List<KeptFrame>> listed(Path list) {
    Map<String, List<KeptFrame>> byVideo = new TreeMap<>();
    FrameTable.read(
        list,
        (place, frame) ->
            byVideo.computeIfAbsent(frame.video(), v -> new ArrayList<>()).add(frame));
    if (byVideo.isEmpty()) {
      throw new DataException(list.toString(), "lists no frame", "name a frames.csv");
    }
    return byVideo;
  }

  private void one(
      ClipStore store, String video, @Nullable List<KeptFrame> list, DoubleConsumer told) {
    try {
      Path file = inside(video);
      long bytes = Files.size(file);
      ClipStore.Video made = store.find(video, bytes);
      if (made != null) {
        before++;
      } else {
        made = store.add(video, bytes, dir -> clips(file, video, list, told, dir));
      }
      boolean whole = made.damage().isEmpty();
      damaged += whole ? 0 : 1;
      if (job.forgetMedia() && whole) {
        forget(file);
      }
    } catch (DataException e) { // a bad video never stops the others
      fail(video, e.problem());
    } catch (IOException e) {
      fail(video, "cannot be read: " + Reasons.of(e));
    }
  }

  private ClipCutter.Result clips(
      Path file, String video, @Nullable List<KeptFrame> list, DoubleConsumer told, Path dir) {
    return list == null ? cutter.cut(file, video, dir, told) : recutter.cut(file, list, dir);
  }

  private void fail(String video, String reason) {
    failures.add(Map.entry(video, reason));
    progress.say(shown(video) + ": " + ScreenText.of(reason));
  }

  /** A video below the folder, never one outside it: names may come from a list. */
  private Path inside(String video) throws IOException {
    Path file;
    try {
      file = job.from().resolve(video).normalize();
    } catch (InvalidPathException e) {
      throw new DataException(
          CsvInput.shown(video), "is no file name here: " + e.getReason(), "check the list", e);
    }
    if (!file.startsWith(job.from()) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new DataException(video, "is not below " + job.from(), "check the list");
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || !file.toRealPath().startsWith(job.from().toRealPath())) {
      throw new DataException(video, Walk.LINK, "copy the video there");
    }
    return file;
  }

  private void forget(Path file) {
    try {
      Files.delete(file);
      forgotten++;
      progress.say("deleted " + CsvInput.shown(file.toString()));
    } catch (IOException e) {
      throw new EnvironmentException(
          file.toString(), "cannot be deleted: " + Reasons.of(e), "check its permissions", e);
    }
  }
}
