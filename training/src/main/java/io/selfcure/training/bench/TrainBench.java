package io.selfcure.training.bench;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.ledger.Observations;
import io.selfcure.training.input.BatchLoader;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.method.Method;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.objective.Optimization;
import io.selfcure.training.objective.Outcome;
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
    int size = settings.network().inputSize();
    int batch = settings.batch();
    Tensor images =
        Accelerator.place(torch.randn(batch, 3, size, size).contiguous(MemoryFormat.ChannelsLast));
    List<Double> random = new ArrayList<>();
    List<Double> pipeline = new ArrayList<>();
    List<Double> share = new ArrayList<>();
    Path file = randomPack(size, batch * PICTURES_PER_BATCH);
    try (BatchLoader loader =
            new BatchLoader(PixelPack.open(file), settings.augmentation(), settings.seed(), batch);
        Trained trained = Trained.of(setup(settings, PixelPack.open(file)));
        Clock clock = new Clock(length, progress)) {
      for (int round = -1; round < length.rounds(); round++) {
        if (round > 0 && clock.over()) {
          break;
        }
        double a = clock.rate(batch, s -> trained.step(images, rows(s, batch)));
        double b =
            clock.rate(
                batch, s -> trained.step(loader.load(rows(s, batch), s + 1), rows(s, batch)));
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
        median(random),
        median(pipeline),
        median(share),
        gemm(settings.precision() == TrainSettings.Precision.BF16),
        Torch.peakMemory());
  }

  private static Method.Setup setup(TrainSettings settings, PixelPack pixels) {
    ResNet18 network =
        new ResNet18(
            settings.network().architecture(CLASSES, settings.objective()), settings.seed());
    Optimization optimization =
        new Optimization(network.state(), settings.optimisation(), settings.objective());
    optimization.learningRate(1e-4); // random labels: a real rate would only blow up
    List<String> names = IntStream.range(0, CLASSES).mapToObj(c -> "class " + c).toList();
    Method.TrainingData data =
        new Method.TrainingData(samples(pixels.count()), pixels, new LabelSet(names), null);
    return new Method.Setup(settings, data, network, optimization);
  }

  private static int[] rows(int step, int batch) {
    int first = step % PICTURES_PER_BATCH * batch;
    return IntStream.range(first, first + batch).toArray();
  }

  /** Samples with random labels, one for each picture. */
  private static Cohort samples(int count) {
    int[] labels = new Random(1).ints(count, 0, CLASSES).toArray();
    List<Sample> samples =
        IntStream.range(0, count)
            .mapToObj(i -> Sample.of("s" + i, "#" + i, Split.TRAIN, labels[i]))
            .toList();
    return new Cohort(samples, IntStream.range(0, count).toArray());
  }

  /** A method with an epoch behind it, in the first of the epochs in which it does most. */
  private record Trained(Method.Setup setup, Method method, int[] labels, int epoch)
      implements AutoCloseable {

    static Trained of(Method.Setup setup) {
      Method method = Method.of(setup);
      int[] labels = setup.data().samples().labels();
      method.endEpoch(1, labels, new Observations(labels.length), Progress.NONE);
      return new Trained(setup, method, labels, Math.max(1, method.facts().labels().firstEpoch()));
    }

    @Override
    public void close() {
      method.close();
      setup.optimization().close();
      setup.network().close();
    }

    Outcome step(Tensor images, int[] positions) {
      int[] current = Arrays.stream(positions).map(p -> labels[p]).toArray();
      return method.step(new Method.Batch(images, positions, current, epoch));
    }
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
