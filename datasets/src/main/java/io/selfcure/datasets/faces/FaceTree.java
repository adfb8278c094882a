package io.selfcure.datasets.faces;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PartialFolder;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.pictures.FaceSheet;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.intake.FaceAttributes;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.PictureFile;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureEncoder;
import io.selfcure.vision.face.FaceCrop;
import io.selfcure.vision.face.FaceCutter;
import io.selfcure.vision.face.InOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Cuts the faces out of a tree of pictures into another tree with the same folders. Work goes on in
 * a directory beside the new one, which takes its name when all is done; a killed command goes on
 * there, and does nothing again but the pictures that were changed meanwhile and those after them.
 * Pictures stay in the order of their names, whatever the number of threads.
 */
public final class FaceTree {

  /** The folder of the crops in the output. */
  public static final String CROPS = "crops";

  private static final String JOURNAL = "journal.jsonl";
  private static final String SETTINGS = "settings.yaml";

  /** The longest file name of usual file systems, bytes. */
  private static final int LONGEST_NAME = 255;

  private final Path root;
  private final Path to;
  private final Path partial;
  private final FaceCutter.Settings settings;
  private final int threads;

  /**
   * Prepares.
   *
   * @param from the tree of pictures
   * @param to the new directory
   * @param threads at least 1
   * @throws UsageException when the directories do not fit together
   */
  public FaceTree(Path from, Path to, FaceCutter.Settings settings, int threads) {
    this.root = from.toAbsolutePath().normalize();
    this.to = to.toAbsolutePath().normalize();
    this.partial = PartialFolder.of(this.to);
    this.settings = settings;
    this.threads = threads;
    if (!Files.isDirectory(root)) {
      throw new DataException(
          root.toString(), Files.exists(root) ? "is no directory" : "is missing", "check the path");
    }
    if (this.to.startsWith(root)) {
      throw new UsageException(
          "{to}",
          Wording.value(this.to) + " lies in " + Wording.value(root),
          "name a directory outside the pictures'");
    }
    if (threads < 1) {
      throw new UsageException("{threads}", threads + " is not 1 or more", "give a number");
    }
    Outputs.requireFresh(this.to, "{to}");
  }

  /** A file of the tree, or what stands in its place and why it is none. */
  private record Candidate(String path, String reason) {}

  /**
   * Finds, cuts and writes.
   *
   * @param page makes the page that shows the faces, as HTML
   */
  public FaceSummary run(Function<FaceSheet, String> page, Progress progress) {
    List<Candidate> all = candidates();
    if (all.isEmpty()) {
      throw new DataException(root.toString(), "holds no files", "name a folder of pictures");
    }
    try (FaceCutter cutter = new FaceCutter(settings);
        PartialFolder folder = PartialFolder.takeUp(to, "faces")) {
      takeUp(cutter);
      long began = System.nanoTime();
      int already = work(all, cutter, progress);
      FaceSummary summary = finish(cutter, all.size() - already, began, page);
      Files.delete(partial.resolve(JOURNAL));
      Files.delete(partial.resolve(SETTINGS));
      folder.publish();
      return summary;
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(e);
    }
  }

  private List<Candidate> candidates() {
    List<Candidate> all = new ArrayList<>();
    Sink left =
        new Sink() {
          @Override
          public void take(Item item) {
            throw new IllegalStateException("a walk hands on paths");
          }

          @Override
          public void skip(String where, String reason) {
            all.add(new Candidate(where, reason));
          }
        };
    Walk.files(root, root, left, path -> all.add(new Candidate(path, "")));
    return all;
  }

  /** Begins, or takes up what a killed command left with the same settings. */
  private void takeUp(FaceCutter cutter) throws IOException {
    Map<String, String> now = new LinkedHashMap<>();
    now.put("from", root.toString());
    now.put("preprocessing", cutter.preprocessing().text());
    now.put("min-face", Integer.toString(settings.finder().minFace()));
    now.put("faces", settings.which().name());
    Path file = partial.resolve(SETTINGS);
    if (Files.isRegularFile(file)) {
      Map<String, String> before = Yaml.readFlat(file);
      if (!before.equals(now)) {
        throw new UsageException(
            "{to}",
            Wording.value(partial) + " was begun with other settings: " + Wording.value(before),
            "give the same, or remove it");
      }
      return;
    }
    Files.createDirectories(partial.resolve(CROPS));
    Outputs.writeAtomically(file, Yaml.write(now));
  }

  /** Does what is left to do; answers how many were done before. */
  private int work(List<Candidate> all, FaceCutter cutter, Progress progress) {
    int[] done = {0};
    try (Journal journal = Journal.open(partial.resolve(JOURNAL), check(all, done));
        Progress.Task task = progress.start("faces", "pictures", all.size())) {
      int already = done[0];
      if (already > 0) {
        progress.say("going on after " + already + " pictures that are done");
        task.advance(already, "");
      }
      long[] faces = {0};
      InOrder.each(
          all.subList(already, all.size()).iterator(),
          threads,
          c -> one(c, cutter),
          (c, entry) -> {
            journal.add(entry);
            faces[0] += entry.faces().size();
            task.advance(++done[0], faces[0] + " faces");
          });
      return already;
    }
  }

  private Journal.Check check(List<Candidate> all, int[] done) {
    return new Journal.Check() {
      @Override
      public boolean holds(Entry e) {
        boolean holds = done[0] < all.size() && unchanged(e, all.get(done[0]));
        done[0] += holds ? 1 : 0;
        return holds;
      }

      @Override
      public void dropped(Entry e) {
        e.faces().forEach(f -> remove(partial.resolve(f.crop())));
      }
    };
  }

  private void remove(Path crop) {
    try {
      Files.deleteIfExists(crop);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private boolean unchanged(Entry entry, Candidate candidate) {
    Entry now = entry(candidate, List.of(), "-");
    return entry.path().equals(now.path())
        && entry.bytes() == now.bytes()
        && entry.modified() == now.modified();
  }

  private Entry entry(Candidate c, List<Entry.Cut> faces, String reason) {
    long bytes = -1;
    long modified = -1;
    if (c.reason().isEmpty()) {
      try {
        Path file = root.resolve(c.path());
        bytes = Files.size(file);
        modified = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
      } catch (IOException e) {
        bytes = -1; // gone meanwhile: its reason says so
      }
    }
    return new Entry(c.path(), bytes, modified, faces, reason);
  }

  private Entry one(Candidate c, FaceCutter cutter) {
    if (!c.reason().isEmpty()) {
      return entry(c, List.of(), c.reason());
    }
    try {
      FaceCutter.Result result =
          cutter.cut(PictureDecoder.decode(PictureFile.bytes(root, c.path()), c.path()));
      List<Entry.Cut> cuts = new ArrayList<>();
      for (FaceCrop crop : result.crops()) {
        cuts.add(write(c.path(), cuts.size() + 1, crop));
      }
      return entry(c, cuts, result.reason());
    } catch (DataException e) {
      return entry(c, List.of(), e.problem());
    }
  }

  private Entry.Cut write(String path, int number, FaceCrop crop) {
    String name = CROPS + "/" + path + ".face" + number + ".png";
    Path file = partial.resolve(name);
    if (Walk.name(file).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw new DataException(path, "its name is too long to add to it", "rename the picture");
    }
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, PictureEncoder.png(crop.picture()));
    } catch (IOException e) {
      throw unwritable(e);
    }
    return Entry.Cut.of(crop, name);
  }

  private FaceSummary finish(
      FaceCutter cutter, int now, long began, Function<FaceSheet, String> page) throws IOException {
    double seconds = (System.nanoTime() - began) / 1e9;
    Files.writeString(
        partial.resolve(CROPS).resolve(FaceAttributes.PREPROCESSING),
        cutter.preprocessing().text() + "\n");
    try (Journal journal = Journal.open(partial.resolve(JOURNAL))) {
      FaceSummary summary = FaceTables.write(journal, partial, now, seconds);
      Files.writeString(
          partial.resolve("faces.html"),
          page.apply(FaceTables.sheet(journal, partial, root, cutter.preprocessing(), summary)));
      return summary;
    }
  }

  private EnvironmentException unwritable(Exception e) {
    return new EnvironmentException(
        to.toString(),
        "cannot be written: " + Reasons.of(e),
        "check free space and permissions; the same command goes on where it was",
        e);
  }
}
