package io.selfcure.app;

import io.selfcure.workflow.BenchCopies;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "copies",
    description =
        "Copy a data set's pictures in the ways that copies come about (mirrored, brighter, turned,"
            + " cropped, compressed, resized), and count which copies are found again.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Beside it: how many of them are nearly equal as they are. Pairs of different pictures that",
      "are taken for copies are counted and listed: look at them, for many sets have real ones.",
      "",
      "Example:",
      "  selfcure bench copies --data data/faces --pictures 500"
    })
final class BenchCopiesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data set.")
  private Path data;

  @Option(
      names = "--pictures",
      defaultValue = "500",
      paramLabel = "N",
      description = "Training pictures to copy, chosen at random. Default: 500.")
  private int pictures;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of the choice. Default: 1.")
  private long seed;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    BenchCopies.Result measured = BenchCopies.run(new BenchCopies.Request(data, pictures, seed));
    json.show(spec, measured.document(), out -> print(out, measured));
    return 0;
  }

  private static void print(PrintWriter out, BenchCopies.Result measured) {
    out.printf("%-24s %8s %8s %14s%n", "copies", "all", "found", "nearly equal");
    measured
        .found()
        .kinds()
        .forEach(
            (name, f) ->
                out.printf("%-24s %8d %8d %14d%n", name, f.all(), f.found(), f.nearlyEqual()));
    out.printf(
        Locale.ROOT,
        "pairs of other pictures: %d (nearly equal: %d); %.1f s%n",
        measured.found().others(),
        measured.found().othersNearlyEqual(),
        measured.seconds());
    measured.found().examples().forEach(e -> out.println("  " + e));
  }
}
