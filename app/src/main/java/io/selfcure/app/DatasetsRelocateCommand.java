package io.selfcure.app;

import io.selfcure.workflow.RelocatePictures;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "relocate",
    description = "Tell a data set where its picture files are now.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Every picture is read first: they must be the ones that were imported. Nothing else changes, so",
      "that runs and audits of the data set stay valid. Packed pictures move with the data set.",
      "",
      "Example:",
      "  selfcure datasets relocate data/kdef --root /mnt/pictures/KDEF"
    })
final class DatasetsRelocateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The data set.")
  private Path dir;

  @Option(
      names = "--root",
      required = true,
      paramLabel = "DIR",
      description = "The directory that the paths in samples.csv start from.")
  private Path root;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    RelocatePictures.Result moved =
        RelocatePictures.run(new RelocatePictures.Request(dir, root), Contexts.of(spec));
    json.show(
        spec,
        moved.document(),
        out ->
            out.printf(
                Locale.ROOT,
                "%s: %,d pictures are at %s%n",
                dir,
                moved.data().samples().size(),
                root));
    return 0;
  }
}
