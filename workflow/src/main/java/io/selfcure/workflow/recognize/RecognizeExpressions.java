package io.selfcure.workflow.recognize;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.recognition.LabelStyle;
import io.selfcure.recognition.Recognizer;
import io.selfcure.workflow.Context;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recognises the expressions in pictures, videos, folders and data sets. */
public final class RecognizeExpressions {

  private RecognizeExpressions() {}

  /**
   * What is to be done.
   *
   * @param inputs pictures, videos, folders of them, data sets, or "-" for a picture on standard
   *     input
   * @param standardInput what that is
   * @param crops whether pictures are faces that are cut out already
   * @param style the classes that answers are told in
   * @param video how videos are looked at
   * @param annotate where annotated pictures and videos go: a file for a single one, else a folder;
   *     null for none
   * @param collect the data set that faces of which the model is unsure go into; null for none
   */
  public record Request(
      List<String> inputs,
      InputStream standardInput,
      boolean crops,
      LabelStyle style,
      VideoOptions video,
      @Nullable Path annotate,
      @Nullable Path collect) {
    /** Checks what belongs together. */
    public Request {
      inputs = List.copyOf(inputs);
      if (inputs.isEmpty()) {
        throw new UsageException(
            "INPUT", "is missing", "name a picture, a folder, or - for standard input");
      }
    }
  }

  /**
   * An input that could not be used.
   *
   * @param input what the user calls it
   * @param problem why
   */
  public record Failure(String input, String problem) {}

  /**
   * What came of it.
   *
   * @param pictures looked at, videos' frames among them
   * @param withFaces of these, how many show a wanted face
   * @param faces recognised
   * @param abstained of these, how many are below the threshold
   * @param byLabel how many faces show what, unsure ones not counted, in the order of the classes
   * @param failed inputs that could not be used
   * @param failures the first of them
   * @param collected faces that went into the data set
   * @param seconds how long it took
   */
  public record Result(
      long pictures,
      long withFaces,
      long faces,
      long abstained,
      Map<String, Long> byLabel,
      long failed,
      List<Failure> failures,
      long collected,
      double seconds) {}

  /**
   * Opens a model.
   *
   * @param model its file; null for the one that comes with the program
   */
  public static Recognizer open(@Nullable Path model, Recognizer.Options options) {
    return model == null ? Recognizer.open(options) : Recognizer.open(model, options);
  }

  /** Whether these inputs are one picture, so that their document is no array. */
  public static boolean isOnePicture(List<String> inputs) {
    return Input.isOnePicture(inputs);
  }

  /**
   * Recognises; the answers go to the sink, in the inputs' order.
   *
   * @param recognizer the model, which stays open
   * @throws DataException when the only input cannot be used
   */
  public static Result run(
      Request request, Recognizer recognizer, AnswerSink sink, Context context) {
    List<Input> inputs = new ArrayList<>();
    RecognitionRun run = new RecognitionRun(request, recognizer, sink);
    boolean single =
        Input.resolve(
            request.inputs(),
            request.crops(),
            request.standardInput(),
            new Input.Taker() {
              @Override
              public void take(Input input) {
                inputs.add(input);
              }

              @Override
              public void fail(String name, String problem) {
                run.fail(name, problem);
              }
            });
    run.begin(inputs, single);
    try (run) {
      run.all(inputs, context.progress());
      return run.finish();
    }
  }
}
