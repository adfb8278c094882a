package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.datasets.show.ContactSheet;
import io.selfcure.datasets.synthetic.SyntheticFaces;
import io.selfcure.datasets.synthetic.SyntheticOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "synthetic",
    description =
        "Drawn faces with the seven basic expressions, whose truth is known; needs no source and"
            + " shows no real person.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  selfcure import synthetic --to faces --sheet faces.png",
      "  selfcure import synthetic --train 20000 --size 112 --blends 0.3 --unreadable 0.05 --to hard",
    })
final class SyntheticCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--train",
      defaultValue = "3500",
      paramLabel = "N",
      description = "Training pictures. Default: ${DEFAULT-VALUE}.")
  private int train;

  @Option(
      names = "--valid",
      defaultValue = "700",
      paramLabel = "N",
      description = "Validation pictures, of other people. Default: ${DEFAULT-VALUE}.")
  private int valid;

  @Option(
      names = "--size",
      defaultValue = "64",
      paramLabel = "N",
      description = "Pixels a side, 32 to 512. Default: ${DEFAULT-VALUE}.")
  private int size;

  @Option(
      names = "--blends",
      defaultValue = "0.15",
      paramLabel = "R",
      description =
          "Share of faces that blend two expressions, with divided votes. Default: ${DEFAULT-VALUE}.")
  private double blends;

  @Option(
      names = "--unreadable",
      defaultValue = "0",
      paramLabel = "R",
      description =
          "Share of training pictures on which nobody could tell. Default: ${DEFAULT-VALUE}.")
  private double unreadable;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Seed. Default: 1.")
  private long seed;

  @Option(
      names = "--sheet",
      paramLabel = "FILE",
      description = "Write a PNG with twelve faces of each class, one row a class.")
  private @Nullable Path sheet;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "The new data set.")
  private Path to;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    SyntheticOptions options = new SyntheticOptions(train, valid, size, blends, unreadable, seed);
    if (sheet != null) {
      Outputs.requireWritable(sheet, "--sheet");
    }
    Dataset faces = SyntheticFaces.generate(to, options, Terminal.progress(spec));
    if (sheet != null) {
      ContactSheet.write(sheet, faces);
    }
    return ImportCommand.report(spec, json, faces);
  }
}
