package io.selfcure.vision;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.UserCache;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decoded pixels of a data set at one size, made once and memory-mapped from then on, so that no
 * epoch waits for a decoder. A cache file is named by the pictures' hash and the size: data sets
 * with other labels on the same pictures share it, and deleting it only costs time.
 */
public final class PixelCache {

  /** Pictures under way at once: few, as the original files are held in memory. */
  private static final int CHUNK = 8 * Runtime.getRuntime().availableProcessors();

  private PixelCache() {}

  /**
   * A data set's pictures at {@code size} x {@code size} pixels, picture i for row i. Pictures that
   * are packed at that size already are used as they are; picture files become RGB.
   *
   * @param root the cache directory, made if missing
   * @throws DataException when a picture is missing, damaged or not the one that was imported
   */
  public static PixelPack open(Dataset data, int size, Path root, Progress progress) {
    PixelPack source = data.pack();
    data.verifyPack();
    boolean inRowOrder = source == null || inRowOrder(data, source);
    if (source != null) {
      requirePictures(data, source);
      if (inRowOrder && source.height() == size && source.width() == size) {
        return source;
      }
    }
    Path file = root.resolve(key(data, inRowOrder) + "-" + size + ".pack");
    if (!Files.exists(file)) {
      build(data, source, size, file, progress);
    }
    PixelPack cached = PixelPack.open(file);
    requireRows(data, cached);
    return cached;
  }

  /** Whether the pack's pictures are the rows', one by one; some may have no row any more. */
  private static boolean inRowOrder(Dataset data, PixelPack pack) {
    List<Sample> samples = data.samples();
    return pack.count() == samples.size()
        && IntStream.range(0, samples.size()).allMatch(i -> samples.get(i).path().equals("#" + i));
  }

  private static void requirePictures(Dataset data, PixelPack pack) {
    long last =
        data.samples().stream().mapToLong(s -> Dataset.packIndex(s.path())).max().orElse(-1);
    if (last >= pack.count()) {
      throw new DataException(
          data.dir().toString(),
          "names packed picture #" + last + ", of which there are " + pack.count(),
          "import the data set again");
    }
  }

  private static void requireRows(Dataset data, PixelPack pack) {
    if (pack.count() != data.samples().size()) {
      throw new DataException(
          data.dir().toString(),
          "has " + data.samples().size() + " rows and " + pack.count() + " packed pictures",
          "import the data set again");
    }
  }

  /** Names the pixels: the pictures' hash and, for packs, which picture each row shows. */
  private static String key(Dataset data, boolean inRowOrder) {
    String pictures = data.card().pictures().sha256();
    if (inRowOrder) {
      return pictures;
    }
    MessageDigest digest = Outputs.sha256();
    digest.update(pictures.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    data.samples()
        .forEach(s -> digest.update(s.path().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    return Outputs.hex(digest);
  }

  private static void build(
      Dataset data, @Nullable PixelPack source, int size, Path file, Progress progress) {
    Outputs.requireWritable(file, "{cache}");
    makePrivate(file.toAbsolutePath().getParent());
    int channels = source == null ? 3 : source.channels();
    Outputs.writeAtomically(
        file,
        partial -> {
          UserCache.makePrivateFile(partial); // people's faces
          try (PixelPack.Writer writer = new PixelPack.Writer(partial, size, size, channels)) {
            if (source == null) {
              decodeAll(data, size, writer, progress);
            } else {
              resizeAll(data, source, size, writer, progress);
            }
          }
        });
  }

  private static void makePrivate(Path folder) {
    try {
      UserCache.makePrivate(folder);
    } catch (IOException e) {
      throw new EnvironmentException(
          folder.toString(),
          "cannot be made: " + Reasons.of(e),
          "check permissions, or name another directory as {cache}",
          e);
    }
  }

  private record Decoded(byte[] file, byte[] rgb) {}

  private static void decodeAll(
      Dataset data, int size, PixelPack.Writer writer, Progress progress) {
    MessageDigest digest = Outputs.sha256();
    List<Sample> samples = data.samples();
    inChunks(
        samples.size(),
        progress,
        row -> {
          Path path = data.file(samples.get(row));
          byte[] bytes = PictureFiles.read(path);
          return new Decoded(bytes, PictureDecoder.decode(bytes, path.toString(), size).rgb());
        },
        decoded -> {
          digest.update(decoded.file());
          writer.add(decoded.rgb());
        });
    String found = Outputs.hex(digest);
    if (!found.equals(data.card().pictures().sha256())) {
      throw new DataException(
          data.dir().toString(),
          "pictures changed since the import: their hash is "
              + found
              + ", the card says "
              + data.card().pictures().sha256(),
          "import the data set again");
    }
  }

  private static void resizeAll(
      Dataset data, PixelPack source, int size, PixelPack.Writer writer, Progress progress) {
    inChunks(
        data.samples().size(),
        progress,
        row -> {
          byte[] pixels = new byte[source.pictureBytes()];
          source.read(Dataset.packIndex(data.samples().get(row).path()), pixels, 0);
          return PictureDecoder.resize(
              pixels, source.height(), source.width(), source.channels(), size);
        },
        writer::add);
  }

  /** Makes pictures on all cores and hands them on in row order, few at a time. */
  private static <T> void inChunks(
      int rows, Progress progress, IntFunction<T> make, java.util.function.Consumer<T> take) {
    try (Progress.Task task = progress.start("pixel cache", "images", rows)) {
      for (int from = 0; from < rows; from += CHUNK) {
        int to = Math.min(rows, from + CHUNK);
        IntStream.range(from, to).parallel().mapToObj(make).toList().forEach(take);
        task.advance(to, "");
      }
    }
  }
}
