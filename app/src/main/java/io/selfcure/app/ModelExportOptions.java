package io.selfcure.app;

import io.selfcure.core.data.TextReader;
import io.selfcure.core.error.UsageException;
import io.selfcure.training.export.Precision;
import io.selfcure.training.loop.Model;
import io.selfcure.workflow.ExportModel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which network is exported, and how. */
final class ModelExportOptions {

  /** Characters of a file of notes. */
  private static final int LONGEST_NOTES = 200_000;

  @Option(names = "--run", paramLabel = "RUN", description = "The run whose network is written.")
  private @Nullable Path run;

  @Option(
      names = "--checkpoint",
      defaultValue = "best",
      paramLabel = "best|last",
      description = "Which checkpoint of a run: best on validation where there is one, or last.")
  private Model.Choice checkpoint;

  @Option(
      names = "--precision",
      defaultValue = "fp32",
      paramLabel = "fp32|fp16|int8",
      description =
          "How an ONNX model stores its weights: fp16 halves the size, int8 quarters it; what it"
              + " costs in accuracy is measured and printed. Default: fp32.")
  private Precision precision;

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "The model's name. Default: the run's.")
  private @Nullable String name;

  @Option(
      names = "--license",
      defaultValue = "not stated",
      paramLabel = "TEXT",
      description = "The model's terms of use, for its card. Default: not stated.")
  private String license;

  @Option(
      names = "--notes",
      paramLabel = "FILE",
      description = "Markdown that is added to the model's card: intended use, limits.")
  private @Nullable Path notes;

  /** Whether a network is to be exported at all. */
  boolean wanted() {
    return run != null;
  }

  ExportModel.Request request(@Nullable Path data, Path to, @Nullable String format) {
    if (run == null) {
      throw new UsageException("--run", "is missing", "name a run");
    }
    return new ExportModel.Request(
        run,
        checkpoint,
        data,
        to,
        format(to, format),
        precision,
        name == null ? String.valueOf(run.toAbsolutePath().getFileName()) : name,
        license,
        notes == null ? "" : TextReader.all(notes, LONGEST_NOTES));
  }

  private static ExportModel.Format format(Path to, @Nullable String format) {
    String word = format;
    if (word == null) {
      String file = String.valueOf(to.getFileName());
      word = file.substring(file.lastIndexOf('.') + 1);
    }
    return ExportFormats.choose(
        List.of(ExportModel.Format.values()),
        word,
        format == null ? "--to" : "--format",
        "end it in .onnx, .safetensors or .pth, or give --format");
  }
}
