package io.selfcure.app;

import io.selfcure.core.data.TextReader;
import io.selfcure.core.error.UsageException;
import io.selfcure.training.export.Precision;
import io.selfcure.training.loop.Model;
import io.selfcure.workflow.ExportLabels;
import io.selfcure.workflow.ExportModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

  /** Characters of a file of notes. */
  private static final int LONGEST_NOTES = 200_000;

  /** All formats, for completion and help. */
  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(ExportModel.Format.values(), ExportLabels.Format.values())
          .flatMap(Arrays::stream)
          .map(Object::toString)
          .iterator();
    }
  }

  @Spec private CommandSpec spec;

  @Option(names = "--run", paramLabel = "RUN", description = "The run whose network is written.")
  private @Nullable Path run;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data set; with --run its own, where it was moved since.")
  private @Nullable Path data;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = Formats.class,
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
    if (run != null) {
      model(run);
    } else {
      labels();
    }
    return 0;
  }

  private void model(Path trained) {
    if (like != null) {
      throw new UsageException("--like", "is for labels, not for a model", "leave it out");
    }
    ExportModel.Result made =
        ExportModel.run(
            new ExportModel.Request(
                trained,
                checkpoint,
                data,
                to,
                modelFormat(),
                precision,
                name == null ? String.valueOf(trained.toAbsolutePath().getFileName()) : name,
                license,
                notes == null ? "" : TextReader.all(notes, LONGEST_NOTES)),
            Contexts.of(spec, cache));
    json.show(spec, made.document(), out -> ExportTables.print(made, out));
  }

  private ExportModel.Format modelFormat() {
    String word = format;
    if (word == null) {
      String file = String.valueOf(to.getFileName());
      word = file.substring(file.lastIndexOf('.') + 1);
    }
    return choose(
        List.of(ExportModel.Format.values()),
        word,
        format == null ? "--to" : "--format",
        "end it in .onnx, .safetensors or .pth, or give --format");
  }

  private void labels() {
    if (data == null) {
      throw new UsageException(
          "--data or --run", "is missing", "name a data set, or a run for its network");
    }
    if (format == null) {
      throw new UsageException(
          "--format", "is missing", "name one of " + String.join(", ", new Formats()));
    }
    ExportLabels.Format layout =
        choose(
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

  private static <F> F choose(List<F> formats, String word, String option, String remedy) {
    return formats.stream()
        .filter(f -> f.toString().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new UsageException(option, "'" + word + "' is no format here", remedy));
  }
}
