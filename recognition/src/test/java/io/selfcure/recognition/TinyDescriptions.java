package io.selfcure.recognition;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.model.ModelDescription;
import io.selfcure.vision.face.Alignment;
import io.selfcure.vision.face.Cropper;
import io.selfcure.vision.face.Detector;
import io.selfcure.vision.face.FaceCutter;
import io.selfcure.vision.face.FaceFinder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Descriptions and colours for {@link TinyModel}. */
public final class TinyDescriptions {

  /** Side of the pictures that tiny models take. */
  public static final int SIZE = 24;

  private static final float[][] COLOURS = {
    {1, -2, 3, 0.5f, -1, 2, 0, 1.5f},
    {-1, 3, 0, 2, 1, -2, 0.5f, -0.5f},
    {2, 1, -2, -1, 3, 0, 1, -3}
  };

  private TinyDescriptions() {}

  /** For FERPlus's eight classes: 3 rows, red, green and blue, of 8. */
  public static float[][] colours() {
    return new float[][] {COLOURS[0].clone(), COLOURS[1].clone(), COLOURS[2].clone()};
  }

  /** Of a model of FERPlus's classes. */
  public static ModelDescription of(
      boolean grey, @Nullable Preprocessing faces, double margin, double shift) {
    return new ModelDescription(
        "tiny",
        LabelSet.FERPLUS8,
        SIZE,
        grey,
        faces,
        margin,
        shift,
        1.5,
        List.of(),
        "the mean colour, for tests",
        "fp32",
        "none",
        "# Tiny\n\nA model for tests.\n",
        Map.of("run", "none"));
  }

  /** How this program cuts faces out by default, at a size. */
  public static Preprocessing aligned(int size) {
    try (FaceCutter cutter =
        new FaceCutter(
            new FaceCutter.Settings(
                new FaceFinder.Settings(Detector.BLAZEFACE, null, 40),
                new Cropper(Alignment.FIVE, 0.15, size),
                FaceCutter.Which.ALL))) {
      return cutter.preprocessing();
    }
  }

  /** The file of a tiny model with a weight. */
  public static byte[] file(ModelDescription about) {
    return TinyModel.of(about, COLOURS, true);
  }
}
