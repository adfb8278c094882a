package io.selfcure.app;

import io.selfcure.core.error.UsageException;
import io.selfcure.workflow.ExportLabels;
import io.selfcure.workflow.ExportModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    description = {
      "With --run, write a trained network as a model file for use elsewhere; with --data alone,",
      "write a data set's labels in the layout of its source."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Formats of a model:",
      "  onnx         for ONNX Runtime and others: pictures of bytes in, probabilities out; classes,",
      "               size, colour, faces, temperature and card inside. The temperature is fitted to the",
      "               run's validation samples, and both runtimes must say the same before it is written",
      "  safetensors  the weights alone in torchvision's names",
      "  pth          the same for Python's torch.load",
      "",
      "Formats of labels:",
      "  csv          id,path,split,label,true_label and subjects, boxes and votes where there are",
      "               any; 'import csv' and 'noise --kind from-file' take it",
      "  fer2013new   FERPlus's table, row by row: ten votes where the label is another than the votes",
      "               of --like give",
      "  rafdb-list   lines 'train_00001.jpg 5' with RAF-DB's numbers",
      "  label-studio tasks for Label Studio's import, pictures from its local storage; 'import",
      "               label-studio' takes back what it exports",
      "  folder       SPLIT/CLASS/PICTURE; picture files are copied, packed pictures become PNG files",
      "",
      "Examples:",
      "  selfcure export --run runs/ferplus --to ferplus.onnx",
      "  selfcure export --run runs/ferplus --precision int8 --to ferplus-int8.onnx",
      "  selfcure export --run runs/ferplus --to ferplus.safetensors",
      "  selfcure export --data cured --format csv --to labels.csv",
      "  selfcure export --data ferplus-cured --format fer2013new --like fer2013new.csv --to cured.csv",
      "  selfcure export --data faces-cured --format folder --to faces-by-class",
    })
final class ExportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data set; with --run its own, where it was moved since.")
  private @Nullable Path data;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = ExportFormats.class,
      description = {
        "${COMPLETION-CANDIDATES}.",
        "Default of a model: by the ending of --to, .onnx, .safetensors or .pth."
      })
  private @Nullable String format;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "PATH",
      description = "The new file, or for folder the new directory.")
  private Path to;

  @Mixin private ModelExportOptions model;

  @Option(
      names = "--like",
      paramLabel = "FILE",
      description = "For fer2013new: the table of votes that belongs to the source.")
  private @Nullable Path like;

  @Mixin private JsonOption json;

  @Mixin private CacheOption cache;

  @Override
  public Integer call() {
    json.requireWritable();
    if (model.wanted()) {
      model();
    } else {
      labels();
    }
    return 0;
  }

  private void model() {
    if (like != null) {
      throw new UsageException("--like", "is for labels, not for a model", "leave it out");
    }
    ExportModel.Result made =
        ExportModel.run(model.request(data, to, format), Contexts.of(spec, cache));
    json.show(spec, made.document(), out -> ExportTables.print(made, out));
  }

  private void labels() {
    if (data == null) {
      throw new UsageException(
          "--data or --run", "is missing", "name a data set, or a run for its network");
    }
    if (format == null) {
      throw new UsageException(
          "--format", "is missing", "name one of " + String.join(", ", new ExportFormats()));
    }
    ExportLabels.Format layout =
        ExportFormats.choose(
            List.of(ExportLabels.Format.values()),
            format,
            "--format",
            "name one of " + List.of(ExportLabels.Format.values()));
    ExportLabels.Result made =
        ExportLabels.run(new ExportLabels.Request(data, layout, like, to), Contexts.of(spec));
    json.show(
        spec,
        made.document(),
        out -> out.printf(Locale.ROOT, "%,d %s: %s%n", made.written(), layout.unit(), to));
  }
}
