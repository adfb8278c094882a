package io.selfcure.app;

import io.selfcure.workflow.CompareRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
final class RunsCompareCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "2..*", paramLabel = "RUN", description = "Run folders, the first leads.")
  private List<Path> folders;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    CompareRuns.Result compared = CompareRuns.run(new CompareRuns.Request(folders));
    json.show(spec, compared.document(), out -> ComparisonTables.print(out, compared));
    return 0;
  }
}
