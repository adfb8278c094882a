package io.selfcure.recognition;

import io.selfcure.core.data.PixelPack;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.synthetic.SyntheticFaces;
import io.selfcure.datasets.synthetic.SyntheticOptions;
import io.selfcure.vision.Picture;
import io.selfcure.vision.face.Detector;
import io.selfcure.vision.face.FaceFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Faces that this program draws and its detector takes for faces, each another person's. */
public final class DrawnFaces {

  /** Rows and columns of each. */
  public static final int SIDE = 160;

  private DrawnFaces() {}

  /** Some faces. */
  public static List<Picture> draw(Path dir, int count) {
    PixelPack pack =
        Objects.requireNonNull(
            SyntheticFaces.generate(
                    dir.resolve("drawn"),
                    new SyntheticOptions(6 * count, 0, SIDE, 0, 0, 1),
                    Progress.NONE)
                .pack());
    List<Picture> faces = new ArrayList<>();
    try (FaceFinder finder =
        FaceFinder.open(new FaceFinder.Settings(Detector.BLAZEFACE, null, 40))) {
      for (int i = 0; i < pack.count() && faces.size() < count; i++) {
        byte[] rgb = new byte[SIDE * SIDE * 3];
        pack.read(i, rgb, 0);
        Picture picture = new Picture(SIDE, SIDE, rgb);
        if (finder.find(picture).size() == 1) {
          faces.add(picture);
        }
      }
    }
    if (faces.size() < count) {
      throw new IllegalStateException("only " + faces.size() + " drawn faces were found");
    }
    return faces;
  }

  /**
   * A photo: faces side by side on a coloured ground, with room around each.
   *
   * @param ground 0xRRGGBB
   */
  public static Picture photo(int ground, Picture... faces) {
    int room = SIDE / 2;
    int width = faces.length * (SIDE + room) + room;
    int height = SIDE + 2 * room;
    byte[] rgb = new byte[height * width * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (ground >> (8 * (2 - i % 3)));
    }
    for (int f = 0; f < faces.length; f++) {
      int left = room + f * (SIDE + room);
      for (int row = 0; row < SIDE; row++) {
        System.arraycopy(
            faces[f].rgb(), 3 * row * SIDE, rgb, 3 * ((room + row) * width + left), 3 * SIDE);
      }
    }
    return new Picture(height, width, rgb);
  }
}
