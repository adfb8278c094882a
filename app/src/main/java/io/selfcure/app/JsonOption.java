package io.selfcure.app;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.progress.ScreenText;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Figures for programs (docs/formats/json.md): the one behaviour of --json in every command. */
final class JsonOption {

  private static final String PRINT = "-";

  @Option(
      names = "--json",
      arity = "0..1",
      fallbackValue = PRINT,
      paramLabel = "FILE",
      converter = Target.class,
      description = "Print the figures as JSON in place of text, or write them to FILE beside it.")
  private @Nullable String target;

  /** What comes after --json may be meant as the command's own argument. */
  static final class Target implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      if (!value.equals(PRINT) && Files.isDirectory(Path.of(value))) {
        throw new TypeConversionException(
            "'"
                + value
                + "' is a folder, and --json takes a file; to print, put --json last or write"
                + " --json=-");
      }
      return value;
    }
  }

  /** Refuses a file that could not be written, before the work whose figures it is to hold. */
  void requireWritable() {
    if (target != null && !PRINT.equals(target)) {
      Outputs.requireWritable(Path.of(target), "--json");
    }
  }

  /** Prints the document or the text, or prints the text and writes the document to its file. */
  void show(CommandSpec spec, Object document, Consumer<PrintWriter> text) {
    PrintWriter out = spec.commandLine().getOut();
    if (PRINT.equals(target)) {
      out.println(json(document));
    } else {
      if (target != null) {
        Outputs.writeAtomically(Path.of(target), json(document) + "\n");
      }
      text.accept(out);
    }
    out.flush();
  }

  /**
   * The document's text; what would steer a terminal is escaped, which to a program is the same.
   * The mapper is made here: most commands never need it, and it takes long to set up.
   */
  private static String json(Object document) {
    String text =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(document);
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (ScreenText.isPlain(c)) {
        plain.append(c);
      } else {
        plain.append(String.format("\\u%04x", (int) c));
      }
    }
    return plain.toString();
  }
}
