package io.selfcure.vision;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.UserCache;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.pictures.Print;
import io.selfcure.core.pictures.Prints;
import io.selfcure.core.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
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
    data.verifyPack(root);
    boolean inRowOrder = source == null || inRowOrder(data, source);
    if (source != null) {
      requirePictures(data, source);
      if (inRowOrder && source.height() == size && source.width() == size) {
        return source;
      }
    }
    Path file = root.resolve(key(data, inRowOrder) + "-" + size + ".pack");
    if (!Files.exists(file)) {
      if (source == null) {
        Path prints = prints(root, data, inRowOrder);
        write(
            prints,
            printed -> write(file, partial -> decode(data, size, partial, printed, progress)));
      } else {
        write(file, partial -> resize(data, source, size, partial, progress));
      }
    }
    PixelPack cached = PixelPack.open(file);
    requireRows(data, cached.count());
    return cached;
  }

  /**
   * The prints of a data set's pictures at their own size, print i for row i: the same whatever
   * size they were ever shown to a network. They are kept beside the pixels, and made with them, so
   * that files which were decoded once are not decoded again.
   *
   * @param root the cache directory, made if missing
   * @throws DataException when a picture is missing, damaged or not the one that was imported
   */
  public static Prints prints(Dataset data, Path root, Progress progress) {
    PixelPack source = data.pack();
    data.verifyPack(root);
    boolean inRowOrder = source == null || inRowOrder(data, source);
    Path file = prints(root, data, inRowOrder);
    if (!Files.exists(file)) {
      write(file, partial -> print(data, source, partial, progress));
    }
    Prints prints = Prints.open(file);
    requireRows(data, prints.count());
    return prints;
  }

  private static Path prints(Path root, Dataset data, boolean inRowOrder) {
    return root.resolve(key(data, inRowOrder) + "-prints-" + Prints.VERSION + ".pack");
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

  private static void requireRows(Dataset data, int pictures) {
    if (pictures != data.samples().size()) {
      throw new DataException(
          data.dir().toString(),
          "has " + data.samples().size() + " rows and " + pictures + " packed pictures",
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

  /** Has a file written that nobody else may read: it shows people's faces. */
  private static void write(Path file, Outputs.Writing content) {
    Outputs.requireWritable(file, "{cache}");
    makePrivate(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    Outputs.writeAtomically(
        file,
        partial -> {
          UserCache.makePrivateFile(partial);
          content.write(partial);
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

  /** Decodes all files for pixels and prints at once. */
  private static void decode(Dataset data, int size, Path pixels, Path prints, Progress progress) {
    try (PixelPack.Writer pack = new PixelPack.Writer(pixels, size, size, 3);
        Prints.Writer printed = new Prints.Writer(prints)) {
      decodeAll(
          data,
          (file, place) -> PictureDecoder.decodePrinted(file, place, size),
          picture -> {
            pack.add(picture.rgb());
            printed.add(picture.print());
          },
          progress);
    }
  }

  /** Makes prints alone. */
  private static void print(
      Dataset data, @Nullable PixelPack source, Path prints, Progress progress) {
    try (Prints.Writer printed = new Prints.Writer(prints)) {
      if (source == null) {
        decodeAll(data, PictureDecoder::print, printed::add, progress);
      } else {
        requirePictures(data, source);
        inChunks(
            data.samples().size(),
            progress,
            row ->
                Print.of(
                    pixels(data, source, row), source.height(), source.width(), source.channels()),
            printed::add);
      }
    }
  }

  /**
   * Decodes all files.
   *
   * @param look what becomes of a file and its place
   */
  private static <T> void decodeAll(
      Dataset data, BiFunction<byte[], String, T> look, Consumer<T> take, Progress progress) {
    record Seen<T>(byte[] file, T what) {}
    MessageDigest digest = Outputs.sha256();
    List<Sample> samples = data.samples();
    inChunks(
        samples.size(),
        progress,
        row -> {
          Path path = data.file(samples.get(row));
          byte[] bytes = PictureFiles.read(path);
          return new Seen<>(bytes, look.apply(bytes, path.toString()));
        },
        seen -> {
          digest.update(seen.file());
          take.accept(seen.what());
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

  private static void resize(
      Dataset data, PixelPack source, int size, Path pixels, Progress progress) {
    try (PixelPack.Writer pack = new PixelPack.Writer(pixels, size, size, source.channels())) {
      inChunks(
          data.samples().size(),
          progress,
          row ->
              PictureDecoder.resize(
                  pixels(data, source, row),
                  source.height(),
                  source.width(),
                  source.channels(),
                  size),
          pack::add);
    }
  }

  private static byte[] pixels(Dataset data, PixelPack source, int row) {
    byte[] pixels = new byte[source.pictureBytes()];
    source.read(Dataset.packIndex(data.samples().get(row).path()), pixels, 0);
    return pixels;
  }

  /** Makes pictures on all cores and hands them on in row order, few at a time. */
  private static <T> void inChunks(
      int rows, Progress progress, IntFunction<T> make, Consumer<T> take) {
    try (Progress.Task task = progress.start("pixel cache", "images", rows)) {
      for (int from = 0; from < rows; from += CHUNK) {
        int to = Math.min(rows, from + CHUNK);
        IntStream.range(from, to).parallel().mapToObj(make).toList().forEach(take);
        task.advance(to, "");
      }
    }
  }
}
