package io.selfcure.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.Wording;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.check.CheckFinding;
import io.selfcure.datasets.check.DatasetCheck;
import io.selfcure.vision.PixelComparison;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set has one list of near-duplicates: a check's, and an audit's at any input size. */
class SameNearDuplicatesTest {

  private static final int PICTURES = 24;

  @TempDir Path dir;

  /** Blobs, every third one again with some noise: a copy up to a point. */
  private static BufferedImage picture(int index) {
    Random blobs = new Random(index - (index % 3 == 2 ? 1 : 0));
    Random noise = new Random(index);
    int width = 90 + index;
    double[] sum = new double[90 * 70];
    for (int b = 0; b < 25; b++) {
      double cx = 90 * blobs.nextDouble();
      double cy = 70 * blobs.nextDouble();
      double weight = blobs.nextDouble() - 0.5;
      for (int i = 0; i < sum.length; i++) {
        int row = i / 90;
        double d = Math.hypot(i % 90 - cx, row - cy) / 9;
        sum[i] += weight * Math.exp(-d * d);
      }
    }
    int most = index % 3 == 2 ? 12 * (index / 3) + 1 : 1;
    BufferedImage image = new BufferedImage(width, 70, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * 70; i++) {
      int y = i / width;
      int x = i % width * 90 / width;
      int v = (int) (128 + 150 * sum[y * 90 + x]) + noise.nextInt(most);
      v = Math.max(0, Math.min(255, v));
      image.setRGB(i % width, y, v << 16 | v << 8 | v);
    }
    return image;
  }

  private Dataset files() throws IOException {
    Path root = Files.createDirectories(dir.resolve("pictures"));
    try (DatasetWriter writer =
        DatasetWriter.files(dir.resolve("set"), LabelSet.of("a", "b"), root)) {
      for (int i = 0; i < PICTURES; i++) {
        Path file = root.resolve(i + ".png");
        ImageIO.write(picture(i), "png", file.toFile());
        writer.addFile(
            Sample.of("s" + i, i + ".png", i % 4 == 0 ? Split.VALID : Split.TRAIN, i % 2),
            Files.readAllBytes(file));
      }
      return writer.finish("set", "made here", "free", List.of());
    }
  }

  private static List<String> lines(List<PictureChecks.Group> groups) {
    return groups.stream()
        .map(g -> g.samples().stream().map(s -> s.id() + " (" + s.split().id() + ")").toList())
        .map(ids -> String.join(" = ", ids))
        .sorted()
        .toList();
  }

  @Test
  void checkAndAuditListTheSame() throws IOException {
    Dataset data = files();
    List<String> checked =
        DatasetCheck.of(data, Progress.NONE).findings().stream()
            .filter(f -> f.code().matches("twins-(across-splits|within-split)"))
            .map(CheckFinding::examples)
            .flatMap(List::stream)
            .sorted()
            .toList();
    assertThat(checked).as("the noisiest are no copies").hasSizeBetween(3, 7);
    for (int size : new int[] {16, 64, 112}) {
      Context context =
          new Context(
              dir.resolve("cache" + size),
              Progress.NONE,
              Interruption.NEVER,
              w -> {},
              Wording.NEUTRAL);
      context.pixels(data, size); // as a training at that size leaves the cache
      assertThat(
              lines(
                  PictureChecks.of(data, context.prints(data), PixelComparison.of(data)).groups()))
          .isEqualTo(checked);
    }
  }
}
