package io.selfcure.datasets.check;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Pictures;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
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
 * All pictures of a data set, small and grey, in row order: enough to compare them. A picture that
 * cannot be read is black and listed. Kept in a temporary file, since there may be a million.
 */
final class SmallPictures implements AutoCloseable {

  private static final int SIDE = 32;
  private static final int CHUNK = 64;

  private final Path file;
  private final PixelPack pack;
  private final List<String> unreadable;
  private final Set<String> ids;
  private final String sha256;

  private SmallPictures(
      Path file, PixelPack pack, List<String> unreadable, Set<String> ids, String sha256) {
    this.file = file;
    this.pack = pack;
    this.unreadable = unreadable;
    this.ids = ids;
    this.sha256 = sha256;
  }

  static SmallPictures of(Dataset data, Progress progress) {
    Path file;
    try {
      file = Files.createTempFile("selfcure-check", ".pack");
    } catch (IOException e) {
      throw new EnvironmentException(
          System.getProperty("java.io.tmpdir", "the temporary directory"),
          "cannot be written in: " + Reasons.of(e),
          "check free space and permissions",
          e);
    }
    try {
      return fill(data, file, progress);
    } catch (RuntimeException e) {
      delete(file);
      throw e;
    }
  }

  private record Small(byte[] grey, byte[] file, String problem) {}

  private static SmallPictures fill(Dataset data, Path file, Progress progress) {
    PixelPack packed = data.pack();
    List<String> unreadable = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    MessageDigest digest = Outputs.sha256();
    List<Sample> samples = data.samples();
    try (PixelPack.Writer writer = new PixelPack.Writer(file, SIDE, SIDE, 1);
        Progress.Task task = progress.start("check", "images", samples.size())) {
      for (int from = 0; from < samples.size(); from += CHUNK) {
        int to = Math.min(samples.size(), from + CHUNK);
        List<Small> chunk =
            IntStream.range(from, to)
                .parallel()
                .mapToObj(i -> small(data, packed, samples.get(i)))
                .toList();
        for (int i = from; i < to; i++) {
          Small s = chunk.get(i - from);
          if (!s.problem().isEmpty()) {
            unreadable.add(samples.get(i).id() + ": " + s.problem());
            ids.add(samples.get(i).id());
          }
          digest.update(s.file());
          writer.add(s.grey());
        }
        task.advance(to, "");
      }
    }
    String sha256 =
        data.card().pictures() instanceof Pictures.Packed p
            ? Outputs.sha256(data.dir().resolve(p.file()))
            : Outputs.hex(digest);
    return new SmallPictures(file, PixelPack.open(file), unreadable, ids, sha256);
  }

  private static Small small(Dataset data, @Nullable PixelPack packed, Sample sample) {
    try {
      if (packed != null) {
        byte[] pixels = new byte[packed.pictureBytes()];
        packed.read(Dataset.packIndex(sample.path()), pixels, 0);
        byte[] shrunk =
            PictureDecoder.resize(pixels, packed.height(), packed.width(), packed.channels(), SIDE);
        return new Small(grey(shrunk, packed.channels()), new byte[0], "");
      }
      byte[] bytes = PictureFiles.read(data.file(sample));
      return new Small(grey(PictureDecoder.decode(bytes, sample.id(), SIDE).rgb(), 3), bytes, "");
    } catch (DataException e) {
      return new Small(new byte[SIDE * SIDE], new byte[0], e.problem());
    }
  }

  private static byte[] grey(byte[] pixels, int channels) {
    byte[] grey = new byte[SIDE * SIDE];
    for (int i = 0; i < grey.length; i++) {
      int sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += pixels[channels * i + c] & 0xff;
      }
      grey[i] = (byte) (sum / channels);
    }
    return grey;
  }

  /** Picture i for row i. */
  PixelPack pack() {
    return pack;
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
