package io.selfcure.app;

import io.selfcure.core.progress.Progress;
import io.selfcure.workflow.experiment.CellWatch;
import io.selfcure.workflow.experiment.Experiment;
import io.selfcure.workflow.experiment.Results;
import io.selfcure.workflow.experiment.ThisMachine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "experiment",
    description = {
      "Train a grid from one YAML file: modes x noise x seeds x any setting; tabulate and plot it.",
      "The same command goes on after an interruption, and takes cells that were added to the file.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A file (docs/formats/experiment.md):",
      "  data: ferplus",
      "  noise: [{kind: none}, {kind: symmetric, rate: [0.1, 0.2]}]",
      "  modes: [baseline, paper]",
      "  seeds: [1, 2]",
      "  settings: {width: 0.25, epochs: 12, beta: [0.7, 0.8]}",
      "  evaluate: {split: valid, checkpoint: last}",
      "",
      "Examples:",
      "  selfcure experiment grid.yaml --dry-run",
      "  selfcure experiment grid.yaml --to grids/first",
    })
final class ExperimentCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE.yaml", description = "The grid.")
  private Path file;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Where data, runs and results go. Default: the file's name without its end.")
  private @Nullable Path chosen;

  @Option(names = "--dry-run", description = "Check everything, list the cells, run none.")
  private boolean dryRun;

  @Option(
      names = "--read-again",
      paramLabel = "WHY",
      description =
          "Read a registered split though it was read before; the reason goes on its record.")
  private @Nullable String readAgain;

  @Mixin private JsonOption json;

  @Mixin private CacheOption cache;

  @Override
  public Integer call() {
    Path to = chosen == null ? folder() : chosen;
    Experiment experiment = Experiment.plan(file, to, new ThisMachine(cache.root()), readAgain);
    if (dryRun) {
      print(experiment);
      return 0;
    }
    Progress progress = Terminal.progress(spec);
    experiment.collapsed().forEach(progress::say);
    experiment.leftOut().forEach(n -> progress.say("no longer in the grid, kept: " + n));
    Stop.onSignal(experiment::stop);
    int code;
    try {
      code =
          experiment.run(
              new CellWatch(
                  progress, progress != Progress.NONE && Boolean.getBoolean("selfcure.terminal")));
    } finally {
      Stop.forget();
    }
    print(experiment.results(), to);
    return code;
  }

  private Path folder() {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    return file.resolveSibling(
        name.equals(String.valueOf(file.getFileName())) ? name + ".d" : name);
  }

  private void print(Experiment experiment) {
    List<List<String>> lines = new ArrayList<>(List.of(List.of("cell", "state")));
    experiment.states().forEach((name, state) -> lines.add(List.of(name, state)));
    json.show(
        spec,
        experiment.states(),
        out -> {
          out.print(Tables.plain(lines));
          out.println(lines.size() - 1 + " cells");
          experiment.collapsed().forEach(out::println);
          experiment.leftOut().forEach(n -> out.println("no longer in the grid, kept: " + n));
        });
  }

  private void print(Results results, Path to) {
    json.show(
        spec,
        results.document(to),
        out -> {
          out.println(results.markdown());
          out.println("every cell     " + to.resolve("results.csv"));
          out.println(
              "the table      " + to.resolve("summary.md") + ", summary.csv and differences.csv");
          out.println("plots          " + to.resolve("plots.html"));
        });
  }
}
