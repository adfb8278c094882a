package io.selfcure.app;

import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.run.RunSummary;
import io.selfcure.workflow.ListRuns;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
final class RunsListCommand implements Callable<Integer> {

  private static final int FINDINGS = 9; // docs/exit-codes.md

  private static final List<String> COLUMNS =
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
          "started");

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
    List<ListRuns.Found> found = ListRuns.run(new ListRuns.Request(places));
    for (ListRuns.Found run : found) {
      if (run instanceof ListRuns.Damaged damaged) {
        spec.commandLine()
            .getErr()
            .println("selfcure: " + damaged.problem().told(CommandWording.INSTANCE));
      }
    }
    json.show(
        spec,
        found.stream().map(ListRuns.Found::document).toList(),
        out -> print(out, found, places));
    return found.stream().anyMatch(ListRuns.Damaged.class::isInstance) ? FINDINGS : 0;
  }

  private static Path defaultFolder() {
    Path runs = Path.of("runs");
    return Files.isDirectory(runs) ? runs : Path.of(".");
  }

  private static void print(PrintWriter out, List<ListRuns.Found> found, List<Path> places) {
    if (found.isEmpty()) {
      out.println("no runs in " + String.join(", ", places.stream().map(Path::toString).toList()));
      return;
    }
    List<List<String>> lines = new ArrayList<>(List.of(COLUMNS));
    for (ListRuns.Found run : found) {
      lines.add(
          run instanceof ListRuns.Sound readable
              ? line(readable.summary())
              : damagedLine(run.run()));
    }
    out.print(Tables.plain(lines));
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
}
