package io.selfcure.datasets.check;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Pictures;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.core.pictures.Print;
import io.selfcure.core.pictures.Prints;
import io.selfcure.core.progress.Progress;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The prints of all pictures of a data set, in row order. A picture that cannot be read is listed
 * and equals no other. Kept in a temporary file, since there may be a million: a check reads the
 * pictures themselves, whatever a cache holds.
 */
final class CheckedPictures implements AutoCloseable {

  private static final int CHUNK = 64;

  private final Path file;
  private final Prints prints;
  private final List<String> unreadable;
  private final Set<String> ids;
  private final String sha256;

  private CheckedPictures(
      Path file, Prints prints, List<String> unreadable, Set<String> ids, String sha256) {
    this.file = file;
    this.prints = prints;
    this.unreadable = unreadable;
    this.ids = ids;
    this.sha256 = sha256;
  }

  static CheckedPictures of(Dataset data, Progress progress) {
    Path file = Outputs.temporary("selfcure-check", ".pack");
    try {
      return fill(data, file, progress);
    } catch (RuntimeException e) {
      delete(file);
      throw e;
    }
  }

  private record Seen(Print print, byte[] file, String problem) {}

  private static CheckedPictures fill(Dataset data, Path file, Progress progress) {
    PixelPack packed = data.pack();
    List<String> unreadable = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    MessageDigest digest = Outputs.sha256();
    List<Sample> samples = data.samples();
    try (Prints.Writer writer = new Prints.Writer(file);
        Progress.Task task = progress.start("check", "images", samples.size())) {
      for (int from = 0; from < samples.size(); from += CHUNK) {
        int to = Math.min(samples.size(), from + CHUNK);
        List<Seen> chunk =
            IntStream.range(from, to).parallel().mapToObj(i -> see(data, packed, i)).toList();
        for (int i = from; i < to; i++) {
          Seen s = chunk.get(i - from);
          if (!s.problem().isEmpty()) {
            unreadable.add(samples.get(i).id() + ": " + s.problem());
            ids.add(samples.get(i).id());
          }
          digest.update(s.file());
          writer.add(s.print());
        }
        task.advance(to, "");
      }
    }
    String sha256 =
        data.card().pictures() instanceof Pictures.Packed p
            ? Outputs.sha256(data.dir().resolve(p.file()))
            : Outputs.hex(digest);
    return new CheckedPictures(file, Prints.open(file), unreadable, ids, sha256);
  }

  private static Seen see(Dataset data, @Nullable PixelPack packed, int row) {
    Sample sample = data.samples().get(row);
    try {
      if (packed != null) {
        byte[] pixels = new byte[packed.pictureBytes()];
        packed.read(Dataset.packIndex(sample.path()), pixels, 0);
        return new Seen(
            Print.of(pixels, packed.height(), packed.width(), packed.channels()), new byte[0], "");
      }
      byte[] bytes = PictureFiles.read(data.file(sample));
      return new Seen(PictureDecoder.print(bytes, sample.id()), bytes, "");
    } catch (DataException e) {
      return new Seen(Print.missing(row), new byte[0], e.problem());
    }
  }

  /** Print i for row i. */
  Prints prints() {
    return prints;
  }

  /** Which pictures cannot be read, and why. */
  List<String> unreadable() {
    return unreadable;
  }

  boolean isUnreadable(String id) {
    return ids.contains(id);
  }

  /** Hash of the pictures as the card has it. */
  String sha256() {
    return sha256;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }

  @Override
  public void close() {
    delete(file);
  }
}
