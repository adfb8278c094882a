package io.selfcure.app;

import io.selfcure.datasets.check.CheckFinding;
import io.selfcure.workflow.CheckDataset;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    description = "Verify files, hashes and counts; find people and pictures that splits share.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Ends with exit code 9 where there are problems; notes do not count.",
      "",
      "Example:",
      "  selfcure datasets check data/faces",
      "  selfcure datasets check data/faces --csv copies.csv"
    })
final class DatasetsCheckCommand implements Callable<Integer> {

  /** docs/exit-codes.md. */
  private static final int FINDINGS = 9;

  private static final int SHOWN = 5;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The data set.")
  private Path dir;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write a table of all copies: a row a picture, with its group's number.")
  private @Nullable Path csv;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    CheckDataset.Result found =
        CheckDataset.run(new CheckDataset.Request(dir, csv), Contexts.of(spec));
    json.show(spec, found.document(), out -> print(out, found));
    return found.problems() == 0 ? 0 : FINDINGS;
  }

  private static void print(PrintWriter out, CheckDataset.Result found) {
    found.findings().forEach(f -> print(out, f));
    out.printf(
        Locale.ROOT,
        "%s: %,d samples, %s%n",
        found.data().dir(),
        found.data().samples().size(),
        found.problems() == 0 ? "no problems" : "kinds of problems: " + found.problems());
  }

  private static void print(PrintWriter out, CheckFinding f) {
    out.println(
        (f.problem() ? "problem " : "note    ")
            + f.code()
            + ": "
            + CommandWording.INSTANCE.render(f.text()));
    f.examples().stream().limit(SHOWN).forEach(e -> out.println("          " + e));
    if (f.examples().size() > SHOWN) {
      out.printf(
          Locale.ROOT,
          "          and %,d more: --json lists all, --csv all copies%n",
          f.examples().size() - SHOWN);
    }
  }
}
