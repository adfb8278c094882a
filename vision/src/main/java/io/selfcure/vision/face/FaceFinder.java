package io.selfcure.vision.face;

import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.UsageException;
import io.selfcure.vision.Picture;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds faces. For one thread at a time: give each thread its own, and close it. */
public sealed interface FaceFinder extends AutoCloseable permits BlazeFace, HaarCascade, YuNet {

  /** The smallest face that can be asked for, pixels: below it nothing tells a face from noise. */
  int LEAST_FACE = 12;

  /**
   * Which detector, and how.
   *
   * @param detector the detector
   * @param model YuNet's file; null for the others, which bring their own
   * @param minFace width in pixels of the smallest face to find; smaller ones may be found too
   */
  record Settings(Detector detector, @Nullable Path model, int minFace) {

    /** Faces from 40 pixels, found with what comes with the program. */
    public static final Settings DEFAULT = new Settings(Detector.BLAZEFACE, null, 40);

    /** Checks what belongs together. */
    public Settings {
      if (minFace < LEAST_FACE) {
        throw new UsageException(
            "{min-face}", minFace + " is less than " + LEAST_FACE, "give pixels such as 40");
      }
      if ((detector == Detector.YUNET) != (model != null)) {
        throw new UsageException(
            "{model}",
            model == null ? "is not given" : "is only for yunet",
            "name YuNet's ONNX file with {model} and {detector=yunet}, or use blazeface");
      }
    }
  }

  /**
   * Loads a detector.
   *
   * @throws ModelException when its file is missing or is none
   */
  static FaceFinder open(Settings settings) {
    Path model = settings.model();
    return switch (settings.detector()) {
      case BLAZEFACE -> new BlazeFace(settings.minFace());
      case HAAR -> new HaarCascade(settings.minFace());
      case YUNET -> new YuNet(java.util.Objects.requireNonNull(model), settings.minFace());
    };
  }

  /** The faces of a picture, the largest first. */
  List<Face> find(Picture picture);

  /**
   * The same with another least size.
   *
   * @param minFace width of the smallest face to find, pixels, {@link #LEAST_FACE} or more; smaller
   *     ones may be found too. The larger, the quicker
   */
  List<Face> find(Picture picture, int minFace);

  /** Which one it is. */
  Detector detector();

  /** SHA-256 of its model's bytes, lower-case hex. */
  String modelHash();

  @Override
  void close();
}
