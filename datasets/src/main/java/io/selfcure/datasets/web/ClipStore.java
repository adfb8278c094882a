package io.selfcure.datasets.web;

import io.selfcure.core.data.FolderLock;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Walk;
import io.selfcure.datasets.web.ClipCutter.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The folder of clips (docs/formats/webemotion.md): a directory a video, which takes its name when
 * it is complete, so that a killed run goes on with the next video; tables of all at the end.
 */
final class ClipStore implements AutoCloseable {

  static final String FRAMES = "frames.csv";
  static final String CLIPS = "clips.csv";
  static final String FAILED = "failed.csv";

  /** The setting that says how faces were found and cut out. */
  static final String PREPROCESSING = "preprocessing";

  /** The command that makes such a folder. */
  static final String COMMAND = "{command webemotion clips}";

  private static final String SETTINGS = "clips.yaml";
  private static final String VIDEOS = "videos";
  private static final String VIDEO = "video.yaml";
  static final String PARTIAL = ".partial";
  private static final String LOCK = ".lock";
  private static final int FORMAT = 1;
  private static final int STEM = 40;
  private static final int HASH = 12;

  /** So often may a video end the program before it is left out. */
  private static final int TRIES = 3;

  private static final String TRIED = ".tries";

  private final Path dir;
  private final FolderLock lock;

  /** What is said of the whole: the settings that made it. */
  record Settings(int format, Map<String, String> settings) {}

  /**
   * What is said of a video.
   *
   * @param format the version
   * @param video its path below the folder of videos
   * @param bytes its size, by which another file of that name is noticed
   * @param seconds how long it was looked at
   * @param damage why that was not to its end, empty where it was
   * @param clips how many were found
   */
  record Video(int format, String video, long bytes, double seconds, String damage, int clips) {}

  private ClipStore(Path dir, FolderLock lock) {
    this.dir = dir;
    this.lock = lock;
  }

  /**
   * Makes a folder, or opens one to go on.
   *
   * @throws UsageException when something else is there, or clips that were made otherwise
   */
  static ClipStore open(Path to, Map<String, String> settings) {
    Path dir = to.toAbsolutePath().normalize();
    Path file = dir.resolve(SETTINGS);
    try {
      if (!Files.exists(file) && !Files.exists(dir.resolve(LOCK))) {
        Outputs.requireFresh(dir, "{to}");
      }
      ClipStore store = new ClipStore(dir, FolderLock.take(dir.resolve(LOCK), "run"));
      try {
        if (Files.exists(file)) {
          requireSame(file, settings);
        } else {
          Outputs.writeAtomically(file, Yaml.write(new Settings(FORMAT, settings)));
        }
        store.removeUnfinished();
      } catch (IOException | SelfcureException e) {
        store.close();
        throw e;
      }
      return store;
    } catch (IOException e) {
      throw unwritable(dir, e);
    }
  }

  private static void requireSame(Path file, Map<String, String> settings) {
    Settings made = yaml(file, Settings.class);
    if (made.format() != FORMAT) {
      throw new DataException(
          file.toString(), "has format " + made.format(), "use the program that made it");
    }
    settings.forEach(
        (name, value) -> {
          String before = made.settings().getOrDefault(name, "");
          if (!before.equals(value)) {
            throw new UsageException(
                "{to}",
                Wording.value(
                    file.getParent() + " was made with " + name + " " + before + ", not " + value),
                "give the same options to go on, or name a new directory");
          }
        });
  }

  private static <T> T yaml(Path file, Class<T> type) {
    try {
      return Yaml.read(file, type);
    } catch (JacksonException e) {
      throw new DataException(
          file.toString(),
          "is damaged: " + e.getOriginalMessage(),
          "remove the directory that it is in and run again",
          e);
    }
  }

  private void removeUnfinished() throws IOException {
    Files.createDirectories(dir.resolve(VIDEOS));
    for (Path p : Walk.directories(dir.resolve(VIDEOS))) {
      if (Walk.name(p).endsWith(PARTIAL)) {
        Outputs.deleteTree(p);
      }
    }
  }

  /** A directory's name: what can be read of the path's last part, and a hash of all of it. */
  static String key(String video) {
    java.security.MessageDigest digest = Outputs.sha256();
    digest.update(video.getBytes(StandardCharsets.UTF_8));
    String stem =
        video
            .replaceFirst("^.*/", "")
            .replaceFirst("\\.[^.]*$", "")
            .replaceAll("[^A-Za-z0-9_-]", "_");
    String start = stem.length() <= STEM ? stem : stem.substring(0, STEM);
    return start + "-" + Outputs.hex(digest).substring(0, HASH);
  }

  /** What is known of a video that has been looked through; null where its file is another now. */
  @Nullable Video find(String video, long bytes) {
    Path file = dir.resolve(VIDEOS).resolve(key(video)).resolve(VIDEO);
    if (!Files.exists(file)) {
      return null;
    }
    Video found = yaml(file, Video.class);
    return found.bytes() == bytes ? found : null;
  }

  /** What finds a video's clips and writes their pictures into a directory. */
  @FunctionalInterface
  interface Work {
    Result cut(Path into);
  }

  /**
   * A file on which native code crashes would end every run at the same place: after some it is
   * left out.
   */
  private static void count(Path tries) throws IOException {
    int before = Files.exists(tries) ? Files.readString(tries).strip().length() : 0;
    if (before >= TRIES) {
      throw new DataException(
          tries.toString(),
          "the program has ended "
              + before
              + " times while it read this; to try again, remove "
              + tries,
          "leave the video out");
    }
    Files.writeString(tries, "*".repeat(before + 1));
  }

  /** Has a video's clips made; they stand under their name only when all of them do. */
  Video add(String video, long bytes, Work work) {
    Path target = directory(dir, video);
    Path tries = target.resolveSibling(target.getFileName() + TRIED);
    Path partial = target.resolveSibling(target.getFileName() + PARTIAL);
    try {
      Outputs.deleteTree(partial);
      Files.createDirectory(partial);
      count(tries);
      Result found;
      try {
        found = work.cut(partial);
      } catch (DataException e) {
        Files.delete(tries); // it ended in good order
        throw e;
      }
      String place = VIDEOS + "/" + target.getFileName() + "/";
      List<KeptFrame> frames =
          found.frames().stream().map(f -> f.in(f.clip(), place + f.file())).toList();
      int clips = (int) frames.stream().mapToInt(KeptFrame::clip).distinct().count();
      Video said = new Video(FORMAT, video, bytes, found.seconds(), found.damage(), clips);
      Files.writeString(partial.resolve(FRAMES), FrameTable.text(frames));
      Files.writeString(partial.resolve(VIDEO), Yaml.write(said));
      Outputs.force(partial); // a power cut takes nothing back: sources may be deleted then
      Outputs.deleteTree(target); // of another file of that name
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(tries);
      return said;
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(target, e);
    } finally {
      Outputs.deleteTree(partial);
    }
  }

  /** All videos that have been looked through, by path. */
  List<Video> videos() {
    List<Video> all = new ArrayList<>();
    for (Path p : Walk.directories(dir.resolve(VIDEOS))) {
      all.add(yaml(p.resolve(VIDEO), Video.class));
    }
    all.sort(Comparator.comparing(Video::video));
    return all;
  }

  /**
   * Writes the tables of all videos.
   *
   * @param failures videos without clips, and why
   */
  ClipTables.Counts writeTables(List<Map.Entry<String, String>> failures) {
    return ClipTables.write(dir, videos(), failures);
  }

  /** A video's own directory, below the folder of clips. */
  static Path directory(Path dir, String video) {
    return dir.resolve(VIDEOS).resolve(key(video));
  }

  /**
   * The frames of a finished folder.
   *
   * @param how the command that makes one
   * @throws DataException when it is none, or not finished
   */
  static Path table(Path clips, String how) {
    Path table = clips.resolve(FRAMES);
    if (Files.isRegularFile(table)) {
      return table;
    }
    if (Files.isRegularFile(clips.resolve(SETTINGS))) {
      throw new DataException(
          clips.toString(),
          "has no " + FRAMES + ": cutting the clips was interrupted",
          "run it again with the same options, it goes on where it was");
    }
    throw new DataException(
        clips.toString(),
        "has no " + FRAMES + ": the faces are not cut out of the videos yet",
        "cut them out with " + how + " and name what it makes");
  }

  /**
   * How the faces of a folder were found and cut out.
   *
   * @throws DataException when it is none
   */
  static Preprocessing preprocessing(Path clips) {
    Settings made = yaml(clips.resolve(SETTINGS), Settings.class);
    return Preprocessing.of(made.settings().getOrDefault(PREPROCESSING, ""));
  }

  static EnvironmentException unwritable(Path path, Exception e) {
    return new EnvironmentException(
        path.toString(),
        "cannot be written: " + Reasons.of(e),
        "check free space and permissions",
        e);
  }

  @Override
  public void close() {
    lock.close();
  }
}
