package io.selfcure.curation.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** {@link Png}, read back by Java's own reader. */
class PngTest {

  @Test
  void othersReadWhatIsWritten() throws IOException {
    Random random = new Random(3);
    for (int[] size : new int[][] {{1, 1}, {7, 3}, {300, 200}}) {
      int[] pixels = random.ints((long) size[0] * size[1], 0, 1 << 24).toArray();
      BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.of(size[0], pixels)));
      assertThat(read.getWidth()).isEqualTo(size[0]);
      assertThat(read.getHeight()).isEqualTo(size[1]);
      int[] found = read.getRGB(0, 0, size[0], size[1], null, 0, size[0]);
      for (int i = 0; i < pixels.length; i++) {
        assertThat(found[i] & 0xffffff).isEqualTo(pixels[i]);
      }
    }
  }
}
