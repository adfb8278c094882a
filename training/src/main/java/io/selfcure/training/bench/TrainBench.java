package io.selfcure.training.bench;

import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.training.input.BatchLoader;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.objective.CureStep;
import io.selfcure.training.objective.Optimization;
import io.selfcure.training.objective.ScnStep;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.settings.TrainSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Measures the whole SCN training step: forward, both losses, backward, optimizer, observations.
 * Random tensors and the real input pipeline take turns in short rounds, so that what else the
 * machine does weighs on both alike; each rate is the median over rounds.
 */
public final class TrainBench {

  private static final int CLASSES = 8;
  private static final int PICTURES_PER_BATCH = 4;

  private TrainBench() {}

  /**
   * What was measured.
   *
   * @param randomRate images/s on a random tensor that is already there
   * @param pipelineRate images/s through memory-mapped pixels, augmentation and normalisation
   * @param pipelineShare the pipeline's rate over the other, median of the rounds' ratios: the two
   *     of a round run one after the other, so that a slower minute of the machine cancels out
   * @param gemmGflops GFLOP/s of a 2048 x 2048 matrix product in the same precision
   * @param peakMemory greatest resident bytes of the process, -1 where it cannot be told
   */
  public record Result(
      double randomRate,
      double pipelineRate,
      double pipelineShare,
      double gemmGflops,
      long peakMemory) {}

  /** Measures for {@code rounds} rounds of {@code steps} steps each, after one round to warm up. */
  public static Result run(TrainSettings settings, int rounds, int steps) {
    Torch.threads(settings.threads());
    boolean bf16 = settings.precision() == TrainSettings.Precision.BF16;
    ResNet18 network =
        new ResNet18(
            settings.network().architecture(CLASSES, settings.objective()), settings.seed());
    Optimization optimization =
        new Optimization(network.state(), settings.optimisation(), settings.objective());
    optimization.learningRate(1e-4); // random labels: a real rate would only blow up
    BatchStep step = step(settings, network, optimization, bf16);
    int size = settings.network().inputSize();
    int batch = settings.batch();
    int[] labels = new Random(1).ints(batch, 0, CLASSES).toArray();
    Tensor images = torch.randn(batch, 3, size, size).contiguous(MemoryFormat.ChannelsLast);
    double[] random = new double[rounds];
    double[] pipeline = new double[rounds];
    double[] share = new double[rounds];
    Path file = randomPack(size, batch * PICTURES_PER_BATCH);
    try (BatchLoader loader =
        new BatchLoader(PixelPack.open(file), settings.augmentation(), settings.seed(), batch)) {
      for (int round = -1; round < rounds; round++) {
        double a = rate(steps, batch, s -> step.train(images, labels));
        double b = rate(steps, batch, s -> step.train(loader.load(rows(s, batch), s + 1), labels));
        if (round >= 0) {
          random[round] = a;
          pipeline[round] = b;
          share[round] = b / a;
        }
      }
    } finally {
      delete(file);
    }
    return new Result(
        median(random), median(pipeline), median(share), gemm(bf16), Torch.peakMemory());
  }

  private static int[] rows(int step, int batch) {
    int first = step % PICTURES_PER_BATCH * batch;
    return IntStream.range(first, first + batch).toArray();
  }

  private interface BatchStep {
    ScnStep.Outcome train(Tensor images, int[] labels);
  }

  /** The mode's whole step, relabelling or evidence included. */
  private static BatchStep step(
      TrainSettings settings, ResNet18 network, Optimization optimization, boolean bf16) {
    if (!settings.objective().evidence()) {
      ScnStep scn = new ScnStep(network, settings.objective(), optimization, bf16);
      return (images, labels) -> scn.train(images, labels, true);
    }
    CureStep cure = new CureStep(network, settings, optimization, bf16);
    float[][] even = new float[settings.batch()][CLASSES];
    for (float[] row : even) {
      Arrays.fill(row, 1f / CLASSES);
    }
    CureStep.Belief belief = new CureStep.Belief(even, true);
    return (images, labels) -> cure.train(images, labels, labels, belief);
  }

  private interface Step {
    Object run(int index);
  }

  private static double rate(int steps, int batch, Step step) {
    long started = System.nanoTime();
    for (int s = 0; s < steps; s++) {
      try (PointerScope scope = new PointerScope()) {
        step.run(s);
      }
    }
    return steps * (double) batch / ((System.nanoTime() - started) / 1e9);
  }

  private static Path randomPack(int size, int pictures) {
    try {
      Path file = Files.createTempFile("selfcure-bench", ".pack");
      Random random = new Random(1);
      byte[] pixels = new byte[size * size * 3];
      try (PixelPack.Writer writer = new PixelPack.Writer(file, size, size, 3)) {
        for (int i = 0; i < pictures; i++) {
          random.nextBytes(pixels);
          writer.add(pixels);
        }
      }
      return file;
    } catch (IOException e) {
      throw new EnvironmentException(
          "temporary directory", "cannot be written: " + Reasons.of(e), "free space there", e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit(); // still mapped on Windows
    }
  }

  private static double gemm(boolean bf16) {
    int n = 2048;
    double[] rates = new double[7];
    try (PointerScope scope = new PointerScope()) {
      ScalarType type = bf16 ? ScalarType.BFloat16 : ScalarType.Float;
      Tensor a = torch.randn(n, n).to(type);
      Tensor b = torch.randn(n, n).to(type);
      for (int i = 0; i < rates.length; i++) {
        long started = System.nanoTime();
        try (PointerScope one = new PointerScope()) {
          torch.matmul(a, b);
        }
        rates[i] = 2.0 * n * n * n / (System.nanoTime() - started);
      }
    }
    return median(rates);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }
}
