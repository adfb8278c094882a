package io.selfcure.workflow;

import io.selfcure.core.error.UsageException;
import io.selfcure.training.bench.TrainBench;
import io.selfcure.training.runtime.Accelerator;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.settings.TrainSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures how fast this machine trains. */
public final class BenchTraining {

  /** A load above this a processor, averaged over a minute, takes time from the measurement. */
  private static final double BUSY = 0.5;

  private static final String PRECISION = "precision";
  private static final String INPUT_SIZE = "input-size";
  private static final int USUAL_SIZE = 224;

  private BenchTraining() {}

  /**
   * What is to be measured.
   *
   * @param options settings of the training by name, as {@link TrainSettings#describe} names them
   * @param precisions the precisions to measure one after the other; empty for the settings' own
   * @param rounds rounds, 1 or more
   * @param steps steps a round for each of the two inputs, 1 or more
   * @param seconds time limit for each precision; 0 for none
   */
  public record Request(
      Map<String, String> options, List<String> precisions, int rounds, int steps, double seconds) {

    /** Checks the figures. */
    public Request {
      options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
      precisions = List.copyOf(precisions);
      requirePositive("{rounds}", rounds);
      requirePositive("{steps}", steps);
      if (!(seconds >= 0)) {
        throw new UsageException("{seconds}", seconds + " is not 0 or more", "give one such as 60");
      }
    }

    private static void requirePositive(String setting, int value) {
      if (value < 1) {
        throw new UsageException(setting, value + " is not 1 or more", "give a number such as 4");
      }
    }

    private List<TrainSettings> settings() {
      Map<String, String> all = new LinkedHashMap<>();
      all.put(INPUT_SIZE, Integer.toString(USUAL_SIZE));
      all.putAll(options);
      List<TrainSettings> settings = new ArrayList<>();
      for (String precision :
          precisions.isEmpty() ? List.of(all.getOrDefault(PRECISION, "auto")) : precisions) {
        all.put(PRECISION, precision);
        settings.add(TrainSettings.of(Map.of(), all).resolve(USUAL_SIZE, Torch.machine()));
      }
      return settings;
    }
  }

  /**
   * One precision's measurement.
   *
   * @param settings what was trained
   * @param result its figures
   * @param load the machine's load before, a minute's average; negative where it is not known
   */
  public record Measured(TrainSettings settings, TrainBench.Result result, double load) {

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> m = new LinkedHashMap<>();
      m.put("cpu", Torch.cpu());
      m.put("device", Accelerator.describe());
      m.put("threads", settings.threads());
      m.put("load-before", Documents.thousandths(load));
      m.put("mode", settings.mode().name().toLowerCase(Locale.ROOT));
      m.put(INPUT_SIZE, settings.network().inputSize());
      m.put("stem", settings.network().stem().name().toLowerCase(Locale.ROOT));
      m.put("width", settings.network().width());
      m.put("batch", settings.batch());
      m.put(PRECISION, name(settings));
      m.put("images-per-s-random", Documents.thousandths(result.randomRate()));
      m.put("images-per-s-pipeline", Documents.thousandths(result.pipelineRate()));
      m.put("pipeline-share", Documents.thousandths(result.pipelineShare()));
      m.put("gemm-gflops", Documents.thousandths(result.gemmGflops()));
      m.put("peak-memory-mib", result.peakMemory() < 0 ? -1 : result.peakMemory() >> 20);
      return m;
    }
  }

  /** Measures one precision after the other; warns where the machine has other work. */
  public static List<Measured> run(Request request, Context context) {
    double load = load(context);
    List<Measured> measured = new ArrayList<>();
    for (TrainSettings settings : request.settings()) {
      context.progress().say("measuring " + name(settings));
      Torch.resetPeakMemory();
      TrainBench.Length length =
          new TrainBench.Length(request.rounds(), request.steps(), request.seconds());
      measured.add(
          new Measured(settings, TrainBench.run(settings, length, context.progress()), load));
    }
    return measured;
  }

  private static double load(Context context) {
    OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
    double load = machine.getSystemLoadAverage();
    if (load > BUSY * machine.getAvailableProcessors()) {
      context
          .warnings()
          .accept(
              String.format(
                  Locale.ROOT,
                  "WARNING: the machine's load is %.1f on %d processors: what is measured now is less"
                      + " than it can do\n  remedy: measure again when other programs are done",
                  load,
                  machine.getAvailableProcessors()));
    }
    return load;
  }

  private static String name(TrainSettings settings) {
    return settings.precision().name().toLowerCase(Locale.ROOT);
  }
}
