package io.selfcure.app;

import io.selfcure.recognition.Recognizer;
import io.selfcure.vision.face.FaceCutter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which model recognises, and which faces: the same options wherever that is done. */
final class ModelOptions {

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "The model, as 'export' wrote it. Default: the one that comes with the program.")
  private @Nullable Path model;

  @Option(
      names = "--faces",
      defaultValue = "all",
      paramLabel = "largest|all",
      description = "Which faces of a picture. Default: all.")
  private FaceCutter.Which which;

  @Option(
      names = "--min-face",
      paramLabel = "PX",
      description =
          "Width of the smallest face to look for, pixels, 12 or more: small ones take long in"
              + " large pictures. Default: 40, or a 32nd of a larger picture's longer side.")
  private @Nullable Integer minFace;

  @Option(
      names = "--abstain-below",
      defaultValue = "0",
      paramLabel = "P",
      description =
          "Answer 'unsure' where the confidence is below P, 0 to 1; --about tells the errors"
              + " left at each threshold. Default: 0, always answer.")
  private double abstainBelow;

  @Option(
      names = "--batch",
      defaultValue = "32",
      paramLabel = "N",
      description = "Faces scored together at most. Default: 32.")
  private int batch;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Pictures worked on at once. Default: the machine's processors.")
  private Integer threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--yunet",
      paramLabel = "FILE",
      description = "YuNet's ONNX file, for a model whose training faces YuNet found.")
  private @Nullable Path yunet;

  @Nullable Path file() {
    return model;
  }

  Recognizer.Options options() {
    return new Recognizer.Options(
        threads,
        batch,
        minFace == null ? Recognizer.Options.BY_PICTURE : minFace,
        which,
        abstainBelow,
        yunet);
  }
}
