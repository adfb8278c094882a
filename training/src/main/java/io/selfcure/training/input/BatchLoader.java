package io.selfcure.training.input;

import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.UsageException;
import io.selfcure.training.runtime.Accelerator;
import io.selfcure.training.settings.AugmentSettings;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Makes network input from packed pixels. Batches are filled between steps by all cores: the work
 * is a small share of a step, and a loader thread beside libtorch's own costs far more than it
 * saves (docs/decisions/0006-no-loader-threads.md).
 */
public final class BatchLoader implements AutoCloseable {

  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] STD = {0.229f, 0.224f, 0.225f};
  private static final int CHANNELS = 3;

  private final PixelPack pixels;
  private final @Nullable Augmenter augmenter;
  private final long seed;
  private final int batch;
  private final int valuesPerPicture;
  private final FloatPointer memory;
  private final FloatBuffer buffer;
  private final float[][] normalised = new float[CHANNELS][256];
  private final ThreadLocal<Workspace> workspaces;

  private record Workspace(byte[] pixels, byte[] scratch, float[] values) {}

  /** ImageNet's mean of the three channels, as a share of the greatest value. */
  public static float[] mean() {
    return MEAN.clone();
  }

  /** ImageNet's standard deviation of the three channels, as a share of the greatest value. */
  public static float[] deviation() {
    return STD.clone();
  }

  /**
   * A loader.
   *
   * @param pixels the pictures, square
   * @param augment null for pictures as they are
   * @param seed of the augmentation
   * @param batch the greatest batch it will be asked for
   * @throws UsageException when such a batch is larger than it can hold ({@link #requireHeld})
   */
  public BatchLoader(PixelPack pixels, @Nullable AugmentSettings augment, long seed, int batch) {
    requireHeld(batch, pixels.height(), pixels.width());
    this.pixels = pixels;
    this.seed = seed;
    this.batch = batch;
    this.augmenter =
        augment == null
            ? null
            : new Augmenter(augment, pixels.height(), pixels.width(), pixels.channels());
    this.valuesPerPicture = pixels.height() * pixels.width() * CHANNELS;
    this.memory = new FloatPointer((long) batch * valuesPerPicture);
    this.buffer = memory.asBuffer();
    for (int c = 0; c < CHANNELS; c++) {
      for (int v = 0; v < 256; v++) {
        normalised[c][v] = (v / 255f - MEAN[c]) / STD[c];
      }
    }
    this.workspaces =
        ThreadLocal.withInitial(
            () ->
                new Workspace(
                    new byte[pixels.pictureBytes()],
                    new byte[pixels.pictureBytes()],
                    new float[valuesPerPicture]));
  }

  /**
   * Refuses batches of more than 2^31 - 1 values, which a Java buffer cannot address.
   *
   * @param batch pictures
   * @param height pixels
   * @param width pixels
   * @throws UsageException naming the greatest batch of such pictures
   */
  public static void requireHeld(int batch, int height, int width) {
    int most = Integer.MAX_VALUE / (height * width * CHANNELS);
    if (batch > most) {
      throw new UsageException(
          "{batch}",
          String.format(
              "%d pictures of %dx%d pixels are more than one batch can hold", batch, width, height),
          "lower it, to " + (most - 1) + " at most, or choose a smaller {input-size}");
    }
  }

  /**
   * The pictures of those rows as one tensor, valid until the next call. Grey is copied to three
   * channels; values are normalised with ImageNet's mean and deviation.
   *
   * @param rows indices into the pack
   * @param epoch decides the augmentation together with seed, row and visit
   * @param visits how often each row came before in this epoch ({@link Order#visits})
   * @return [N, 3, H, W] in channels-last memory, fp32
   */
  public Tensor load(int[] rows, int epoch, int[] visits) {
    if (rows.length > batch) {
      throw new IllegalArgumentException(rows.length + " rows, made for " + batch);
    }
    IntStream.range(0, rows.length).parallel().forEach(i -> fill(i, rows[i], epoch, visits[i]));
    return Accelerator.place(
        torch
            .from_blob(memory, rows.length, pixels.height(), pixels.width(), CHANNELS)
            .permute(0, 3, 1, 2));
  }

  private void fill(int position, int row, int epoch, int visit) {
    Workspace w = workspaces.get();
    pixels.read(row, w.pixels(), 0);
    if (augmenter != null) {
      augmenter.apply(w.pixels(), w.scratch(), new SplittableRandom(key(seed, epoch, visit, row)));
    }
    normalise(w.pixels(), w.values());
    buffer.put(position * valuesPerPicture, w.values());
  }

  /** One number for what a picture's augmentation depends on. */
  private static long key(long... parts) {
    long key = 0;
    for (long part : parts) {
      key = new SplittableRandom(key ^ part).nextLong();
    }
    return key;
  }

  private void normalise(byte[] from, float[] to) {
    if (pixels.channels() == 1) {
      for (int i = 0, at = 0; i < from.length; i++) {
        int v = from[i] & 255;
        to[at++] = normalised[0][v];
        to[at++] = normalised[1][v];
        to[at++] = normalised[2][v];
      }
    } else {
      for (int i = 0; i < from.length; i += 3) {
        to[i] = normalised[0][from[i] & 255];
        to[i + 1] = normalised[1][from[i + 1] & 255];
        to[i + 2] = normalised[2][from[i + 2] & 255];
      }
    }
  }

  /** {@link #load(int[], int, int[])} of rows that occur once. */
  public Tensor load(int[] rows, int epoch) {
    return load(rows, epoch, new int[rows.length]);
  }

  @Override
  public void close() {
    memory.close();
  }
}
