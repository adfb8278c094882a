package io.selfcure.app;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.run.RunSearch;
import io.selfcure.curation.run.RunSummary;
import io.selfcure.workflow.Documents;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "runs",
    description = "List training runs, or compare some.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "list|compare",
    subcommands = {RunsCommand.ListRuns.class, RunsCommand.Compare.class},
    footer = {"", "Example:", "  selfcure runs list"})
final class RunsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name what to do: list or compare.");
  }

  @Command(
      name = "list",
      description = "The runs in and below folders: how far they are and what they came to.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "A run is running, finished, interrupted (train --resume goes on), diverged or damaged.",
        "",
        "Examples:",
        "  selfcure runs list",
        "  selfcure runs list runs selfcure-demo --json",
      })
  static final class ListRuns implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
        arity = "0..*",
        paramLabel = "DIR",
        description = "Folders to search, four levels deep. Default: runs if it exists, else here.")
    private @Nullable List<Path> folders;

    @Mixin private JsonOption json;

    @Override
    public Integer call() {
      List<Path> places = folders == null ? List.of(defaultFolder()) : folders;
      List<Map<String, @Nullable Object>> documents = new ArrayList<>();
      List<List<String>> lines = new ArrayList<>();
      lines.add(
          List.of(
              "run",
              "mode",
              "data",
              "epochs",
              "state",
              "best",
              "last",
              "repaired",
              "broken",
              "alarms",
              "started"));
      for (Path place : places) {
        for (RunFolder run : RunSearch.under(place)) {
          try {
            RunSummary summary = RunSummary.of(run);
            documents.add(Documents.run(summary));
            lines.add(line(summary));
          } catch (SelfcureException e) { // one damaged run must not hide the others
            documents.add(damaged(run, e));
            lines.add(damagedLine(run));
            spec.commandLine().getErr().println("selfcure: " + e.told(CommandWording.INSTANCE));
          }
        }
      }
      json.show(spec, documents, out -> print(out, lines, places));
      return 0;
    }

    private static Path defaultFolder() {
      Path runs = Path.of("runs");
      return Files.isDirectory(runs) ? runs : Path.of(".");
    }

    private static void print(PrintWriter out, List<List<String>> lines, List<Path> places) {
      if (lines.size() == 1) {
        out.println(
            "no runs in " + String.join(", ", places.stream().map(Path::toString).toList()));
      } else {
        out.print(Tables.plain(lines));
      }
    }

    private static List<String> line(RunSummary run) {
      Map<String, String> best = run.best();
      Map<String, String> last = run.last();
      String wrong = last.getOrDefault("wrong_labels", "");
      boolean known = !wrong.isEmpty() && !wrong.equals("0");
      return List.of(
          run.run().dir().toString(),
          run.settings().getOrDefault("mode", "-"),
          run.origin().getOrDefault("data-name", "-"),
          run.done() + "/" + run.epochs(),
          run.state().name().toLowerCase(Locale.ROOT),
          Tables.percent(best == null ? Map.of() : best, "valid_accuracy"),
          Tables.percent(last, "valid_accuracy"),
          known ? last.getOrDefault("repaired", "-") + " of " + wrong : "-",
          known ? last.getOrDefault("broken", "-") : "-",
          Integer.toString(run.alarms().size()),
          run.origin().getOrDefault("started", "-"));
    }

    private static List<String> damagedLine(RunFolder run) {
      return List.of(run.dir().toString(), "-", "-", "-", "damaged", "-", "-", "-", "-", "-", "-");
    }

    private static Map<String, @Nullable Object> damaged(RunFolder run, SelfcureException e) {
      Map<String, @Nullable Object> d = new LinkedHashMap<>();
      d.put("run", run.dir().toString());
      d.put("state", "damaged");
      d.put("problem", String.valueOf(e.getMessage()));
      return d;
    }
  }

  @Command(
      name = "compare",
      description = "Settings that differ between runs, and their figures side by side.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Figures are those of the last epoch; in brackets the difference to the first run. What",
        "hardly tells anything, such as the learning rate, is left to --json.",
        "",
        "Examples:",
        "  selfcure runs compare runs/baseline runs/paper",
        "  selfcure runs compare runs/seed-1 runs/seed-2 runs/seed-3 --json",
      })
  static final class Compare implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(arity = "2..*", paramLabel = "RUN", description = "Run folders, the first leads.")
    private List<Path> folders;

    @Mixin private JsonOption json;

    @Override
    public Integer call() {
      List<RunSummary> runs = folders.stream().map(RunFolder::new).map(RunSummary::of).toList();
      for (RunSummary run : runs) {
        if (run.rows().isEmpty()) {
          throw new DataException(
              run.run().dir().toString(),
              "has no complete epoch to compare",
              "wait for its first epoch, or resume it");
        }
      }
      Comparison comparison = Comparison.of(runs);
      json.show(spec, comparison.document(), comparison::print);
      return 0;
    }
  }
}
