package io.selfcure.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PictureEncoderTest {

  private static int at(Picture p, int row, int column, int channel) {
    return p.rgb()[(row * p.width() + column) * 3 + channel] & 0xFF;
  }

  @Test
  void coloursKeepTheirPlaces() {
    byte[] red = new byte[16 * 8 * 3];
    for (int i = 0; i < red.length; i += 3) {
      red[i] = (byte) 200;
      red[i + 2] = 40;
    }
    Picture back = PictureDecoder.decode(PictureEncoder.jpeg(red, 16, 8, 3), "test");
    assertThat(back.height()).isEqualTo(16);
    assertThat(back.width()).isEqualTo(8);
    assertThat(at(back, 3, 3, 0)).isCloseTo(200, within(4));
    assertThat(at(back, 3, 3, 1)).isCloseTo(0, within(4));
    assertThat(at(back, 3, 3, 2)).isCloseTo(40, within(4));
  }

  @Test
  void greyPicturesCanBeShrunk() {
    byte[] grey = new byte[40 * 40];
    Arrays.fill(grey, 20 * 40, grey.length, (byte) 180);
    Picture back = PictureDecoder.decode(PictureEncoder.jpeg(grey, 40, 40, 1, 16), "test");
    assertThat(back.height()).isEqualTo(16);
    assertThat(at(back, 2, 8, 0)).isCloseTo(0, within(6));
    assertThat(at(back, 13, 8, 0)).isCloseTo(180, within(6));
  }

  @Test
  void refusesPixelsThatAreNoPicture() {
    assertThatThrownBy(() -> PictureEncoder.jpeg(new byte[10], 4, 4, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
