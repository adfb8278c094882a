package io.selfcure.workflow;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.recognition.Found;
import io.selfcure.recognition.Recognizer;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.loop.Model;
import io.selfcure.training.method.Evaluator;
import io.selfcure.training.runtime.Torch;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureFiles;
import io.selfcure.workflow.recognize.RecognizeExpressions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Measures how fast this machine recognises, in ONNX Runtime and beside it in libtorch. */
public final class BenchRecognition {

  private static final int[] BATCHES = {1, 8, 32, 128};

  /** A crop as other programs cut them. */
  private static final int LARGE = 112;

  private static final double NANOS_A_MS = 1e6;
  private static final double NANOS_A_SECOND = 1e9;

  private BenchRecognition() {}

  /**
   * What is to be measured.
   *
   * @param model the model's file; null for the one that comes with the program
   * @param run the run that the model was exported from, to measure libtorch beside it; null for
   *     none
   * @param photo a picture of which the way from bytes to answer is measured; null for none
   * @param threads of the runtimes, 1 or more
   * @param rounds in which all take turns, 1 or more
   */
  public record Request(
      @Nullable Path model, @Nullable Path run, @Nullable Path photo, int threads, int rounds) {

    /** Checks the figures. */
    public Request {
      if (rounds < 1 || threads < 1) {
        throw new UsageException(
            rounds < 1 ? "{rounds}" : "{threads}", "is not 1 or more", "give a number such as 4");
      }
    }
  }

  /** Times of one thing, nanoseconds each. */
  private static final class Times {
    private final List<Long> all = new ArrayList<>();

    void time(Runnable work) {
      long start = System.nanoTime();
      work.run();
      all.add(System.nanoTime() - start);
    }

    double ms(double quantile) {
      List<Long> sorted = new ArrayList<>(all);
      Collections.sort(sorted);
      int at = (int) Math.ceil(quantile * sorted.size()) - 1;
      return sorted.get(Math.max(0, at)) / NANOS_A_MS;
    }
  }

  /** Measures; the figures by name for programs (docs/formats/json.md). */
  public static Map<String, Object> run(Request request, Context context) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    Recognizer.Options options =
        Recognizer.Options.DEFAULT.withThreads(request.threads()).withBatch(max(BATCHES));
    Map<String, Object> d = new LinkedHashMap<>();
    d.put("load-before", Documents.thousandths(load));
    d.put("threads", request.threads());
    try (Recognizer recognizer = RecognizeExpressions.open(request.model(), options)) {
      d.put("model", recognizer.description().name());
      d.put("precision", recognizer.description().precision());
      d.put("input-size", recognizer.description().inputSize());
      Map<String, Times> times = measure(request, recognizer, context.progress());
      latency(d, times, "one-face");
      latency(d, times, "one-face-of-" + LARGE);
      for (int batch : BATCHES) {
        put(d, "faces-per-s-batch-" + batch, perSecond(times, "batch-" + batch, batch));
      }
      if (request.run() != null) {
        latency(d, times, "libtorch-one-face");
        put(d, "libtorch-faces-per-s-batch-128", perSecond(times, "libtorch-batch", 128));
        put(
            d,
            "onnxruntime-over-libtorch-one-face",
            ms(times, "libtorch-one-face", 0.5) / ms(times, "one-face", 0.5));
        put(
            d,
            "onnxruntime-over-libtorch-batch-128",
            ms(times, "libtorch-batch", 0.5) / ms(times, "batch-128", 0.5));
      }
      if (request.photo() != null) {
        for (String part : List.of("photo-decode", "photo-find-and-cut", "photo-score", "photo")) {
          put(d, part + "-ms", ms(times, part, 0.5));
        }
      }
    }
    return d;
  }

  private static int max(int... values) {
    return IntStream.of(values).max().orElseThrow();
  }

  private static void put(Map<String, Object> d, String name, double figure) {
    d.put(name, Documents.thousandths(figure));
  }

  private static void latency(Map<String, Object> d, Map<String, Times> times, String name) {
    put(d, name + "-p50-ms", ms(times, name, 0.5));
    put(d, name + "-p99-ms", ms(times, name, 0.99));
  }

  private static double ms(Map<String, Times> times, String name, double quantile) {
    return times.getOrDefault(name, new Times()).ms(quantile);
  }

  private static double perSecond(Map<String, Times> times, String name, int faces) {
    return faces * NANOS_A_SECOND / NANOS_A_MS / ms(times, name, 0.5);
  }

  private static Map<String, Times> measure(
      Request request, Recognizer recognizer, Progress progress) {
    int size = recognizer.description().inputSize();
    List<Picture> faces = faces(max(BATCHES), size);
    List<Picture> large = faces(1, LARGE);
    Map<String, Times> times = new LinkedHashMap<>();
    recognizer.warmUp();
    try (Beside beside =
            request.run() == null ? null : new Beside(request.run(), request.threads());
        Progress.Task task = progress.start("measure", "rounds", request.rounds())) {
      for (int round = 0; round <= request.rounds(); round++) {
        if (round == 1) {
          times.clear(); // the first round warmed up
        }
        for (int i = 0; i < 100; i++) {
          of(times, "one-face").time(() -> recognizer.recognizeFaces(faces.subList(0, 1)));
          of(times, "one-face-of-" + LARGE).time(() -> recognizer.recognizeFaces(large));
        }
        for (int batch : BATCHES) {
          for (int i = 0; i < 1024 / batch; i++) {
            of(times, "batch-" + batch)
                .time(() -> recognizer.recognizeFaces(faces.subList(0, batch)));
          }
        }
        if (beside != null) {
          beside.measure(of(times, "libtorch-one-face"), of(times, "libtorch-batch"));
        }
        if (request.photo() != null) {
          for (int i = 0; i < 5; i++) {
            photo(request.photo(), recognizer, times);
          }
        }
        task.advance(round, "");
      }
    }
    return times;
  }

  private static Times of(Map<String, Times> times, String name) {
    return times.computeIfAbsent(name, n -> new Times());
  }

  private static void photo(Path file, Recognizer recognizer, Map<String, Times> times) {
    byte[] bytes = PictureFiles.read(file);
    Picture[] picture = new Picture[1];
    Found[] found = new Found[1];
    of(times, "photo")
        .time(
            () -> {
              of(times, "photo-decode")
                  .time(() -> picture[0] = PictureDecoder.decode(bytes, file.toString()));
              of(times, "photo-find-and-cut").time(() -> found[0] = recognizer.find(picture[0]));
              of(times, "photo-score").time(() -> recognizer.score(List.of(found[0])));
            });
  }

  private static List<Picture> faces(int count, int size) {
    Random random = new Random(1);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              byte[] grey = new byte[size * size];
              random.nextBytes(grey);
              return Picture.ofGrey(size, size, grey);
            })
        .toList();
  }

  /** The network that the model was exported from, in libtorch and fp32. */
  private static final class Beside implements AutoCloseable {
    private final Model model;
    private final Path file;
    private final Evaluator network;
    private final Cohort one;
    private final Cohort many;

    Beside(Path run, int threads) {
      Torch.threads(threads);
      model = Model.open(run, Model.Choice.BEST);
      int size = model.settings().network().inputSize();
      file = Outputs.temporary("selfcure-bench", ".pack");
      Random random = new Random(1);
      byte[] grey = new byte[size * size];
      Outputs.deleteTree(file);
      try (PixelPack.Writer pack = new PixelPack.Writer(file, size, size, 1)) {
        for (int i = 0; i < 128; i++) {
          random.nextBytes(grey);
          pack.add(grey);
        }
      }
      network = new Evaluator(model.network(), PixelPack.open(file), model.labels(), false);
      one = cohort(1);
      many = cohort(128);
    }

    private static Cohort cohort(int count) {
      Sample any = Sample.of("any", "", Split.VALID, 0);
      return new Cohort(Collections.nCopies(count, any), IntStream.range(0, count).toArray());
    }

    void measure(Times alone, Times together) {
      for (int i = 0; i < 100; i++) {
        alone.time(() -> network.probabilities(one, Progress.NONE));
      }
      for (int i = 0; i < 8; i++) {
        together.time(() -> network.probabilities(many, Progress.NONE));
      }
    }

    @Override
    public void close() {
      model.close();
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
