package io.selfcure.app;

import io.selfcure.core.error.UsageException;
import io.selfcure.vision.face.Alignment;
import io.selfcure.vision.face.Cropper;
import io.selfcure.vision.face.Detector;
import io.selfcure.vision.face.FaceCutter;
import io.selfcure.vision.face.FaceFinder;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How faces are found and cut out: the same options wherever that is done. */
final class FaceOptions {

  /** These and --faces mean something only where faces are cut out. */
  private static final List<String> NAMES =
      List.of("--detector", "--model", "--margin", "--size", "--min-face", "--faces");

  @Option(
      names = "--detector",
      defaultValue = "blazeface",
      paramLabel = "NAME",
      description =
          "blazeface (comes with the program), haar (OpenCV's cascade; no landmarks, so with --align"
              + " none), or yunet (with --model). Default: blazeface.")
  private Detector detector;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "YuNet's ONNX file, for --detector yunet.")
  private @Nullable Path model;

  @Option(
      names = "--margin",
      defaultValue = "0.15",
      paramLabel = "R",
      description =
          "Room around the template's square on each side, as a part of its side: 0 to 1."
              + " Default: 0.15.")
  private double margin;

  @Option(
      names = "--size",
      defaultValue = "224",
      paramLabel = "N",
      description = "Side of the crops, pixels. Default: 224.")
  private int size;

  @Option(
      names = "--min-face",
      defaultValue = "40",
      paramLabel = "PX",
      description = "Width of the smallest face to take, pixels, 12 or more. Default: 40.")
  private int minFace;

  /** Refuses these options where no faces are cut out. */
  static void requireNone(CommandSpec spec) {
    for (String option : NAMES) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new UsageException(option, "needs --align", "give --align five too");
      }
    }
  }

  FaceCutter.Settings settings(Alignment align, FaceCutter.Which which) {
    return new FaceCutter.Settings(
        new FaceFinder.Settings(detector, model, minFace), new Cropper(align, margin, size), which);
  }
}
