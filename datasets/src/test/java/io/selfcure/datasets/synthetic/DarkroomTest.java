package io.selfcure.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class DarkroomTest {

  @Test
  void reducingAveragesBlocks() {
    BufferedImage drawing = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    drawing.setRGB(0, 0, 0xff0000);
    drawing.setRGB(1, 0, 0x00ff00);
    drawing.setRGB(2, 3, 0x000080);
    float[] values = Darkroom.reduce(drawing, 2);
    assertThat(values).hasSize(12);
    assertThat(values).startsWith(63.75f, 63.75f, 0).endsWith(0, 0, 32);
  }

  @Test
  void blurSpreadsButKeepsTheSum() {
    int size = 21;
    float[] values = new float[size * size * 3];
    int centre = (10 * size + 10) * 3;
    values[centre] = 200;
    float[] blurred = Darkroom.blur(values, size, 2);
    double sum = 0;
    for (int i = 0; i < blurred.length; i += 3) {
      sum += blurred[i];
      assertThat(blurred[i + 1]).isZero();
    }
    assertThat(sum).isCloseTo(200, within(0.01));
    assertThat(blurred[centre]).isBetween(5f, 12f);
    assertThat(blurred[centre + 3]).isEqualTo(blurred[centre + size * 3]);
  }
}
