package io.selfcure.vision.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.vision.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class CutDetectorTest {

  private static final int WIDTH = Frame.SMALL_WIDTH;
  private static final int HEIGHT = Frame.SMALL_HEIGHT;

  private interface Paint {
    int at(int x, int y);
  }

  private static Picture paint(Paint paint) {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int colour = paint.at(x, y);
        for (int c = 0; c < 3; c++) {
          rgb[3 * (y * WIDTH + x) + c] = (byte) (colour >> (16 - 8 * c));
        }
      }
    }
    return new Picture(HEIGHT, WIDTH, rgb);
  }

  private static int grey(double value) {
    int v = (int) Math.max(0, Math.min(255, value));
    return v << 16 | v << 8 | v;
  }

  private static List<Integer> cuts(int frames, IntFunction<Picture> film) {
    CutDetector detector = new CutDetector();
    List<Integer> cuts = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      if (detector.begins(film.apply(i))) {
        cuts.add(i);
      }
    }
    return cuts;
  }

  /** A scene that pans by {@code speed} columns a frame. */
  private static Picture scene(int kind, double shift) {
    return paint(
        (x, y) ->
            switch (kind) {
              case 0 -> grey(110 + 60 * Math.sin((x + shift) / 5) + 30 * Math.cos(y / 4.0));
              case 1 -> ((int) (x + shift) / 8 + y / 8) % 2 == 0 ? 0x305080 : 0x80a040;
              default -> grey(30 + y * 3);
            });
  }

  @Test
  void findsHardCutsWhereTheyAre() {
    assertThat(cuts(90, i -> scene(i / 30, i / 4.0))).containsExactly(30, 60);
  }

  @Test
  void pansAndMovingThingsAreNoCuts() {
    assertThat(cuts(60, i -> scene(0, 2.0 * i))).isEmpty();
    assertThat(cuts(60, i -> scene(1, i))).isEmpty();
    assertThat(
            cuts(
                60,
                i ->
                    paint(
                        (x, y) -> Math.abs(x - i) < 10 && y > 10 ? 0xf0c0a0 : 0x203040 + 256 * y)))
        .isEmpty();
  }

  @Test
  void fadesAndFlickerAreNoCuts() {
    assertThat(cuts(60, i -> paint((x, y) -> grey((60 - i) * (100 + x) / 60.0)))).isEmpty();
    assertThat(cuts(60, i -> paint((x, y) -> grey(80 + x + 8 * (i % 2))))).isEmpty();
  }

  @Test
  void aShotOfOneFrameIsAShot() {
    assertThat(cuts(20, i -> scene(i == 10 ? 1 : 0, i / 4.0))).containsExactly(10, 11);
  }
}
