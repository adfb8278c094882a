package io.selfcure.app;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.UsageException;
import io.selfcure.recognition.LabelStyle;
import io.selfcure.recognition.Recognizer;
import io.selfcure.workflow.recognize.AnswerFormat;
import io.selfcure.workflow.recognize.AnswerSink;
import io.selfcure.workflow.recognize.ModelFacts;
import io.selfcure.workflow.recognize.RecognizeExpressions;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How answers are told, and where they go. */
final class AnswerOptions {

  /** Classes that a table tells of a face. */
  private static final int TOLD = 3;

  /**
   * What is answered.
   *
   * @param names the inputs as they were named
   * @param smoothing seconds over which videos are smoothed
   */
  record Inputs(List<String> names, double smoothing) {}

  /** What {@code --format} may be. */
  enum Format {
    TABLE,
    CSV,
    JSONL,
    JSON
  }

  @Option(
      names = "--format",
      paramLabel = "table|csv|jsonl|json",
      description =
          "Default: a table for people; of --output, what the file's name ends with, else csv.")
  private @Nullable Format format;

  @Option(names = "--json", description = "Short for --format json.")
  private boolean json;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the answers to a file. Default: standard output.")
  private @Nullable Path output;

  @Option(
      names = "--label-style",
      defaultValue = "ferplus",
      paramLabel = "ferplus|deepface|pyfeat",
      description =
          "The model's own classes, or the seven of DeepFace or Py-Feat: contempt is left out and"
              + " the rest add up to 1. Default: ferplus.")
  private LabelStyle style;

  @Option(
      names = "--top",
      paramLabel = "K",
      description =
          "Classes told of each face, in tables and JSON. Default: 3 in tables, else all.")
  private @Nullable Integer top;

  LabelStyle style() {
    return style;
  }

  /** Refuses an output that could not be written or that is an input, before the work. */
  void requireWritable(List<String> inputs) {
    if (top != null && top < 1) {
      throw new UsageException("{top}", top + " is not 1 or more", "give a number such as 3");
    }
    if (json && format != null && format != Format.JSON) {
      throw new UsageException("{json}", "contradicts {format=" + format() + "}", "give one");
    }
    if (output == null) {
      return;
    }
    if (inputs.stream()
        .anyMatch(i -> Path.of(i).toAbsolutePath().equals(output.toAbsolutePath()))) {
      throw new UsageException("{output}", output + " is an input too", "name another file");
    }
    Outputs.requireWritable(output, "{output}");
  }

  private Format format() {
    if (json) {
      return Format.JSON;
    }
    if (format != null) {
      return format;
    }
    if (output == null) {
      return Format.TABLE;
    }
    String name = output.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".jsonl")
        ? Format.JSONL
        : name.endsWith(".json") ? Format.JSON : name.endsWith(".txt") ? Format.TABLE : Format.CSV;
  }

  /** Has answers written to where they go; a file appears when it is complete. */
  void write(PrintWriter out, Recognizer recognizer, Inputs inputs, Consumer<AnswerSink> work) {
    if (output == null) {
      work.accept(sink(out, recognizer, inputs));
      out.flush();
      return;
    }
    Outputs.writeAtomically(
        output,
        partial -> {
          try (BufferedWriter file = Files.newBufferedWriter(partial)) {
            work.accept(sink(file, recognizer, inputs));
          }
        });
  }

  private AnswerSink sink(Writer out, Recognizer recognizer, Inputs inputs) {
    Format how = format();
    if (how == Format.TABLE) {
      return new AnswerTable(new PrintWriter(out), top == null ? TOLD : top);
    }
    boolean several = !RecognizeExpressions.isOnePicture(inputs.names());
    return AnswerFormat.valueOf(how.name())
        .to(
            out,
            ModelFacts.of(recognizer, style),
            new AnswerFormat.Settings(top == null ? 0 : top, several, inputs.smoothing()));
  }
}
