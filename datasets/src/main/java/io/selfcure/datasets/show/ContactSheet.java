package io.selfcure.datasets.show;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import javax.imageio.ImageIO;

/**
 * A picture of a data set at a glance: one row of faces for each class. Row 0, at the top, is class
 * 0 of the data set's label set, row 1 is class 1, and so on; for {@code LabelSet.BASIC7} from top
 * to bottom neutral, happiness, surprise, sadness, anger, disgust and fear. The rows carry no
 * captions because machines without installed fonts cannot draw text.
 */
public final class ContactSheet {

  private static final int COLUMNS = 12;
  private static final int GAP = 2;
  private static final int PAPER = 0xffffff;

  /** Pictures smaller than this are shown at twice their size. */
  private static final int SMALL = 128;

  private ContactSheet() {}

  /** Side of pictures that are files. */
  private static final int SIDE = 128;

  /**
   * Writes a sheet with the first twelve faces of each class, in the data set's order; a picture
   * that cannot be read leaves its place empty.
   *
   * @param png where to; replaced if it exists
   */
  public static void write(Path png, Dataset dataset) {
    Source source = source(dataset);
    int zoom = Math.max(source.width(), source.height()) < SMALL ? 2 : 1;
    int cellWidth = source.width() * zoom + GAP;
    int cellHeight = source.height() * zoom + GAP;
    int rows = dataset.labels().size();
    BufferedImage sheet =
        new BufferedImage(
            COLUMNS * cellWidth + GAP, rows * cellHeight + GAP, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < sheet.getHeight(); y++) {
      for (int x = 0; x < sheet.getWidth(); x++) {
        sheet.setRGB(x, y, PAPER);
      }
    }
    int[] filled = new int[rows];
    for (Sample sample : dataset.samples()) {
      int row = sample.label();
      if (row != Sample.UNKNOWN && filled[row] < COLUMNS) {
        int left = GAP + filled[row]++ * cellWidth;
        paste(sheet, source, sample, left, GAP + row * cellHeight, zoom);
      }
    }
    Outputs.writeAtomically(png, encode(sheet));
  }

  /** Pictures of one size: rows first, channels last. */
  private record Source(int width, int height, int channels, Function<Sample, byte[]> pixels) {}

  private static Source source(Dataset dataset) {
    PixelPack pack = dataset.pack();
    if (pack == null) {
      return new Source(SIDE, SIDE, 3, sample -> decoded(dataset, sample, SIDE));
    }
    return new Source(
        pack.width(),
        pack.height(),
        pack.channels(),
        sample -> {
          byte[] pixels = new byte[pack.pictureBytes()];
          pack.read(Dataset.packIndex(sample.path()), pixels, 0);
          return pixels;
        });
  }

  private static byte[] decoded(Dataset dataset, Sample sample, int side) {
    try {
      byte[] file = PictureFiles.read(dataset.file(sample));
      return PictureDecoder.decode(file, sample.id(), side).rgb();
    } catch (DataException e) {
      byte[] paper = new byte[side * side * 3];
      Arrays.fill(paper, (byte) PAPER);
      return paper;
    }
  }

  private static void paste(
      BufferedImage sheet, Source source, Sample sample, int left, int top, int zoom) {
    byte[] pixels = source.pixels().apply(sample);
    int channels = source.channels();
    for (int y = 0; y < source.height() * zoom; y++) {
      for (int x = 0; x < source.width() * zoom; x++) {
        int at = (y / zoom * source.width() + x / zoom) * channels;
        int red = pixels[at] & 255;
        int green = channels == 1 ? red : pixels[at + 1] & 255;
        int blue = channels == 1 ? red : pixels[at + 2] & 255;
        sheet.setRGB(left + x, top + y, red << 16 | green << 8 | blue);
      }
    }
  }

  private static byte[] encode(BufferedImage sheet) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(sheet, "png", bytes)) {
        throw new IllegalStateException("every Java platform writes PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }
}
