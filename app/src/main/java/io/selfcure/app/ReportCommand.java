package io.selfcure.app;

import io.selfcure.workflow.ReportRuns;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "report",
    description =
        "Write a report of a run, or of several side by side: one HTML file with curves, confusion"
            + " matrix, doubts, changed labels and faces. A run under way is reported as it stands.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "The file holds small pictures of the data set: its terms hold for the report too.",
      "",
      "Examples:",
      "  selfcure report runs/paper",
      "  selfcure report runs/baseline runs/paper --to compare.html",
      "  selfcure report runs/paper --data /mnt/elsewhere/ferplus",
    })
final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "Run folders.")
  private final List<Path> runs = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description =
          "The report. Default: report.html in the run's folder; needed for several runs.")
  private @Nullable Path to;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the runs' data set is now. Default: where the runs found it.")
  private @Nullable Path data;

  @Override
  public Integer call() {
    Path file = ReportRuns.run(new ReportRuns.Request(runs, to, data), CommandWording.INSTANCE);
    PrintWriter out = spec.commandLine().getOut();
    out.println("report written to " + file);
    out.flush();
    return 0;
  }
}
