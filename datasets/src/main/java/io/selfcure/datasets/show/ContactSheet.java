package io.selfcure.datasets.show;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureEncoder;
import io.selfcure.vision.PictureFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A picture of a data set at a glance: one row of faces for each class. Row 0, at the top, is class
 * 0 of the data set's label set, row 1 is class 1, and so on; for {@code LabelSet.BASIC7} from top
 * to bottom neutral, happiness, surprise, sadness, anger, disgust and fear. The rows carry no
 * captions because machines without installed fonts cannot draw text.
 */
public final class ContactSheet {

  private static final int COLUMNS = 12;
  private static final int GAP = 2;
  private static final byte PAPER = (byte) 255;

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
    int zoom = source.zoom();
    int cellWidth = source.width() * zoom + GAP;
    int cellHeight = source.height() * zoom + GAP;
    int rows = dataset.labels().size();
    int width = COLUMNS * cellWidth + GAP;
    int height = rows * cellHeight + GAP;
    byte[] sheet = new byte[width * height * 3];
    Arrays.fill(sheet, PAPER);
    int[] filled = new int[rows];
    for (Sample sample : dataset.samples()) {
      int row = sample.label();
      if (row != Sample.UNKNOWN && filled[row] < COLUMNS) {
        int left = GAP + filled[row]++ * cellWidth;
        paste(sheet, width, source, sample, (GAP + row * cellHeight) * width + left);
      }
    }
    Outputs.writeAtomically(png, PictureEncoder.png(sheet, height, width, 3));
  }

  /** Pictures of one size: rows first, channels last. */
  private record Source(int width, int height, int channels, Function<Sample, byte[]> pixels) {

    int zoom() {
      return Math.max(width, height) < SMALL ? 2 : 1;
    }
  }

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
      Arrays.fill(paper, PAPER);
      return paper;
    }
  }

  /**
   * Puts a picture into the sheet.
   *
   * @param sheet red, green and blue, rows first
   * @param width the sheet's, pixels
   * @param start the sheet's pixel of the picture's upper left corner
   */
  private static void paste(byte[] sheet, int width, Source source, Sample sample, int start) {
    byte[] pixels = source.pixels().apply(sample);
    int channels = source.channels();
    int zoom = source.zoom();
    for (int y = 0; y < source.height() * zoom; y++) {
      for (int x = 0; x < source.width() * zoom; x++) {
        int from = (y / zoom * source.width() + x / zoom) * channels;
        int to = (start + y * width + x) * 3;
        for (int c = 0; c < 3; c++) {
          sheet[to + c] = pixels[from + (channels == 1 ? 0 : c)];
        }
      }
    }
  }
}
