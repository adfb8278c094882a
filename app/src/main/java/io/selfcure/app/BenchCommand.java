package io.selfcure.app;

import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.bench.TrainBench;
import io.selfcure.training.runtime.Accelerator;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.settings.TrainSettings;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    description = "Measure how fast this machine trains, and finds faces.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "train|faces",
    subcommands = {BenchCommand.Train.class, BenchFacesCommand.class},
    footer = {
      "",
      "Examples:",
      "  selfcure bench train --input-size 64",
      "  selfcure bench faces --from photos"
    })
final class BenchCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name what to measure: train or faces.");
  }

  @Command(
      name = "train",
      modelTransformer = SettingOptions.class,
      description =
          "Images a second of the whole SCN step, on random tensors and through the real input"
              + " pipeline, with peak memory and the machine's matrix product beside it.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      abbreviateSynopsis = true,
      footer = {
        "",
        "Examples:",
        "  selfcure bench train --input-size 224 --batch 64",
        "  selfcure bench train --input-size 64 --width 0.5 --seconds 60",
        "  selfcure bench train --input-size 64 --precision fp32 --json",
        "  selfcure bench train --compare-precisions --input-size 224",
      })
  static final class Train implements Callable<Integer> {

    /** A load above this a processor, averaged over a minute, takes time from the measurement. */
    private static final double BUSY = 0.5;

    @Spec private CommandSpec spec;

    @Option(
        names = "--rounds",
        defaultValue = "5",
        paramLabel = "N",
        description = "Rounds. Default: 5.")
    private int rounds;

    @Option(
        names = "--steps",
        defaultValue = "4",
        paramLabel = "N",
        description = "Steps a round, for each of the two inputs. Default: 4.")
    private int steps;

    @Option(
        names = "--seconds",
        defaultValue = "0",
        paramLabel = "S",
        description =
            "Time limit for each precision; what was measured until then counts. Default: none.")
    private double seconds;

    @Option(
        names = "--compare-precisions",
        description = "Measure fp32 and bf16, one after the other.")
    private boolean compare;

    @Mixin private JsonOption json;

    @Override
    public Integer call() {
      requirePositive("--rounds", rounds);
      requirePositive("--steps", steps);
      if (!(seconds >= 0)) {
        throw new UsageException("--seconds", seconds + " is not 0 or more", "give one such as 60");
      }
      Progress progress = Terminal.progress(spec);
      OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
      double load = machine.getSystemLoadAverage(); // negative where it is not known
      if (load > BUSY * machine.getAvailableProcessors()) {
        spec.commandLine()
            .getErr()
            .printf(
                Locale.ROOT,
                "WARNING: the machine's load is %.1f on %d processors: what is measured now is less"
                    + " than it can do%n  remedy: measure again when other programs are done%n",
                load,
                machine.getAvailableProcessors());
        spec.commandLine().getErr().flush();
      }
      Map<String, String> options = new LinkedHashMap<>();
      options.put("input-size", "224");
      options.putAll(SettingOptions.given(spec.commandLine().getParseResult()));
      List<String> precisions =
          compare ? List.of("fp32", "bf16") : List.of(options.getOrDefault("precision", "auto"));
      List<Map<String, Object>> found = new ArrayList<>();
      for (String precision : precisions) {
        options.put("precision", precision);
        TrainSettings settings = TrainSettings.of(Map.of(), options).resolve(224, Torch.machine());
        progress.say("measuring " + settings.precision().name().toLowerCase(Locale.ROOT));
        Torch.resetPeakMemory();
        found.add(
            describe(
                settings,
                TrainBench.run(settings, new TrainBench.Length(rounds, steps, seconds), progress),
                load));
      }
      json.show(spec, found, out -> print(out, found));
      return 0;
    }

    private static void requirePositive(String option, int value) {
      if (value < 1) {
        throw new UsageException(option, value + " is not 1 or more", "give a number such as 4");
      }
    }

    private static Map<String, Object> describe(TrainSettings s, TrainBench.Result r, double load) {
      Map<String, Object> m = new LinkedHashMap<>();
      m.put("cpu", Torch.cpu());
      m.put("device", Accelerator.describe());
      m.put("threads", s.threads());
      m.put("load-before", round(load));
      m.put("mode", s.mode().name().toLowerCase(Locale.ROOT));
      m.put("input-size", s.network().inputSize());
      m.put("stem", s.network().stem().name().toLowerCase(Locale.ROOT));
      m.put("width", s.network().width());
      m.put("batch", s.batch());
      m.put("precision", s.precision().name().toLowerCase(Locale.ROOT));
      m.put("images-per-s-random", round(r.randomRate()));
      m.put("images-per-s-pipeline", round(r.pipelineRate()));
      m.put("pipeline-share", round(r.pipelineShare()));
      m.put("gemm-gflops", round(r.gemmGflops()));
      m.put("peak-memory-mib", r.peakMemory() < 0 ? -1 : r.peakMemory() >> 20);
      return m;
    }

    private static double round(double v) {
      return Math.round(v * 1000) / 1000.0;
    }

    private static void print(PrintWriter out, List<Map<String, Object>> found) {
      for (Map<String, Object> m : found) {
        m.forEach((k, v) -> out.printf("%-22s %s%n", k, v));
        out.println();
      }
      if (found.size() == 2) {
        double ratio = rate(found.get(1)) / rate(found.get(0));
        out.printf(Locale.ROOT, "bf16 is %.2f times fp32%n", ratio);
      }
    }

    private static double rate(Map<String, Object> m) {
      return ((Number) m.getOrDefault("images-per-s-random", Double.NaN)).doubleValue();
    }
  }
}
