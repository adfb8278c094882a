package io.selfcure.datasets.intake;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureFiles;
import io.selfcure.vision.face.FaceCrop;
import io.selfcure.vision.face.FaceCutter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A picture as it was found.
 *
 * @param bytes the file's bytes; grey values where pictures are packed; what is packed of a face
 *     that was cut out
 * @param problem why it cannot be used, empty where it can
 * @param faceless whether the picture is whole, but has no face that can be used
 * @param face the face that was cut out, null where none was asked for
 */
public record PictureFile(byte[] bytes, String problem, boolean faceless, @Nullable FaceCrop face) {

  private static final byte[] NOTHING = {};

  /** How the problem of a picture begins of which a part is lost. */
  static final String DAMAGED = "damaged: ";

  /** A picture without a face that was cut out. */
  PictureFile(byte[] bytes, String problem) {
    this(bytes, problem, false, null);
  }

  /**
   * Reads a picture below a root, never one outside it, and decodes it to see that it can be.
   *
   * @param damaged whether one of which a part is lost is taken too
   */
  static PictureFile read(Path root, String path, Reading.@Nullable Pack pack, boolean damaged) {
    try {
      byte[] bytes = sound(root, path, damaged);
      if (pack == null) {
        PictureDecoder.check(bytes, path);
        return new PictureFile(bytes, "");
      }
      return grey(PictureDecoder.decode(bytes, path), pack);
    } catch (DataException e) {
      return failed(e.problem());
    }
  }

  /**
   * The bytes of a file below a root, never of one outside it.
   *
   * @throws DataException when there is none, or it cannot be had
   */
  public static byte[] bytes(Path root, String path) {
    try {
      Path file = root.resolve(path).normalize();
      if (!file.startsWith(root)) {
        throw unfit(path, "its path leads out of " + root);
      }
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw unfit(path, "is missing");
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw unfit(path, Walk.LINK);
      }
      if (!file.toRealPath().startsWith(root.toRealPath())) {
        throw unfit(path, "a link on its way leads out of " + root);
      }
      if (Files.size(file) == 0) {
        throw unfit(path, "is empty");
      }
      return PictureFiles.read(file);
    } catch (InvalidPathException e) {
      throw unfit(path, "is no file name here: " + e.getReason());
    } catch (IOException e) {
      throw unfit(path, "cannot be read: " + Reasons.of(e));
    }
  }

  /** Looks for damage first: OpenCV's decoder would tell the terminal of it, without a name. */
  private static byte[] sound(Path root, String path, boolean damaged) {
    byte[] bytes = bytes(root, path);
    if (!damaged) {
      PictureDecoder.requireSound(bytes, path);
    }
    return bytes;
  }

  private static DataException unfit(String path, String problem) {
    return new DataException(path, problem, "replace the picture or leave it out");
  }

  /**
   * Cuts the face out of an item's picture.
   *
   * @param damaged whether a picture of which a part is lost is taken too
   */
  static PictureFile face(FaceCutter cutter, Reading reading, Item item, boolean damaged) {
    String path = item.sample().path();
    Supplier<byte[]> pixels = item.pixels();
    Reading.Pack pack = reading.pack();
    try {
      Picture picture =
          pixels != null && pack != null
              ? Picture.ofGrey(pack.height(), pack.width(), pixels.get())
              : PictureDecoder.decode(sound(reading.root(), path, damaged), path);
      FaceCutter.Result result = cutter.cut(picture, item.sample().box());
      if (!result.reason().isEmpty()) {
        return new PictureFile(NOTHING, result.reason(), true, null);
      }
      FaceCrop face = result.crops().get(0);
      byte[] rgb = face.picture().rgb();
      return new PictureFile(pack == null ? rgb : everyThird(rgb), "", false, face);
    } catch (DataException e) {
      return failed(e.problem());
    }
  }

  /** A set whose pictures are packed is grey: its three channels are one. */
  private static byte[] everyThird(byte[] rgb) {
    byte[] grey = new byte[rgb.length / 3];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = rgb[3 * i];
    }
    return grey;
  }

  private static PictureFile grey(Picture picture, Reading.Pack pack) {
    if (picture.height() != pack.height() || picture.width() != pack.width()) {
      return failed(
          String.format(
              "has %dx%d pixels, the set's pictures have %dx%d",
              picture.width(), picture.height(), pack.width(), pack.height()));
    }
    byte[] grey = new byte[picture.height() * picture.width()];
    for (int i = 0; i < grey.length; i++) {
      int sum = 0;
      for (int c = 0; c < 3; c++) {
        sum += picture.rgb()[3 * i + c] & 0xff;
      }
      grey[i] = (byte) (sum / 3);
    }
    return new PictureFile(grey, "");
  }

  private static PictureFile failed(String problem) {
    return new PictureFile(NOTHING, problem);
  }
}
