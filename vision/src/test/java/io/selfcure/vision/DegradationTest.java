package io.selfcure.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.vision.Degradation.Kind;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DegradationTest {

  private static final int SIDE = 48;

  private static byte[] random(int channels) {
    byte[] pixels = new byte[SIDE * SIDE * channels];
    new Random(2).nextBytes(pixels);
    return pixels;
  }

  private static double mean(byte[] pixels) {
    double sum = 0;
    for (byte b : pixels) {
      sum += b & 255;
    }
    return sum / pixels.length;
  }

  private static double deviation(byte[] pixels) {
    double mean = mean(pixels);
    double sum = 0;
    for (byte b : pixels) {
      sum += ((b & 255) - mean) * ((b & 255) - mean);
    }
    return Math.sqrt(sum / pixels.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void allChangeThePictureAndNotTheirInput(int channels) {
    byte[] before = random(channels);
    for (Degradation d : Degradation.ALL) {
      byte[] input = before.clone();
      byte[] made = d.apply(input, SIDE, channels, 3);
      assertThat(input).isEqualTo(before);
      assertThat(made).as(d.id()).hasSameSizeAs(before).isNotEqualTo(before);
      assertThat(d.apply(input, SIDE, channels, 3)).isEqualTo(made);
    }
  }

  @Test
  void blurAndShrinkingKeepTheMeanAndTakeDetail() {
    byte[] p = random(1);
    for (Degradation d :
        new Degradation[] {new Degradation(Kind.BLUR, 4), new Degradation(Kind.SIZE, 12)}) {
      byte[] made = d.apply(p, SIDE, 1, 0);
      assertThat(mean(made)).isCloseTo(mean(p), within(2.0));
      assertThat(deviation(made)).isLessThan(0.4 * deviation(p));
    }
  }

  @Test
  void lightScalesAndIsCutOff() {
    byte[] p = new byte[SIDE * SIDE];
    Arrays.fill(p, (byte) 160);
    assertThat(new Degradation(Kind.LIGHT, 0.25).apply(p, SIDE, 1, 0)[9]).isEqualTo((byte) 40);
    assertThat(new Degradation(Kind.LIGHT, 2).apply(p, SIDE, 1, 0)[9]).isEqualTo((byte) 255);
  }

  @Test
  void noiseHasItsDeviation() {
    byte[] p = new byte[SIDE * SIDE];
    Arrays.fill(p, (byte) 128);
    byte[] made = new Degradation(Kind.NOISE, 10).apply(p, SIDE, 1, 5);
    assertThat(mean(made)).isCloseTo(128, within(1.0));
    assertThat(deviation(made)).isCloseTo(10, within(0.6));
  }

  @Test
  void coverTakesTheLowerPart() {
    byte[] p = new byte[SIDE * SIDE];
    byte[] made = new Degradation(Kind.COVER, 50).apply(p, SIDE, 1, 0);
    assertThat(made[23 * SIDE + 7]).isZero();
    assertThat(made[24 * SIDE + 7]).isEqualTo((byte) 128);
  }

  @Test
  void turningGoesBothWays() {
    byte[] p = new byte[SIDE * SIDE];
    for (int y = 0; y < SIDE / 2; y++) {
      Arrays.fill(p, y * SIDE, (y + 1) * SIDE, (byte) 255);
    }
    Degradation turn = new Degradation(Kind.TURN, 45);
    byte[] one = turn.apply(p, SIDE, 1, 0);
    byte[] other = turn.apply(p, SIDE, 1, 1);
    int left = 23 * SIDE + 8;
    int right = 23 * SIDE + 40;
    assertThat((one[left] & 255) > 128).isNotEqualTo((one[right] & 255) > 128);
    assertThat((one[left] & 255) > 128).isNotEqualTo((other[left] & 255) > 128);
  }
}
