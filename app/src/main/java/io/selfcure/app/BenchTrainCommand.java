package io.selfcure.app;

import io.selfcure.workflow.BenchTraining;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
final class BenchTrainCommand implements Callable<Integer> {

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
    List<Map<String, Object>> found =
        BenchTraining.run(
                new BenchTraining.Request(
                    SettingOptions.given(spec.commandLine().getParseResult()),
                    compare ? List.of("fp32", "bf16") : List.of(),
                    rounds,
                    steps,
                    seconds),
                Contexts.of(spec))
            .stream()
            .map(BenchTraining.Measured::document)
            .toList();
    json.show(spec, found, out -> print(out, found));
    return 0;
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
