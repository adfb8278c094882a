package io.selfcure.vision;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds JPEG files of which a part is lost. Decoders go over such a part: what they show there is
 * grey or noise. Java's reader, unlike OpenCV's, hands on what its decoder remarks.
 */
final class JpegDamage {

  private static final byte[] START = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  private static final byte[] END = {(byte) 0xff, (byte) 0xd9};

  /** How libjpeg begins every remark about the picture's data; it has no other language. */
  private static final String REMARK = "Corrupt JPEG data: ";

  private static final Pattern LEFT_OVER = Pattern.compile("(\\d+) extraneous bytes before.*");

  /** So many bytes between the picture's data and what follows may be padding. */
  private static final int PADDING = 16;

  private JpegDamage() {}

  /** What Java's reader says of a file: its remarks, and whether it came to the end. */
  private record Look(List<String> remarks, boolean ended) {

    String damage() {
      return remarks.stream()
          .map(JpegDamage::damage)
          .filter(d -> !d.isEmpty())
          .findFirst()
          .orElse("");
    }
  }

  /**
   * What is wrong with a file's picture data, in words; empty where nothing is, where the file is
   * not a JPEG, and where Java cannot decode it at all (which says nothing of OpenCV's decoder). A
   * missing end marker, trailing bytes and padding are no damage.
   */
  static String of(byte[] file) {
    return isJpeg(file) ? look(file).damage() : "";
  }

  /** A JPEG file that lacks nothing but its end marker, with one; null for every other file. */
  static byte @Nullable [] ended(byte[] file) {
    if (!isJpeg(file)) {
      return null;
    }
    Look look = look(file);
    if (!look.ended() || look.remarks().isEmpty() || !look.damage().isEmpty()) {
      return null;
    }
    byte[] ended = Arrays.copyOf(file, file.length + END.length);
    System.arraycopy(END, 0, ended, file.length, END.length);
    return ended;
  }

  private static boolean isJpeg(byte[] file) {
    return file.length > START.length && Arrays.mismatch(file, START) == START.length;
  }

  private static Look look(byte[] file) {
    List<String> remarks = new ArrayList<>();
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    reader.addIIOReadWarningListener((source, remark) -> remarks.add(remark));
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      reader.readRaster(0, null); // without colours: CMYK and the like are decoded too
      return new Look(remarks, true);
    } catch (IOException | RuntimeException e) {
      return new Look(remarks, false); // what was remarked until then counts all the same
    } finally {
      reader.dispose();
    }
  }

  private static String damage(String remark) {
    if (!remark.startsWith(REMARK)) {
      return "";
    }
    String what = remark.substring(REMARK.length());
    Matcher leftOver = LEFT_OVER.matcher(what);
    if (!leftOver.matches()) {
      return what;
    }
    boolean padding =
        leftOver.group(1).length() < 4 && Integer.parseInt(leftOver.group(1)) <= PADDING;
    return padding ? "" : leftOver.group(1) + " bytes that belong to no part of the picture";
  }
}
