package io.selfcure.app;

import io.selfcure.datasets.faces.FaceSummary;
import io.selfcure.vision.face.Alignment;
import io.selfcure.vision.face.FaceCutter;
import io.selfcure.workflow.FindFaces;
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
    name = "faces",
    description =
        "Find the faces in a tree of pictures, bring them upright and cut them out into a new tree"
            + " with the same folders, with a table, a list of rejected pictures and a page to look at.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A command that was killed goes on where it was when it is given again.",
      "",
      "Examples:",
      "  selfcure faces --from photos --to photos-faces",
      "  selfcure faces --from photos --to out --faces all --min-face 60 --size 112",
      "  selfcure faces --from photos --to out --detector yunet --model yunet.onnx",
      "  selfcure faces --from photos --to out --detector haar --align none",
      "  selfcure import folder --from photos-faces/crops --to data/photos"
    })
final class FacesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DIR",
      description = "The tree of pictures. Links in it are not followed.")
  private Path from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "The new folder: crops/, faces.csv, rejected.csv, faces.html.")
  private Path to;

  @Option(
      names = "--faces",
      defaultValue = "largest",
      paramLabel = "largest|all|one",
      description =
          "Which faces of a picture: the largest, all, or the only one (a picture with several is"
              + " rejected). Default: largest.")
  private FaceCutter.Which which;

  @Option(
      names = "--align",
      defaultValue = "five",
      paramLabel = "eyes|five|none",
      description =
          "Bring the eyes to their places exactly, all landmarks as near as can be, or cut out the"
              + " box as it is. Default: five.")
  private Alignment align;

  @Mixin private FaceOptions faces;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Pictures worked on at once. Default: the machine's processors.")
  private Integer threads = Runtime.getRuntime().availableProcessors();

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    FindFaces.Result made =
        FindFaces.run(
            new FindFaces.Request(from, to, faces.settings(align, which), threads),
            Contexts.of(spec));
    json.show(spec, made.document(), out -> print(out, made));
    return 0;
  }

  private void print(PrintWriter out, FindFaces.Result made) {
    FaceSummary s = made.summary();
    out.printf(
        Locale.ROOT,
        "%s: %,d faces from %,d of %,d pictures, %.1f pictures a second on %d %s%n",
        to,
        s.faces(),
        s.withFaces(),
        s.pictures(),
        s.rate(),
        threads,
        threads == 1 ? "thread" : "threads");
    s.reasons().forEach((reason, n) -> out.printf(Locale.ROOT, "  rejected %,d: %s%n", n, reason));
    out.println("  look at " + made.page());
  }
}
