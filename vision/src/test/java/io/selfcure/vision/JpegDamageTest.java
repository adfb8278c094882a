package io.selfcure.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JpegDamageTest {

  private static final int SIDE = 96;

  private static BufferedImage drawing(int type) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, type);
    Graphics2D g = image.createGraphics();
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      g.setColor(new Color(random.nextInt(1 << 24)));
      g.fillOval(random.nextInt(SIDE), random.nextInt(SIDE), random.nextInt(30), 9);
    }
    g.dispose();
    return image;
  }

  private static byte[] encode(IIOImage image, float quality, boolean progressive) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality(quality);
    how.setProgressiveMode(
        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, image, how);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static byte[] jpeg(int type, float quality, boolean progressive) {
    return encode(new IIOImage(drawing(type), null, null), quality, progressive);
  }

  /** Four channels, stored as they are: what programs for print write as CMYK. */
  private static byte[] cmyk() {
    WritableRaster four =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, SIDE, SIDE, 4, new Point());
    Raster three = drawing(BufferedImage.TYPE_3BYTE_BGR).getRaster();
    for (int i = 0; i < SIDE * SIDE; i++) {
      for (int c = 0; c < 3; c++) {
        four.setSample(i % SIDE, i / SIDE, c, three.getSample(i % SIDE, i / SIDE, c));
      }
    }
    return encode(new IIOImage(four, null, null), 0.8f, false);
  }

  /** A file with a segment behind its start. */
  private static byte[] with(byte[] jpeg, int marker, byte[] content) {
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + 4 + content.length);
    out.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker);
    out.putShort((short) (2 + content.length)).put(content);
    return out.put(jpeg, 2, jpeg.length - 2).array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static Stream<Arguments> fine() {
    byte[] plain = jpeg(BufferedImage.TYPE_INT_RGB, 0.8f, false);
    byte[] exif = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    byte[] cut = Arrays.copyOf(plain, plain.length / 2);
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("plain", plain);
    all.put("poor", jpeg(BufferedImage.TYPE_INT_RGB, 0.1f, false));
    all.put("best", jpeg(BufferedImage.TYPE_INT_RGB, 1, false));
    all.put("progressive", jpeg(BufferedImage.TYPE_INT_RGB, 0.8f, true));
    all.put("grey", jpeg(BufferedImage.TYPE_BYTE_GRAY, 0.8f, false));
    all.put("CMYK", cmyk());
    all.put("its end marker missing", Arrays.copyOf(plain, plain.length - 2));
    all.put("zeros behind it", Arrays.copyOf(plain, plain.length + 4096));
    all.put("another picture behind it", join(plain, cut));
    all.put("a thumbnail that is cut off", with(plain, 0xe1, join(exif, cut)));
    all.put(
        "padding before its end",
        join(
            Arrays.copyOf(plain, plain.length - 2),
            new byte[8],
            new byte[] {(byte) 0xff, (byte) 0xd9}));
    return all.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fine")
  void takesPicturesThatAreFine(String what, byte[] file) {
    assertThat(JpegDamage.of(file)).as(what).isEmpty();
    PictureDecoder.requireSound(file, what);
    assertThat(PictureDecoder.decode(file, what).width()).isEqualTo(SIDE);
  }

  private static byte[] zerosFrom(byte[] jpeg, int start, int end) {
    byte[] lost = jpeg.clone();
    Arrays.fill(lost, start, end, (byte) 0);
    return lost;
  }

  static Stream<Arguments> damaged() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (float quality : new float[] {0.3f, 0.8f, 1}) {
      for (boolean progressive : new boolean[] {false, true}) {
        byte[] jpeg = jpeg(BufferedImage.TYPE_INT_RGB, quality, progressive);
        String kind = (progressive ? "progressive " : "plain ") + quality;
        all.put(kind + ", zeros from the middle", zerosFrom(jpeg, jpeg.length / 2, jpeg.length));
        all.put(
            kind + ", zeros to the end marker", zerosFrom(jpeg, jpeg.length / 2, jpeg.length - 2));
        all.put(kind + ", cut off", Arrays.copyOf(jpeg, jpeg.length / 2));
        all.put(
            kind + ", cut off and ended",
            join(Arrays.copyOf(jpeg, jpeg.length / 2), new byte[] {(byte) 0xff, (byte) 0xd9}));
      }
    }
    return all.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damaged")
  void refusesWhatHasLostAPart(String what, byte[] file) {
    assertThatThrownBy(
            () -> {
              PictureDecoder.requireSound(file, "face.jpg");
              PictureDecoder.decode(file, "face.jpg"); // between two scans Java finds nothing odd
            })
        .as(what)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("face.jpg: ")
        .hasMessageContaining("damaged");
  }

  @Test
  void saysWhatIsLostAndHowToTakeItAllTheSame() {
    byte[] jpeg = jpeg(BufferedImage.TYPE_INT_RGB, 0.8f, false);
    byte[] lost = zerosFrom(jpeg, jpeg.length / 2, jpeg.length - 2);
    assertThatThrownBy(() -> PictureDecoder.requireSound(lost, "face.jpg"))
        .hasMessageStartingWith("face.jpg: damaged: ")
        .hasMessageContaining("keep-damaged");
    assertThat(PictureDecoder.decode(lost, "face.jpg").width()).isEqualTo(SIDE);
  }

  @Test
  void hasNothingToSayOfOtherFiles() {
    assertThat(JpegDamage.of(new byte[0])).isEmpty();
    assertThat(JpegDamage.of(new byte[] {(byte) 0xff, (byte) 0xd8})).isEmpty();
    assertThat(JpegDamage.of(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0})).isEmpty();
    assertThat(JpegDamage.of("a text".getBytes(StandardCharsets.US_ASCII))).isEmpty();
  }
}
