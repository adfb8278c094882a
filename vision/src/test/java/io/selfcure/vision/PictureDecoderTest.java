package io.selfcure.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {

  /** Left half red, right half blue, a green top row: orientation and channel order both show. */
  private static BufferedImage flag(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, y == 0 ? 0x00ff00 : x < width / 2 ? 0xff0000 : 0x0000ff);
      }
    }
    return image;
  }

  private static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      assertThat(ImageIO.write(image, format, out)).as(format).isTrue();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private static byte[] webp(int width, int height) {
    Mat mat = new Mat(height, width, opencv_core.CV_8UC3, new Scalar(77, 77, 77, 0));
    BytePointer out = new BytePointer();
    assertThat(opencv_imgcodecs.imencode(".webp", mat, out)).isTrue();
    byte[] bytes = new byte[(int) out.limit()];
    out.get(bytes);
    return bytes;
  }

  private static int rgb(Picture p, int x, int y) {
    int at = (y * p.width() + x) * 3;
    return (p.rgb()[at] & 0xff) << 16 | (p.rgb()[at + 1] & 0xff) << 8 | (p.rgb()[at + 2] & 0xff);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff"})
  void decodesLosslessFormatsExactly(String format) {
    Picture p = PictureDecoder.decode(encode(flag(10, 6), format), "flag");
    assertThat(p.width()).isEqualTo(10);
    assertThat(p.height()).isEqualTo(6);
    assertThat(rgb(p, 1, 3)).isEqualTo(0xff0000);
    assertThat(rgb(p, 8, 3)).isEqualTo(0x0000ff);
    assertThat(rgb(p, 4, 0)).isEqualTo(0x00ff00);
  }

  @Test
  void decodesJpegAndWebp() {
    BufferedImage grey = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 128; i++) {
      grey.getRaster().setSample(i % 16, i / 16, 0, 77);
    }
    Picture jpeg = PictureDecoder.decode(encode(grey, "jpg"), "grey");
    assertThat(jpeg.rgb()).hasSize(16 * 8 * 3).containsOnly((byte) 77); // BufferedImage says 149
    Picture webp = PictureDecoder.decode(webp(20, 12), "webp");
    assertThat(webp.width()).isEqualTo(20);
    assertThat(webp.height()).isEqualTo(12);
    assertThat(webp.rgb()[0]).isBetween((byte) 75, (byte) 79);
  }

  @Test
  void takesTheHighByteOfSixteenBits() {
    BufferedImage deep = new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY);
    Arrays.fill(((DataBufferUShort) deep.getRaster().getDataBuffer()).getData(), (short) 0x9c40);
    Picture p = PictureDecoder.decode(encode(deep, "png"), "deep");
    assertThat(p.rgb()).containsOnly((byte) 0x9c);
  }

  @Test
  void appliesExifOrientation() {
    byte[] jpeg = encode(flag(32, 16), "jpg");
    // APP1 with one little-endian tag: orientation 6, to be turned a quarter clockwise
    byte[] tiff = {
      'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0
    };
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + 10 + tiff.length);
    out.put(jpeg, 0, 2).put((byte) 0xff).put((byte) 0xe1).putShort((short) (8 + tiff.length));
    out.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(tiff);
    out.put(jpeg, 2, jpeg.length - 2);
    Picture p = PictureDecoder.decode(out.array(), "turned");
    assertThat(p.width()).isEqualTo(16);
    assertThat(p.height()).isEqualTo(32);
    assertThat(rgb(p, 4, 4) >> 16 & 0xff).isGreaterThan(200); // the left half is on top now
    assertThat(rgb(p, 4, 28) & 0xff).isGreaterThan(200);
  }

  @Test
  void scalesByAreaWhenShrinkingAndStretchesToASquare() {
    BufferedImage image = new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 8; x++) {
        image.setRGB(x, y, (x + y) % 2 == 0 ? 0xffffff : 0);
      }
    }
    Picture half = PictureDecoder.decode(encode(image, "png"), "board", 4);
    assertThat(half.width()).isEqualTo(4);
    assertThat(half.height()).isEqualTo(4);
    for (byte b : half.rgb()) {
      assertThat(b & 0xff).isBetween(127, 128);
    }
    assertThat(PictureDecoder.decode(encode(image, "png"), "board", 16).rgb()).hasSize(16 * 16 * 3);
  }

  @Test
  void refusesAHugePictureByItsHeaderAlone() {
    byte[] png = encode(flag(4, 4), "png");
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 100_000).putInt(20, 100_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());
    assertThatThrownBy(() -> PictureDecoder.decode(png, "bomb.png"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("bomb.png")
        .hasMessageContaining("100000x100000");
  }

  @Test
  void refusesWhatIsNoPicture() {
    byte[][] bad = {
      new byte[0],
      new byte[1],
      "this is a text".getBytes(StandardCharsets.US_ASCII),
      "RIFF....WEBPVP8X".getBytes(StandardCharsets.US_ASCII),
      "%PDF-1.4 not a picture at all, really".getBytes(StandardCharsets.US_ASCII)
    };
    for (byte[] file : bad) {
      assertThatThrownBy(() -> PictureDecoder.decode(file, "bad.jpg"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("bad.jpg");
    }
  }

  @Test
  void refusesATiffOfFloatingPointPixels() throws IOException {
    BandedSampleModel grey = new BandedSampleModel(DataBuffer.TYPE_FLOAT, 4, 4, 1);
    BufferedImage image =
        new BufferedImage(
            new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                false,
                false,
                Transparency.OPAQUE,
                DataBuffer.TYPE_FLOAT),
            Raster.createWritableRaster(grey, null),
            false,
            null);
    byte[] file = encode(image, "tiff");
    assertThatThrownBy(() -> PictureDecoder.decode(file, "depth.tif"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("depth.tif: is a TIFF of floating-point pixels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "bmp", "tiff"})
  void refusesTruncatedFiles(String format) {
    byte[] file = encode(flag(64, 64), format);
    for (int part = 0; part < 9; part++) {
      int length = file.length * part / 10;
      assertThatThrownBy(() -> PictureDecoder.decode(Arrays.copyOf(file, length), "cut"))
          .as("%s cut to %d of %d bytes", format, length, file.length)
          .isInstanceOf(DataException.class);
    }
  }

  @Test
  void damagedBytesGiveAPictureOrAnErrorOfOurs() {
    Random random = new Random(11);
    for (String format : new String[] {"jpg", "png", "bmp", "tiff"}) {
      byte[] good = encode(flag(24, 24), format);
      for (int i = 0; i < 150; i++) {
        byte[] bad = good.clone();
        for (int k = 0; k <= random.nextInt(4); k++) {
          bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
        }
        try {
          Picture p = PictureDecoder.decode(bad, "fuzz");
          assertThat(p.rgb()).hasSize(p.width() * p.height() * 3);
        } catch (DataException expected) {
          assertThat(expected).hasMessageContaining("fuzz");
        }
      }
    }
  }

  /** OpenCV 4.13 never ends with such a file. */
  @Test
  @Timeout(20)
  void aPngWhosePartsAreLongerThanItselfIsRefused() throws IOException {
    byte[] png = encode(flag(4, 4), "png");
    int second = 8 + 8 + 13 + 4; // after the signature and the header's chunk
    png[second] = (byte) 0xff;
    assertThatThrownBy(() -> PictureDecoder.decode(png, "endless.png"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("endless.png")
        .hasMessageContaining("bytes");
  }
}
