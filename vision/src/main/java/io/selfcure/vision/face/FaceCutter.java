package io.selfcure.vision.face;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.error.UsageException;
import io.selfcure.vision.Picture;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Finds the faces of a picture, refuses those that are no use, and cuts the others out. Safe from
 * several threads: it keeps as many detectors as were ever at work at once.
 */
public final class FaceCutter implements AutoCloseable {

  /** A face of which a larger part lies outside the picture is cut off. */
  private static final double CUT_OFF = 0.25;

  /** Which faces of a picture are wanted. */
  public enum Which {
    /** The one with the largest box. */
    LARGEST,
    /** Every one. */
    ALL,
    /** The only one; a picture with several is refused. */
    ONE
  }

  /**
   * How to go about it.
   *
   * @param finder the detector
   * @param cropper how faces are cut out
   * @param which the wanted ones
   */
  public record Settings(FaceFinder.Settings finder, Cropper cropper, Which which) {
    /** Checks that the detector gives what the alignment needs. */
    public Settings {
      if (cropper.align() != Alignment.NONE && !finder.detector().landmarks()) {
        throw new UsageException(
            "{align=" + cropper.align().id() + "}",
            "needs landmarks, and " + finder.detector().id() + " gives none",
            "use {align=none}, or another {detector}");
      }
    }
  }

  /**
   * What came of a picture.
   *
   * @param crops the wanted faces, the largest first
   * @param reason why there are none, empty where there are
   */
  public record Result(List<FaceCrop> crops, String reason) {
    /** Copies the list. */
    public Result {
      crops = List.copyOf(crops);
      if (crops.isEmpty() == reason.isEmpty()) {
        throw new IllegalArgumentException("either faces or a reason");
      }
    }

    /** A picture without a wanted face. */
    public static Result none(String reason) {
      return new Result(List.of(), reason);
    }
  }

  private final Settings settings;
  private final Queue<FaceFinder> idle = new ConcurrentLinkedQueue<>();
  private final Preprocessing preprocessing;

  /**
   * Loads a detector.
   *
   * @throws io.selfcure.core.error.ModelException when its file is none
   */
  public FaceCutter(Settings settings) {
    this.settings = settings;
    FaceFinder finder = FaceFinder.open(settings.finder());
    idle.add(finder);
    Cropper cropper = settings.cropper();
    preprocessing =
        new Preprocessing(
            finder.detector().id(),
            finder.modelHash(),
            cropper.align().id(),
            Alignment.TEMPLATE,
            cropper.margin(),
            cropper.size());
  }

  /** How the faces are found and cut out. */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** The wanted faces of a picture. */
  public Result cut(Picture picture) {
    return cut(picture, null);
  }

  /**
   * The wanted faces of a picture, looked for from another size on than is taken: what is larger
   * than the least wanted size is taken where it is found.
   *
   * @param from width of the smallest face to look for, pixels, at least the settings' own
   */
  public Result cut(Picture picture, int from) {
    return choose(picture, find(picture, from), null);
  }

  /**
   * The face that a source means, or the wanted ones.
   *
   * @param meant where the source says that the face is, pixels; null where it does not say
   */
  public Result cut(Picture picture, @Nullable Box meant) {
    return choose(picture, find(picture, settings.finder().minFace()), meant);
  }

  private Result choose(Picture picture, List<Face> found, @Nullable Box meant) {
    if (found.isEmpty()) {
      return Result.none("no face was found");
    }
    if (meant != null) {
      found = nearest(found, meant);
      if (found.isEmpty()) {
        return Result.none("no face was found where the source says that it is");
      }
    }
    int least = settings.finder().minFace();
    List<Face> large = found.stream().filter(f -> f.size() >= least).toList();
    if (large.isEmpty()) {
      return Result.none(
          String.format(
              Locale.ROOT,
              "the face is %d pixels wide, at least %d are asked for",
              (int) found.get(0).size(),
              least));
    }
    List<Face> whole =
        large.stream()
            .filter(f -> f.outside(picture.height(), picture.width()) <= CUT_OFF)
            .toList();
    if (whole.isEmpty()) {
      return Result.none("the face is cut off at the picture's border");
    }
    if (settings.which() == Which.ONE && whole.size() > 1) {
      return Result.none("has " + whole.size() + " faces, one is asked for");
    }
    List<Face> usable =
        whole.stream()
            .filter(f -> settings.cropper().align() == Alignment.NONE || f.landmarks() != null)
            .toList();
    if (usable.isEmpty()) {
      return Result.none("eyes, nose and mouth were not found in the face");
    }
    List<Face> wanted = settings.which() == Which.ALL ? usable : usable.subList(0, 1);
    return new Result(wanted.stream().map(f -> settings.cropper().crop(picture, f)).toList(), "");
  }

  private List<Face> find(Picture picture, int from) {
    FaceFinder finder = idle.poll();
    if (finder == null) {
      finder = FaceFinder.open(settings.finder());
    }
    try {
      return finder.find(picture, from);
    } finally {
      idle.add(finder);
    }
  }

  private static List<Face> nearest(List<Face> found, Box meant) {
    return found.stream()
        .filter(f -> Face.overlap(f.box(), meant) > Suppression.OVERLAP)
        .max(Comparator.comparingDouble(f -> Face.overlap(f.box(), meant)))
        .map(List::of)
        .orElse(List.of());
  }

  /** Frees the detectors; nothing may be at work. */
  @Override
  public void close() {
    for (FaceFinder f = idle.poll(); f != null; f = idle.poll()) {
      f.close();
    }
  }
}
