package io.selfcure.app;

import io.selfcure.core.data.Split;
import io.selfcure.workflow.Demonstrate;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description =
        "Draw labelled synthetic faces, flip a fifth of the labels, train a plain network and a"
            + " Self-Cure Network side by side, and show what each made of the wrong labels.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:", "  selfcure demo --to demo --seed 7"})
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description =
          "Where data and runs go. Default: selfcure-demo, or selfcure-demo-2 where that exists, and"
              + " so on.")
  private @Nullable Path chosen;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Seed. Default: 1.")
  private long seed;

  @Option(
      names = "--epochs",
      defaultValue = "15",
      paramLabel = "N",
      description = "Epochs of each training. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    Demonstrate.Result result =
        Demonstrate.run(
            new Demonstrate.Request(chosen == null ? freeName() : chosen, seed, epochs),
            Contexts.of(spec));
    json.show(spec, result.document(), out -> print(out, result));
    return 0;
  }

  private static Path freeName() {
    Path name = Path.of("selfcure-demo");
    for (int i = 2; Files.exists(name); i++) {
      name = Path.of("selfcure-demo-" + i);
    }
    return name;
  }

  private static void print(PrintWriter out, Demonstrate.Result result) {
    Map<String, Map<String, String>> results = result.last();
    List<String> header = new ArrayList<>(List.of(""));
    header.addAll(results.keySet());
    List<List<String>> lines = new ArrayList<>(List.of(header));
    lines.add(
        line(
            "accuracy on clean validation faces",
            results,
            r -> Tables.percent(r, "valid_accuracy")));
    lines.add(
        line("AUROC of alpha as detector of wrong labels", results, r -> plain(r, "auroc_alpha")));
    lines.add(
        line("AUROC of the given label's probability", results, r -> plain(r, "auroc_p_given")));
    lines.add(
        line(
            "wrong labels repaired",
            results,
            r -> r.get("repaired") + " of " + r.get("wrong_labels")));
    lines.add(line("clean labels broken", results, r -> r.getOrDefault("broken", "")));
    out.println();
    out.printf(
        Locale.ROOT,
        "%d synthetic faces to learn from, %.0f %% of the labels flipped; %d epochs each%n%n",
        result.noisy().split(Split.TRAIN).size(),
        100 * Demonstrate.NOISE,
        result.request().epochs());
    out.print(Tables.plain(lines));
    out.println();
    out.println("faces          " + result.faces());
    out.println("data sets      " + result.clean() + " (true labels), " + result.noisy().dir());
    results.keySet().forEach(m -> out.printf("run %-10s %s%n", m, result.run(m).dir()));
    out.println("every doubt    " + result.run("improved").ledger());
    out.println("report         " + result.report());
  }

  private static List<String> line(
      String name,
      Map<String, Map<String, String>> results,
      java.util.function.Function<Map<String, String>, String> cell) {
    List<String> line = new ArrayList<>(List.of(name));
    results.values().forEach(r -> line.add(cell.apply(r)));
    return line;
  }

  private static String plain(Map<String, String> row, String column) {
    String cell = row.getOrDefault(column, "");
    return cell.isEmpty() ? "-" : String.format(Locale.ROOT, "%.3f", Double.parseDouble(cell));
  }
}
