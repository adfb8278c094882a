package io.selfcure.recognition;

import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.model.ModelDescription;
import io.selfcure.vision.Picture;
import io.selfcure.vision.face.Alignment;
import io.selfcure.vision.face.Cropper;
import io.selfcure.vision.face.Detector;
import io.selfcure.vision.face.FaceCutter;
import io.selfcure.vision.face.FaceFinder;
import org.jspecify.annotations.Nullable;

/**
 * How faces are found and cut out for a model: as its training faces were. Safe from several
 * threads, but for closing.
 */
final class FaceTreatment implements AutoCloseable {

  private static final int LEAST_CROP = 16;
  private static final int USUAL_FACE = 40;

  /** Smaller parts of a picture's longer side are not looked for where nobody asks. */
  private static final int PART = 32;

  private final FaceCutter.Settings settings;
  private final Recognizer.Options options;
  private final String name;
  private final @Nullable Preprocessing asked;
  private @Nullable FaceCutter cutter;

  /**
   * @param name what the model is called
   * @throws UsageException when the options contradict the model
   */
  FaceTreatment(ModelDescription model, String name, Recognizer.Options options) {
    this.name = name;
    this.options = options;
    asked = model.faces();
    settings = settings(model, options);
  }

  /** The wanted faces of a picture. */
  FaceCutter.Result cut(Picture picture) {
    return cutter().cut(picture, lookedFor(picture));
  }

  /** As the training faces were cut, or as the description says that they best be. */
  private static FaceCutter.Settings settings(ModelDescription model, Recognizer.Options options) {
    Preprocessing faces = model.faces();
    if (faces == null) {
      refuseYunet(options);
      return new FaceCutter.Settings(
          new FaceFinder.Settings(Detector.BLAZEFACE, null, leastFace(options)),
          new Cropper(
              Alignment.NONE,
              model.margin(),
              model.shift(),
              Math.max(LEAST_CROP, model.inputSize())),
          options.faces());
    }
    Detector detector = Detector.of(faces.detector());
    if (detector != Detector.YUNET) {
      refuseYunet(options);
    } else if (options.yunet() == null) {
      throw new UsageException(
          "{yunet}",
          "is not given, and the faces that the model was trained on were found by YuNet",
          "name YuNet's ONNX file with {yunet}");
    }
    return new FaceCutter.Settings(
        new FaceFinder.Settings(detector, options.yunet(), leastFace(options)),
        new Cropper(Alignment.of(faces.align()), faces.margin(), faces.size()),
        options.faces());
  }

  private static int leastFace(Recognizer.Options options) {
    return options.minFace() == Recognizer.Options.BY_PICTURE ? USUAL_FACE : options.minFace();
  }

  private int lookedFor(Picture picture) {
    return options.minFace() == Recognizer.Options.BY_PICTURE
        ? Math.max(USUAL_FACE, Math.max(picture.width(), picture.height()) / PART)
        : options.minFace();
  }

  private static void refuseYunet(Recognizer.Options options) {
    if (options.yunet() != null) {
      throw new UsageException(
          "{yunet}",
          "is given, and the faces that the model was trained on were not found by YuNet",
          "leave {yunet} out");
    }
  }

  /** The cutter, opened when the first face is to be found: faces already cut need none. */
  private synchronized FaceCutter cutter() {
    if (cutter == null) {
      FaceCutter opened = new FaceCutter(settings);
      if (asked != null && !asked.like(opened.preprocessing())) {
        opened.close();
        throw new ModelException(
            name,
            "was trained on faces of '"
                + asked.text()
                + "', and this program cuts them out as '"
                + opened.preprocessing().text()
                + "'",
            "use the version of the program that trained it, or train again");
      }
      cutter = opened;
    }
    return cutter;
  }

  @Override
  public synchronized void close() {
    if (cutter != null) {
      cutter.close();
    }
  }
}
