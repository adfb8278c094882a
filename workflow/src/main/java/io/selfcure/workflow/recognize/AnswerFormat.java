package io.selfcure.workflow.recognize;

import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.CsvOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How answers are written for programs (docs/formats/recognition.md). */
public enum AnswerFormat {
  /** A table: a row for each face of a picture or frame, and one where there is none. */
  CSV,
  /** The same rows as JSON, one object per line. */
  JSONL,
  /** A document for each picture or frame; of several inputs, or of a video, an array of them. */
  JSON;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * How.
   *
   * @param top classes that a document tells for each face; 0: all
   * @param several whether more than one picture may come, so that a document is an array
   * @param smoothing seconds over which a video's answers were smoothed, 0: not at all
   */
  public record Settings(int top, boolean several, double smoothing) {}

  /** Writes answers in this format; what cannot be written is told as an UncheckedIOException. */
  public AnswerSink to(Writer out, ModelFacts model, Settings settings) {
    return switch (this) {
      case CSV -> new Table(out, model, settings);
      case JSONL -> new Objects(out, model, settings);
      case JSON -> new Documents(out, model, settings);
    };
  }

  private static final class Table implements AnswerSink {
    private final CsvOutput csv;
    private final ModelFacts model;
    private final Settings settings;

    Table(Writer out, ModelFacts model, Settings settings) {
      this.model = model;
      this.settings = settings;
      csv = new CsvOutput(out, CsvLayout.STANDARD, AnswerRow.columns(model.labels()));
    }

    @Override
    public void take(PictureAnswer answer) {
      AnswerRow.of(answer, model.labels(), settings.smoothing())
          .forEach(row -> csv.add(AnswerRow.cells(row)));
    }

    @Override
    public void fail(String input, String problem) {
      csv.add(AnswerRow.cells(AnswerRow.failure(input, problem, model.labels())));
    }

    @Override
    public void end() {
      csv.flush();
    }
  }

  /** Writes text, and turns what goes wrong into what sinks may throw. */
  private abstract static class Texts implements AnswerSink {
    private final Writer out;

    Texts(Writer out) {
      this.out = out;
    }

    void write(String text) {
      try {
        out.write(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void end() {
      try {
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Objects extends Texts {
    private final ModelFacts model;
    private final Settings settings;

    Objects(Writer out, ModelFacts model, Settings settings) {
      super(out);
      this.model = model;
      this.settings = settings;
    }

    private void line(Map<String, @Nullable Object> row) {
      write(MAPPER.writeValueAsString(row) + "\n");
    }

    @Override
    public void take(PictureAnswer answer) {
      AnswerRow.of(answer, model.labels(), settings.smoothing()).forEach(this::line);
    }

    @Override
    public void fail(String input, String problem) {
      line(AnswerRow.failure(input, problem, model.labels()));
    }
  }

  private static final class Documents extends Texts {
    private final ModelFacts model;
    private final Settings settings;
    private boolean first = true;

    Documents(Writer out, ModelFacts model, Settings settings) {
      super(out);
      this.model = model;
      this.settings = settings;
      if (settings.several()) {
        write("[");
      }
    }

    private void add(Map<String, @Nullable Object> document) {
      if (settings.several()) {
        write(first ? "\n" : ",\n");
      }
      first = false;
      write(MAPPER.writeValueAsString(document));
    }

    @Override
    public void take(PictureAnswer answer) {
      add(AnswerDocuments.picture(model, answer, settings.top()));
    }

    @Override
    public void fail(String input, String problem) {
      add(AnswerDocuments.failure(model, input, problem));
    }

    @Override
    public void end() {
      write(settings.several() ? "\n]\n" : "\n");
      super.end();
    }
  }
}
