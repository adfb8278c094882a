package io.selfcure.core.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureChecksTest {

  private static final int SIDE = 32;

  @TempDir Path dir;

  /** Smooth blobs: neighbours are alike, as in photographs. */
  private static byte[] blobs(long seed) {
    Random random = new Random(seed);
    double[] sum = new double[SIDE * SIDE];
    for (int b = 0; b < 12; b++) {
      double cx = SIDE * random.nextDouble();
      double cy = SIDE * random.nextDouble();
      double weight = random.nextDouble() - 0.5;
      for (int i = 0; i < sum.length; i++) {
        int row = i / SIDE;
        double d = Math.hypot(i % SIDE - cx, row - cy) / 6;
        sum[i] += weight * Math.exp(-d * d);
      }
    }
    byte[] pixels = new byte[sum.length];
    for (int i = 0; i < sum.length; i++) {
      pixels[i] = (byte) Math.max(0, Math.min(255, Math.round(128 + 180 * sum[i])));
    }
    return pixels;
  }

  private static byte[] altered(byte[] pixels, int noise, int brighter) {
    Random random = new Random(1);
    byte[] other = new byte[pixels.length];
    for (int i = 0; i < other.length; i++) {
      int v = (pixels[i] & 0xff) + brighter + random.nextInt(2 * noise + 1) - noise;
      other[i] = (byte) Math.max(0, Math.min(255, v));
    }
    return other;
  }

  private Dataset set(List<byte[]> pictures, int[] labels, Split[] splits) {
    LabelSet classes = LabelSet.of("a", "b");
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve("set"), classes, SIDE, SIDE, 1)) {
      for (int i = 0; i < pictures.size(); i++) {
        writer.add(Sample.of("s" + i, "", splits[i], labels[i]), pictures.get(i));
      }
      return writer.finish("set", "made here", "free", List.of());
    }
  }

  /** The mean difference of two pictures' grey values, but for brightness. */
  private static double difference(byte[] a, byte[] b) {
    double brighter =
        IntStream.range(0, a.length)
            .map(i -> (a[i] & 0xff) - (b[i] & 0xff))
            .average()
            .orElseThrow();
    return IntStream.range(0, a.length)
        .mapToDouble(i -> Math.abs((a[i] & 0xff) - (b[i] & 0xff) - brighter))
        .average()
        .orElseThrow();
  }

  private PictureChecks check(Dataset data, List<byte[]> pictures) {
    Path file = dir.resolve("prints");
    try (Prints.Writer prints = new Prints.Writer(file)) {
      pictures.forEach(p -> prints.add(Print.of(p, SIDE, SIDE, 1)));
    }
    return PictureChecks.of(
        data,
        Prints.open(file),
        (a, b, change) ->
            change.equals(Change.NONE) && difference(pictures.get(a), pictures.get(b)) < 5);
  }

  @Test
  void findsTwinsAndBlankPictures() {
    List<byte[]> pictures = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      pictures.add(blobs(i));
    }
    pictures.add(blobs(3)); // s40: equal to s3
    pictures.add(altered(blobs(7), 3, 12)); // s41: s7 brighter, with noise
    pictures.add(altered(new byte[SIDE * SIDE], 1, 60)); // s42: blank
    int[] labels = new int[43];
    labels[40] = 1;
    Split[] splits =
        IntStream.range(0, 43)
            .mapToObj(i -> i == 41 ? Split.VALID : Split.TRAIN)
            .toArray(Split[]::new);
    Dataset data = set(pictures, labels, splits);
    PictureChecks checks = check(data, pictures);
    assertThat(checks.blanks()).containsOnlyKeys("s42");
    assertThat(checks.groups().stream().map(g -> g.samples().stream().map(Sample::id).toList()))
        .containsExactly(List.of("s3", "s40"), List.of("s7", "s41"));
    assertThat(checks.groups().get(0).conflicting()).isTrue();
    assertThat(checks.groups().get(0).acrossSplits()).isFalse();
    assertThat(checks.groups().get(1).conflicting()).isFalse();
    assertThat(checks.groups().get(1).acrossSplits()).isTrue();
    assertThat(checks.conflicts(data.labels()))
        .containsOnlyKeys("s3", "s40")
        .containsEntry("s3", "twin of s40 (train), which is b");
  }

  @Test
  void theHashIsTheDifferenceHash() {
    // brightness falls from left to right: every place is brighter than to the right of it
    byte[] falling = new byte[SIDE * SIDE];
    for (int i = 0; i < falling.length; i++) {
      falling[i] = (byte) (250 - 7 * (i % SIDE));
    }
    assertThat(Print.of(falling, SIDE, SIDE, 1).hash()).isEqualTo(-1L);
    byte[] rising = new byte[falling.length];
    for (int i = 0; i < rising.length; i++) {
      rising[i] = falling[rising.length - 1 - i];
    }
    assertThat(Print.of(rising, SIDE, SIDE, 1).hash()).isZero();
  }
}
