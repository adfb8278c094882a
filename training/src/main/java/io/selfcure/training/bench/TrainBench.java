package io.selfcure.training.bench;

import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.input.BatchLoader;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.objective.CureStep;
import io.selfcure.training.objective.Optimization;
import io.selfcure.training.objective.ScnStep;
import io.selfcure.training.runtime.Accelerator;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.runtime.Values;
import io.selfcure.training.settings.TrainSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /**
   * How long to measure.
   *
   * @param rounds after one to warm up
   * @param steps a round, for each of the two inputs
   * @param seconds after which no further round begins and each part of one is a single step; 0 for
   *     no limit
   */
  public record Length(int rounds, int steps, double seconds) {}

  /** Measures. */
  public static Result run(TrainSettings settings, Length length, Progress progress) {
    Torch.threads(settings.threads());
    Accelerator.use(settings.device() == TrainSettings.Device.CUDA);
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
    Tensor images =
        Accelerator.place(torch.randn(batch, 3, size, size).contiguous(MemoryFormat.ChannelsLast));
    List<Double> random = new ArrayList<>();
    List<Double> pipeline = new ArrayList<>();
    List<Double> share = new ArrayList<>();
    Path file = randomPack(size, batch * PICTURES_PER_BATCH);
    try (BatchLoader loader =
            new BatchLoader(PixelPack.open(file), settings.augmentation(), settings.seed(), batch);
        Clock clock = new Clock(length, progress)) {
      for (int round = -1; round < length.rounds(); round++) {
        if (round > 0 && clock.over()) {
          break;
        }
        double a = clock.rate(batch, s -> step.train(images, labels));
        double b = clock.rate(batch, s -> step.train(loader.load(rows(s, batch), s + 1), labels));
        if (round >= 0) {
          random.add(a);
          pipeline.add(b);
          share.add(b / a);
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
    float[] trust = new float[CLASSES];
    Arrays.fill(trust, 1);
    CureStep.Belief belief = new CureStep.Belief(even, trust, true, false);
    return (images, labels) -> cure.train(images, labels, labels, belief);
  }

  private interface Step {
    Object run(int index);
  }

  /** Times steps, tells how many are done, and ends when time is over. */
  private static final class Clock implements AutoCloseable {
    private final Length length;
    private final Progress.Task task;
    private final long started = System.nanoTime();
    private int done;

    Clock(Length length, Progress progress) {
      this.length = length;
      this.task = progress.start("measure", "steps", 2L * (length.rounds() + 1) * length.steps());
    }

    boolean over() {
      return length.seconds() > 0 && System.nanoTime() - started > length.seconds() * 1e9;
    }

    /** Images a second; at least one step is taken. */
    double rate(int batch, Step step) {
      long begun = System.nanoTime();
      int steps = 0;
      do {
        try (PointerScope scope = new PointerScope()) {
          step.run(steps++);
        }
        task.advance(++done, "");
      } while (steps < length.steps() && !over());
      return steps * (double) batch / ((System.nanoTime() - begun) / 1e9);
    }

    @Override
    public void close() {
      task.close();
    }
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
    List<Double> rates = new ArrayList<>();
    try (PointerScope scope = new PointerScope()) {
      ScalarType type = bf16 ? ScalarType.BFloat16 : ScalarType.Float;
      Tensor a = Accelerator.place(torch.randn(n, n).to(type));
      Tensor b = Accelerator.place(torch.randn(n, n).to(type));
      for (int i = 0; i < 7; i++) {
        long started = System.nanoTime();
        try (PointerScope one = new PointerScope()) {
          Values.floats(torch.matmul(a, b).narrow(0, 0, 1)); // waits for an accelerator to be done
        }
        rates.add(2.0 * n * n * n / (System.nanoTime() - started));
      }
    }
    return median(rates);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }
}
