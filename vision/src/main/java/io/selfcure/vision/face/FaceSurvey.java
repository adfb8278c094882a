package io.selfcure.vision.face;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.pictures.FaceLooks;
import io.selfcure.core.progress.Progress;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Looks with BlazeFace for a face in each picture of a data set that is meant to show one. Faces
 * are looked for from an eighth of the picture's shorter side on, and from 24 pixels: a smaller one
 * is nothing to learn an expression from, but may be found too.
 */
public final class FaceSurvey {

  /** The part of the shorter side that the smallest face has, as a divisor. */
  private static final int SMALLEST = 8;

  private static final int LEAST_FACE = 24;

  private FaceSurvey() {}

  /**
   * Looks at the pictures of some samples.
   *
   * @param samples of the data set
   * @param threads how many look at once
   * @throws EnvironmentException when this build has no BlazeFace
   */
  public static FaceLooks of(Dataset data, List<Sample> samples, int threads, Progress progress) {
    requireDetector();
    Map<String, Double> sureness = new LinkedHashMap<>();
    int[] small = new int[1];
    try (Eyes eyes = new Eyes(data);
        Progress.Task task = progress.start("faces", "images", samples.size())) {
      InOrder.each(
          samples.iterator(),
          threads,
          eyes::look,
          (sample, sure) -> {
            if (sure == null) {
              small[0]++;
            } else {
              sureness.put(sample.id(), sure);
            }
            task.advance(sureness.size() + small[0], "");
          });
      return new FaceLooks(Detector.BLAZEFACE.id() + " " + eyes.model, sureness, small[0]);
    }
  }

  /**
   * Refuses before any long work.
   *
   * @throws EnvironmentException when this build has no BlazeFace
   */
  public static void requireDetector() {
    if (!Detector.hasBlazeFace()) {
      throw new EnvironmentException(
          "{faces}",
          "needs the face detector BlazeFace, which is not in this build, as it had no npm",
          "install npm and build again, or leave {faces} out");
    }
  }

  /** A data set and the detectors that look at its pictures, one a thread. */
  private static final class Eyes implements AutoCloseable {

    private final Dataset data;

    /** Mapped once, as a mapping stays until it is collected. */
    private final @Nullable PixelPack packed;

    private final Queue<BlazeFace> idle = new ConcurrentLinkedQueue<>();
    private final String model;

    Eyes(Dataset data) {
      this.data = data;
      packed = data.pack();
      BlazeFace first = new BlazeFace(LEAST_FACE);
      idle.add(first);
      model = first.modelHash();
    }

    /** Null for a picture that is too small. */
    @Nullable Double look(Sample sample) {
      Picture picture = picture(sample);
      int shorter = Math.min(picture.height(), picture.width());
      if (shorter < FaceLooks.LEAST_SIDE) {
        return null;
      }
      BlazeFace detector = idle.poll();
      if (detector == null) {
        detector = new BlazeFace(LEAST_FACE);
      }
      try {
        return detector.sureness(picture, Math.max(LEAST_FACE, shorter / SMALLEST));
      } finally {
        idle.add(detector);
      }
    }

    private Picture picture(Sample sample) {
      PixelPack pack = packed;
      if (pack == null) {
        var file = data.file(sample);
        return PictureDecoder.decode(PictureFiles.read(file), file.toString());
      }
      byte[] pixels = new byte[pack.pictureBytes()];
      pack.read(Dataset.packIndex(sample.path()), pixels, 0);
      return pack.channels() == 1
          ? Picture.ofGrey(pack.height(), pack.width(), pixels)
          : new Picture(pack.height(), pack.width(), pixels);
    }

    @Override
    public void close() {
      for (BlazeFace b = idle.poll(); b != null; b = idle.poll()) {
        b.close();
      }
    }
  }
}
