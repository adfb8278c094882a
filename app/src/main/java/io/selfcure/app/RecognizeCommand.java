package io.selfcure.app;

import io.selfcure.recognition.Recognizer;
import io.selfcure.workflow.recognize.RecognizeExpressions;
import io.selfcure.workflow.recognize.RecognizeExpressions.Result;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "recognize",
    description = "Recognise the expressions of the faces in pictures, videos and folders.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Ends with exit code 10 where some of several inputs could not be used; they are listed.",
      "",
      "Examples:",
      "  selfcure recognize photo.jpg",
      "  selfcure recognize photo.jpg --annotate seen.jpg",
      "  selfcure recognize holiday --output holiday.csv --annotate holiday-seen",
      "  selfcure recognize photo.jpg --json --top 3",
      "  selfcure recognize film.mp4 --output film.csv --annotate seen.mp4 --timeline film.html",
      "  selfcure recognize --about"
    })
final class RecognizeCommand implements Callable<Integer> {

  /** docs/exit-codes.md. */
  private static final int INCOMPLETE = 10;

  private static final int SHOWN = 5;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "INPUT",
      description = "Pictures, videos, folders of them, or - for a picture on standard input.")
  private List<String> inputs = new ArrayList<>();

  @Mixin private ModelOptions model;
  @Mixin private AnswerOptions answers;
  @Mixin private FrameOptions frames;

  @Option(
      names = "--annotate",
      paramLabel = "OUT",
      description =
          "Draw boxes, labels and bars: a file for one picture (.jpg, .png) or video (.mp4; without"
              + " sound), else a folder.")
  private @Nullable Path annotate;

  @Option(
      names = "--crops",
      description = "The pictures are faces that are cut out already; data sets may be named too.")
  private boolean crops;

  @Option(
      names = "--collect",
      paramLabel = "DIR",
      description =
          "Write the faces of which the model is unsure into a new data set, for 'audit' and"
              + " 'review'. Only with the consent of those shown. Off by default.")
  private @Nullable Path collect;

  @Option(names = "--about", description = "Print the model's card, and look at nothing.")
  private boolean about;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (about) {
      try (Recognizer recognizer = RecognizeExpressions.open(model.file(), model.options())) {
        ModelCard.print(out, recognizer);
      }
      return 0;
    }
    RecognizeExpressions.Request request =
        new RecognizeExpressions.Request(
            inputs, System.in, crops, answers.style(), frames.video(), annotate, collect);
    answers.requireWritable(inputs);
    try (Recognizer recognizer = RecognizeExpressions.open(model.file(), model.options())) {
      Result[] made = new Result[1];
      answers.write(
          out,
          recognizer,
          new AnswerOptions.Inputs(inputs, frames.smoothing()),
          sink -> made[0] = RecognizeExpressions.run(request, recognizer, sink, Contexts.of(spec)));
      summary(made[0]);
      return made[0].failed() == 0 ? 0 : INCOMPLETE;
    }
  }

  /** On standard error where standard output is for programs. */
  private void summary(Result made) {
    PrintWriter err = spec.commandLine().getErr();
    if (made.failed() > 0) {
      err.printf(Locale.ROOT, "%,d could not be used:%n", made.failed());
      made.failures().stream()
          .limit(SHOWN)
          .forEach(f -> err.println("  " + f.input() + ": " + f.problem()));
    }
    if (collect != null) {
      err.println(
          made.collected() == 0
              ? "no face was unsure: " + collect + " was not made"
              : made.collected() + " unsure faces in " + collect);
    }
    err.flush();
  }
}
