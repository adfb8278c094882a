package io.selfcure.vision;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a picture file holds, reading ends in a picture or in an error with a place and a
 * remedy. CONTRIBUTING.md tells how to search for inputs that break this.
 */
@Timeout(20)
class PictureFuzzTest {

  private static final int SIDE = 24;

  static Stream<byte[]> files() {
    byte[] grey = new byte[SIDE * SIDE];
    byte[] rgb = new byte[SIDE * SIDE * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * 37 % 251);
      grey[i / 3] = (byte) (i * 7);
    }
    byte[] jpeg = PictureEncoder.jpeg(rgb, SIDE, SIDE, 3);
    byte[] cut = java.util.Arrays.copyOf(jpeg, jpeg.length * 2 / 3);
    return Stream.of(
        jpeg,
        cut,
        PictureEncoder.jpeg(grey, SIDE, SIDE, 1),
        PictureEncoder.png(rgb, SIDE, SIDE, 3),
        PictureEncoder.png(grey, SIDE, SIDE, 1));
  }

  /** A whole file: what is lost of it, and its pixels. */
  @MethodSource("files")
  @FuzzTest
  void file(byte[] bytes) {
    try {
      assertThat(JpegDamage.of(bytes)).isNotNull();
      PictureDecoder.requireSound(bytes, "a file");
      Picture picture = PictureDecoder.decode(bytes, "a file");
      assertThat(picture.rgb()).hasSize(picture.height() * picture.width() * 3);
    } catch (DataException e) {
      assertThat(e.getMessage()).contains("a file");
      assertThat(e.remedy(Wording.NEUTRAL)).isNotBlank();
    }
  }
}
