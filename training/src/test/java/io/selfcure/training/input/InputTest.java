package io.selfcure.training.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.UsageException;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.runtime.Values;
import io.selfcure.training.settings.AugmentSettings;
import io.selfcure.training.settings.OptimizerSettings.Sampler;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputTest {

  @TempDir Path dir;

  @BeforeAll
  static void load() {
    Torch.load();
  }

  private static AugmentSettings only(String... options) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("augment", "none");
    for (String o : options) {
      given.put(o.substring(0, o.indexOf('=')), o.substring(o.indexOf('=') + 1));
    }
    return TrainSettings.of(Map.of(), given).augmentation();
  }

  private static byte[] augmented(AugmentSettings settings, byte[] picture, int side, long seed) {
    byte[] copy = picture.clone();
    new Augmenter(settings, side, side, 1)
        .apply(copy, new byte[copy.length], new SplittableRandom(seed));
    return copy;
  }

  private static byte[] ramp(int side) {
    byte[] p = new byte[side * side];
    for (int i = 0; i < p.length; i++) {
      p[i] = (byte) (i * 7 % 200 + 20);
    }
    return p;
  }

  @Test
  void withoutAugmentationPicturesStayAsTheyAre() {
    assertThat(augmented(only(), ramp(9), 9, 3)).isEqualTo(ramp(9));
  }

  @Test
  void flipMirrorsEveryRow() {
    byte[] p = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    assertThat(augmented(only("flip=1"), p, 3, 1)).containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7);
  }

  @Test
  void flipAndNoiseOfTheReferenceExcludeEachOther() {
    AugmentSettings s = only("flip=0.25", "noise=0.25", "flip-or-noise=true");
    byte[] p = ramp(8);
    byte[] mirrored = augmented(only("flip=1"), p, 8, 0);
    int flipped = 0;
    int noisy = 0;
    int same = 0;
    for (long seed = 0; seed < 2000; seed++) {
      byte[] a = augmented(s, p, 8, seed);
      if (Arrays.equals(a, mirrored)) {
        flipped++;
      } else if (Arrays.equals(a, p)) {
        same++;
      } else {
        noisy++;
      }
    }
    assertThat(flipped).isBetween(420, 580);
    assertThat(noisy).isBetween(420, 580);
    assertThat(same).isBetween(900, 1100);
  }

  @Test
  void noiseHasTheAskedDeviation() {
    byte[] grey = new byte[64 * 64];
    Arrays.fill(grey, (byte) 128);
    byte[] noisy = augmented(only("noise=1", "noise-std=5.477"), grey, 64, 5);
    double sum = 0;
    double squares = 0;
    for (byte b : noisy) {
      double d = (b & 255) - 128.0;
      sum += d;
      squares += d * d;
    }
    assertThat(sum / noisy.length).isCloseTo(0, within(0.4));
    // rounding to whole grey levels adds 1/12 to the variance of 30
    assertThat(squares / noisy.length).isCloseTo(30.08, within(2.5));
  }

  @Test
  void cropShiftsByWholePixelsAndRepeatsTheBorder() {
    byte[] p = ramp(10);
    boolean moved = false;
    for (long seed = 0; seed < 20; seed++) {
      byte[] a = augmented(only("crop=0.2"), p, 10, seed);
      moved |= !Arrays.equals(a, p);
      boolean explained = false;
      for (int dx = -2; dx <= 2; dx++) {
        for (int dy = -2; dy <= 2; dy++) {
          byte[] shifted = new byte[100];
          for (int i = 0; i < 100; i++) {
            int y = Math.max(0, Math.min(9, i / 10 + dy));
            int x = Math.max(0, Math.min(9, i % 10 + dx));
            shifted[i] = p[y * 10 + x];
          }
          explained |= Arrays.equals(a, shifted);
        }
      }
      assertThat(explained).isTrue();
    }
    assertThat(moved).isTrue();
  }

  @Test
  void rotationKeepsTheCentreAndAConstantPicture() {
    byte[] flat = new byte[15 * 15];
    Arrays.fill(flat, (byte) 200);
    assertThat(augmented(only("rotation=30"), flat, 15, 4)).isEqualTo(flat);
    byte[] dot = new byte[15 * 15];
    dot[7 * 15 + 7] = (byte) 255;
    assertThat(augmented(only("rotation=30"), dot, 15, 4)[7 * 15 + 7] & 255).isGreaterThan(250);
  }

  @Test
  void zoomChangesTheSizeAboutTheMiddle() {
    byte[] bar = new byte[41 * 41];
    for (int y = 0; y < 41; y++) {
      Arrays.fill(bar, y * 41 + 10, y * 41 + 31, (byte) 255);
    }
    double least = 1;
    double most = 1;
    for (long seed = 0; seed < 30; seed++) {
      byte[] a = augmented(only("zoom=0.2"), bar, 41, seed);
      double sum = 0;
      double moment = 0;
      for (int x = 0; x < 41; x++) {
        int v = a[20 * 41 + x] & 255;
        sum += v;
        moment += v * (x - 20.0);
      }
      assertThat(moment / sum).isCloseTo(0, within(0.1));
      double size = sum / 255 / 21;
      assertThat(size).isBetween(0.76, 1.24);
      least = Math.min(least, size);
      most = Math.max(most, size);
    }
    assertThat(least).isLessThan(0.9);
    assertThat(most).isGreaterThan(1.1);
  }

  @Test
  void contrastKeepsTheMeanAndScalesTheDeviation() {
    byte[] p = new byte[64];
    for (int i = 0; i < 64; i++) {
      p[i] = (byte) (i % 2 == 0 ? 80 : 160);
    }
    double most = 0;
    for (long seed = 0; seed < 20; seed++) {
      byte[] a = augmented(only("contrast=0.5"), p, 8, seed);
      int low = a[0] & 255;
      int high = a[1] & 255;
      assertThat((low + high) / 2.0).isCloseTo(120, within(1.0));
      assertThat((high - low) / 80.0).isBetween(0.48, 1.52);
      most = Math.max(most, Math.abs((high - low) / 80.0 - 1));
    }
    assertThat(most).isGreaterThan(0.2);
  }

  @Test
  void erasingFillsOneRectangleWithinTheAskedArea() {
    byte[] p = new byte[40 * 40];
    for (long seed = 0; seed < 50; seed++) {
      byte[] a = augmented(only("erasing=1"), p, 40, seed);
      long erased = IntStream.range(0, a.length).filter(i -> a[i] == 124).count();
      assertThat(erased / 1600.0).isBetween(0.01, 0.28);
    }
  }

  @Test
  void brightnessScales() {
    byte[] p = new byte[64];
    Arrays.fill(p, (byte) 100);
    for (long seed = 0; seed < 20; seed++) {
      int v = augmented(only("brightness=0.3"), p, 8, seed)[5] & 255;
      assertThat(v).isBetween(70, 130);
    }
  }

  private PixelPack pack(int side, int channels, int count) {
    Path file = dir.resolve(side + "x" + channels + ".pack");
    Random random = new Random(3);
    byte[] p = new byte[side * side * channels];
    try (PixelPack.Writer w = new PixelPack.Writer(file, side, side, channels)) {
      for (int i = 0; i < count; i++) {
        random.nextBytes(p);
        w.add(p);
      }
    }
    return PixelPack.open(file);
  }

  @Test
  void loaderNormalisesWithImageNetsFiguresInChannelsLastMemory() {
    PixelPack pack = pack(4, 3, 3);
    byte[] raw = new byte[pack.pictureBytes()];
    pack.read(2, raw, 0);
    try (BatchLoader loader = new BatchLoader(pack, null, 1, 8)) {
      Tensor t = loader.load(new int[] {0, 2}, 1);
      assertThat(t.size(0)).isEqualTo(2);
      assertThat(t.size(1)).isEqualTo(3);
      assertThat(t.stride(1)).isEqualTo(1);
      float[] v = Values.floats(t);
      float[] mean = {0.485f, 0.456f, 0.406f};
      float[] std = {0.229f, 0.224f, 0.225f};
      for (int c = 0; c < 3; c++) {
        for (int i = 0; i < 16; i++) {
          float expected = ((raw[i * 3 + c] & 255) / 255f - mean[c]) / std[c];
          assertThat(v[48 + c * 16 + i]).isCloseTo(expected, within(1e-6f));
        }
      }
    }
  }

  @Test
  void batchesBeyondABuffersReachAreRefused() {
    // 2^31 - 1 values of 224 x 224 x 3 are 14,266 pictures and a part of one
    BatchLoader.requireHeld(14_266, 224, 224);
    assertThatThrownBy(() -> BatchLoader.requireHeld(14_267, 224, 224))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("14267 pictures of 224x224")
        .hasMessageContaining("14265 at most");
    PixelPack pack = pack(224, 3, 1);
    assertThatThrownBy(() -> new BatchLoader(pack, null, 1, 14_267))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void loaderCopiesGreyToThreeChannels() {
    PixelPack pack = pack(4, 1, 2);
    byte[] raw = new byte[16];
    pack.read(1, raw, 0);
    try (BatchLoader loader = new BatchLoader(pack, null, 1, 8)) {
      float[] v = Values.floats(loader.load(new int[] {1}, 1));
      assertThat(v[0] * 0.229f + 0.485f).isCloseTo((raw[0] & 255) / 255f, within(1e-6f));
      assertThat(v[16] * 0.224f + 0.456f).isCloseTo((raw[0] & 255) / 255f, within(1e-6f));
      assertThat(v[32] * 0.225f + 0.406f).isCloseTo((raw[0] & 255) / 255f, within(1e-6f));
    }
  }

  @Test
  void augmentationDependsOnSeedEpochAndSampleOnly() {
    PixelPack pack = pack(16, 1, 6);
    AugmentSettings s = TrainSettings.of(Map.of(), Map.of("augment", "standard")).augmentation();
    try (BatchLoader one = new BatchLoader(pack, s, 9, 8);
        BatchLoader two = new BatchLoader(pack, s, 9, 8);
        BatchLoader other = new BatchLoader(pack, s, 10, 8)) {
      float[] together = Values.floats(one.load(new int[] {0, 3, 5}, 4));
      float[] alone = Values.floats(two.load(new int[] {5}, 4));
      assertThat(Arrays.copyOfRange(together, 2 * 768, 3 * 768)).isEqualTo(alone);
      assertThat(Values.floats(two.load(new int[] {5}, 5))).isNotEqualTo(alone);
      assertThat(Values.floats(other.load(new int[] {5}, 4))).isNotEqualTo(alone);
    }
  }

  @Test
  void shuffleVisitsEverybodyOnceAndDiffersByEpoch() {
    int[] labels = new int[50];
    int[] first = Order.of(labels, 3, Sampler.SHUFFLE, 1, 1);
    assertThat(first).containsExactlyInAnyOrder(IntStream.range(0, 50).toArray());
    assertThat(first).isEqualTo(Order.of(labels, 3, Sampler.SHUFFLE, 1, 1));
    assertThat(first).isNotEqualTo(Order.of(labels, 3, Sampler.SHUFFLE, 1, 2));
  }

  @Test
  void balancedDrawsEveryPresentClassAlike() {
    int[] labels = new int[100]; // class 0: 90, class 2: 10, class 1 absent
    Arrays.fill(labels, 90, 100, 2);
    int[] order = Order.of(labels, 3, Sampler.BALANCED, 1, 1);
    assertThat(order).hasSize(100);
    assertThat(Arrays.stream(order).filter(i -> labels[i] == 2).count()).isEqualTo(50);
    for (int member = 90; member < 100; member++) {
      int m = member;
      assertThat(Arrays.stream(order).filter(i -> i == m).count()).isEqualTo(5);
    }
  }

  @Test
  void anOverSampledPictureLooksDifferentEachTime() {
    int[] order = {2, 0, 2, 1, 2, 0};
    assertThat(Order.visits(order)).containsExactly(0, 0, 1, 0, 2, 1);
    assertThat(Order.visits(new int[0])).isEmpty();
  }
}
