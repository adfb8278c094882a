package io.selfcure.datasets.synthetic;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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

  /**
   * Writes a sheet with the first twelve faces of each class, in the data set's order.
   *
   * @param png where to; replaced if it exists
   * @param dataset a data set whose pictures are packed
   * @throws DataException when its pictures are files
   */
  public static void write(Path png, Dataset dataset) {
    PixelPack pack = dataset.pack();
    if (pack == null) {
      throw new DataException(
          dataset.dir().toString(),
          "keeps its pictures as files, a contact sheet needs packed ones",
          "name a data set with packed pictures");
    }
    int zoom = Math.max(pack.width(), pack.height()) < SMALL ? 2 : 1;
    int cellWidth = pack.width() * zoom + GAP;
    int cellHeight = pack.height() * zoom + GAP;
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
        paste(sheet, pack, Dataset.packIndex(sample.path()), left, GAP + row * cellHeight, zoom);
      }
    }
    Outputs.writeAtomically(png, encode(sheet));
  }

  private static void paste(
      BufferedImage sheet, PixelPack pack, int index, int left, int top, int zoom) {
    byte[] pixels = new byte[pack.pictureBytes()];
    pack.read(index, pixels, 0);
    int channels = pack.channels();
    for (int y = 0; y < pack.height() * zoom; y++) {
      for (int x = 0; x < pack.width() * zoom; x++) {
        int at = (y / zoom * pack.width() + x / zoom) * channels;
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
