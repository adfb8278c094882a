package io.selfcure.app;

import io.selfcure.workflow.BenchRecognition;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "recognize",
    description =
        "Latency of one face and faces a second in batches of a model, beside libtorch where its run"
            + " is given, and the parts of the way from a photo to its answer. All take turns.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  selfcure bench recognize",
      "  selfcure bench recognize --model ferplus.onnx --run runs/ferplus --photo photo.jpg --threads 2"
    })
final class BenchRecognizeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "The model, as 'export' wrote it. Default: the one that comes with the program.")
  private @Nullable Path model;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "The run it was exported from, to measure libtorch beside it.")
  private @Nullable Path run;

  @Option(names = "--photo", paramLabel = "FILE", description = "A photo to recognise.")
  private @Nullable Path photo;

  @Option(
      names = "--threads",
      defaultValue = "2",
      paramLabel = "N",
      description = "Threads. Default: 2.")
  private int threads;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      paramLabel = "N",
      description = "Rounds. Default: 5.")
  private int rounds;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    Map<String, Object> document =
        BenchRecognition.run(
            new BenchRecognition.Request(model, run, photo, threads, rounds), Contexts.of(spec));
    json.show(spec, document, out -> document.forEach((k, v) -> out.printf("%-36s %s%n", k, v)));
    return 0;
  }
}
