package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.noise.SymmetricNoise;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.run.RunSummary;
import io.selfcure.datasets.show.ContactSheet;
import io.selfcure.datasets.synthetic.SyntheticFaces;
import io.selfcure.datasets.synthetic.SyntheticOptions;
import io.selfcure.training.loop.Trainer;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.workflow.Documents;
import io.selfcure.workflow.ReportRuns;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  private static final List<String> MODES = List.of("baseline", "improved");
  private static final double NOISE = 0.2;
  private static final String REPORT = "report.html";
  private static final String NOISY = "faces-sym20";

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
    Path to = chosen == null ? freeName() : chosen;
    Outputs.requireFresh(to, "--to");
    TrainSettings.of(
        Map.of(), recipe("improved")); // refuses wrong options before the faces are drawn
    Progress progress = Terminal.progress(spec);
    Dataset clean =
        SyntheticFaces.generate(to.resolve("faces"), SyntheticOptions.demo(seed), progress);
    ContactSheet.write(to.resolve("faces.png"), clean);
    Dataset noisy = SymmetricNoise.inject(clean, NOISE, seed, to.resolve(NOISY), progress);

    Map<String, Map<String, String>> results = new LinkedHashMap<>();
    for (String mode : MODES) {
      progress.say("training " + mode);
      results.put(mode, train(noisy, mode, to, progress));
    }
    ReportRuns.attempt(
        new ReportRuns.Request(
            results.keySet().stream().map(to::resolve).toList(), to.resolve(REPORT), null),
        w -> spec.commandLine().getErr().println("selfcure: " + w));
    json.show(spec, document(to, noisy), out -> print(out, results, noisy, to));
    return 0;
  }

  private static Path freeName() {
    Path name = Path.of("selfcure-demo");
    for (int i = 2; Files.exists(name); i++) {
      name = Path.of("selfcure-demo-" + i);
    }
    return name;
  }

  /** One recipe for both: only the mode differs. */
  private Map<String, String> recipe(String mode) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("mode", mode);
    options.put("seed", Long.toString(seed));
    options.put("epochs", Integer.toString(epochs));
    options.put("input-size", "48");
    options.put("width", "0.25");
    options.put("batch", "32");
    // Few epochs: small steps and little augmentation.
    options.put("augment", "none");
    options.put("flip", "0.5");
    return options;
  }

  private Map<String, String> train(Dataset data, String mode, Path to, Progress progress) {
    TrainSettings settings = Pipeline.resolve(TrainSettings.of(Map.of(), recipe(mode)), data);
    PixelPack pixels = new CacheOption().pixels(data, settings.network().inputSize(), progress);
    try (Trainer trainer = Trainer.start(settings, data, pixels, to.resolve(mode), progress)) {
      List<Map<String, String>> rows =
          Pipeline.train(trainer, to.resolve(mode), spec.commandLine().getErr());
      return rows.get(rows.size() - 1);
    }
  }

  private Map<String, Object> document(Path to, Dataset noisy) {
    Map<String, Object> d = new LinkedHashMap<>();
    d.put("folder", to.toString());
    d.put("seed", seed);
    d.put("epochs", epochs);
    d.put("noise-rate", NOISE);
    d.put("training-samples", noisy.split(io.selfcure.core.data.Split.TRAIN).size());
    Map<String, Object> runs = new LinkedHashMap<>();
    for (String mode : MODES) {
      runs.put(mode, Documents.run(RunSummary.of(new RunFolder(to.resolve(mode)))));
    }
    d.put("runs", runs);
    return d;
  }

  private void print(
      PrintWriter out, Map<String, Map<String, String>> results, Dataset noisy, Path to) {
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
        noisy.split(io.selfcure.core.data.Split.TRAIN).size(),
        100 * NOISE,
        epochs);
    out.print(Tables.plain(lines));
    out.println();
    out.println("faces          " + to.resolve("faces.png"));
    out.println("data sets      " + to.resolve("faces") + " (true labels), " + to.resolve(NOISY));
    results.keySet().forEach(m -> out.printf("run %-10s %s%n", m, to.resolve(m)));
    out.println("every doubt    " + to.resolve("improved").resolve("ledger.sqlite"));
    out.println("report         " + to.resolve(REPORT));
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
