package io.selfcure.vision;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a picture's header says, found by content and without decoding a pixel, so that a small file
 * that promises a huge picture costs nothing.
 *
 * @param format the format's name in lower case
 * @param width columns, positive
 * @param height rows, positive
 */
record PictureSize(String format, long width, long height) {

  private static final Set<String> FORMATS = Set.of("png", "jpeg", "bmp", "tif", "tiff");

  /**
   * Reads the header.
   *
   * @throws DataException when it is not a picture of a known format
   */
  static PictureSize of(byte[] file, String place) {
    PictureSize size = webp(file);
    if (size == null) {
      size = byImageIo(file, place);
    }
    if (size.width <= 0 || size.height <= 0) {
      throw new DataException(
          place, "promises " + size.width + "x" + size.height + " pixels", "replace the picture");
    }
    return size;
  }

  private static PictureSize byImageIo(byte[] file, String place) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      while (readers.hasNext()) {
        ImageReader reader = readers.next();
        String format = reader.getFormatName().toLowerCase(Locale.ROOT);
        try {
          if (FORMATS.contains(format)) {
            reader.setInput(in, true, true);
            requireWholeNumbers(reader, format, place);
            return new PictureSize(format, reader.getWidth(0), reader.getHeight(0));
          }
        } finally {
          reader.dispose();
        }
      }
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // ImageIO's readers answer a damaged header with all kinds of runtime exceptions
      throw new DataException(
          place, "has a damaged header: " + Reasons.of(e), "replace the picture", e);
    }
    throw new DataException(
        place, "is no picture in a known format", "use JPEG, PNG, BMP, TIFF or WebP");
  }

  /** Floating-point pixels have no black and white of their own, and OpenCV would guess one. */
  private static void requireWholeNumbers(ImageReader reader, String format, String place)
      throws IOException {
    if (!format.startsWith("tif")) {
      return;
    }
    TIFFField samples =
        TIFFDirectory.createFromMetadata(reader.getImageMetadata(0))
            .getTIFFField(BaselineTIFFTagSet.TAG_SAMPLE_FORMAT);
    if (samples != null && samples.getAsInt(0) == BaselineTIFFTagSet.SAMPLE_FORMAT_FLOATING_POINT) {
      throw new DataException(
          place,
          "is a TIFF of floating-point pixels, of which nobody says what is black and white",
          "save it with 8 or 16 bits per sample");
    }
  }

  /** The size of a WebP file (RFC 9649), for which Java has no reader; null for other files. */
  private static @Nullable PictureSize webp(byte[] file) {
    if (file.length < 30 || !tag(file, 0).equals("RIFF") || !tag(file, 8).equals("WEBP")) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    return switch (tag(file, 12)) {
      case "VP8 " -> new PictureSize("webp", in.getShort(26) & 0x3fff, in.getShort(28) & 0x3fff);
      case "VP8L" -> {
        int bits = in.getInt(21);
        yield new PictureSize("webp", (bits & 0x3fff) + 1, (bits >>> 14 & 0x3fff) + 1);
      }
      case "VP8X" ->
          new PictureSize("webp", (in.getInt(23) >>> 8) + 1L, (in.getInt(26) >>> 8) + 1L);
      default -> null;
    };
  }

  private static String tag(byte[] file, int at) {
    return new String(file, at, 4, StandardCharsets.ISO_8859_1);
  }
}
