package io.selfcure.datasets.web;

import io.selfcure.core.data.PixelPack;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.synthetic.SyntheticFaces;
import io.selfcure.datasets.synthetic.SyntheticOptions;
import io.selfcure.vision.Picture;
import io.selfcure.vision.video.VideoMaker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * A film made by script: shots with a background each, in which drawn faces come, move and go. The
 * faces are the program's own drawings, which its detector takes for faces.
 */
final class Film {

  static final int WIDTH = 480;
  static final int HEIGHT = 320;
  static final int FACE = 160;
  private static final double RATE = 25;

  /** Somebody who is there from a time to another, and moves along a line. */
  record Actor(int face, double from, double to, int x, int toX, int y) {}

  /** A shot that lasts to a time. */
  record Shot(double to, int ground, List<Actor> actors) {}

  private final PixelPack faces;
  private final List<Shot> shots = new ArrayList<>();

  /**
   * @param dir for the drawn faces
   */
  Film(Path dir) {
    faces =
        Objects.requireNonNull(
            SyntheticFaces.generate(
                    dir.resolve("drawn"), new SyntheticOptions(28, 0, FACE, 0, 0, 1), Progress.NONE)
                .pack());
  }

  Film shot(double to, int ground, Actor... actors) {
    shots.add(new Shot(to, ground, List.of(actors)));
    return this;
  }

  /** The script that most tests go by: four shots, 24 s. */
  static Film standard(Path dir) {
    return new Film(dir)
        .shot(6, 0x305a8a, new Actor(6, 0, 6, 40, 260, 60))
        .shot(9, 0x8a6a30, new Actor(2, 6, 9, 150, 170, 80))
        .shot(15, 0x2f7a45, new Actor(11, 9, 15, 20, 40, 100), new Actor(25, 9, 15, 290, 270, 90))
        .shot(24, 0xb0b4b8, new Actor(27, 18, 23.5, 200, 120, 70));
  }

  double seconds() {
    return shots.get(shots.size() - 1).to();
  }

  /** What is seen at a time. */
  Picture at(double seconds) {
    Shot shot = shots.stream().filter(s -> seconds < s.to() - 1e-9).findFirst().orElseThrow();
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        // broad waves that drift: a background that is not still
        double wave = 18 * Math.sin(x / 37.0 + seconds) + 14 * Math.cos(y / 23.0 - seconds / 2);
        for (int c = 0; c < 3; c++) {
          int ground = (shot.ground() >> (16 - 8 * c)) & 255;
          rgb[3 * (y * WIDTH + x) + c] = (byte) Math.max(0, Math.min(255, ground + wave));
        }
      }
    }
    for (Actor a : shot.actors()) {
      if (seconds >= a.from() - 1e-9 && seconds < a.to() - 1e-9) {
        double way = (seconds - a.from()) / (a.to() - a.from());
        paint(rgb, a.face(), (int) Math.round(a.x() + way * (a.toX() - a.x())), a.y());
      }
    }
    return new Picture(HEIGHT, WIDTH, rgb);
  }

  private void paint(byte[] rgb, int face, int left, int top) {
    byte[] pixels = new byte[faces.pictureBytes()];
    faces.read(face, pixels, 0);
    for (int y = 0; y < FACE; y++) {
      System.arraycopy(pixels, 3 * y * FACE, rgb, 3 * ((top + y) * WIDTH + left), 3 * FACE);
    }
  }

  /** Encodes it at 25 frames a second. */
  Path encode(Path file) {
    return encode(file, t -> 1 / RATE, 0);
  }

  /**
   * Encodes it.
   *
   * @param step how long the frame at a time is shown, seconds
   * @param turn 0 or 90: stored turned to the left, with a note to turn it to the right
   */
  Path encode(Path file, DoubleUnaryOperator step, int turn) {
    boolean turned = turn == 90;
    try (VideoMaker maker =
        new VideoMaker(file, turned ? HEIGHT : WIDTH, turned ? WIDTH : HEIGHT, turn)) {
      for (double t = 0; t < seconds() - 1e-6; t += step.applyAsDouble(t)) {
        Picture p = at(t);
        maker.add(turned ? left(p) : p, t);
      }
    }
    return file;
  }

  /** Turned by a quarter counterclockwise. */
  private static Picture left(Picture p) {
    byte[] rgb = new byte[p.rgb().length];
    for (int y = 0; y < p.height(); y++) {
      for (int x = 0; x < p.width(); x++) {
        int to = (p.width() - 1 - x) * p.height() + y;
        System.arraycopy(p.rgb(), 3 * (y * p.width() + x), rgb, 3 * to, 3);
      }
    }
    return new Picture(/* height= */ p.width(), /* width= */ p.height(), rgb);
  }
}
