package io.selfcure.app;

import io.selfcure.vision.face.Alignment;
import io.selfcure.vision.face.FaceCutter;
import io.selfcure.workflow.BenchFaces;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "faces",
    description =
        "Pictures and faces a second of 'faces' on one thread and on several, and of its detector"
            + " against OpenCV's Haar cascade. All take turns; ratios are medians of the rounds'.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  selfcure bench faces --from photos",
      "  selfcure bench faces --from photos --threads 4 --rounds 9 --json"
    })
final class BenchFacesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DIR",
      description = "Pictures; the first 64 by name are used.")
  private Path from;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      paramLabel = "N",
      description = "Rounds. Default: 5.")
  private int rounds;

  @Option(
      names = "--threads",
      defaultValue = "2",
      paramLabel = "N",
      description = "Threads to compare with one. Default: 2.")
  private int threads;

  @Mixin private FaceOptions faces;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    Map<String, Object> document =
        BenchFaces.run(
                new BenchFaces.Request(
                    from, faces.settings(Alignment.NONE, FaceCutter.Which.ALL), rounds, threads),
                Contexts.of(spec))
            .document();
    json.show(spec, document, out -> document.forEach((k, v) -> out.printf("%-26s %s%n", k, v)));
    return 0;
  }
}
