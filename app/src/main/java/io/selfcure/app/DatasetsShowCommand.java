package io.selfcure.app;

import io.selfcure.workflow.ShowDataset;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    description = "Print what a data set is and has; draw its classes and some faces.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  selfcure datasets show data/faces --sheet faces.png --html faces.html"
    })
final class DatasetsShowCommand implements Callable<Integer> {

  private static final int BAR = 40;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The data set.")
  private Path dir;

  @Option(
      names = "--sheet",
      paramLabel = "FILE",
      description = "Write a PNG with twelve faces of each class, one row a class.")
  private @Nullable Path sheet;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write one page with all of it. The data set's terms hold for it too.")
  private @Nullable Path html;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    ShowDataset.Result shown = ShowDataset.run(new ShowDataset.Request(dir, sheet, html));
    json.show(spec, shown.document(), out -> print(out, shown));
    return 0;
  }

  private static void print(PrintWriter out, ShowDataset.Result shown) {
    out.print(Tables.counts(shown.data()));
    Map<String, Long> all = shown.byClass();
    long most = Math.max(1, all.values().stream().mapToLong(Long::longValue).max().orElse(1));
    int wide = all.keySet().stream().mapToInt(String::length).max().orElse(1);
    for (Map.Entry<String, Long> e : all.entrySet()) {
      String bar = "#".repeat((int) Math.ceil((double) BAR * e.getValue() / most));
      out.printf(Locale.ROOT, "  %-" + wide + "s %s %,d%n", e.getKey(), bar, e.getValue());
    }
    shown.lines().forEach((name, value) -> out.println("  " + name + ": " + value));
  }
}
