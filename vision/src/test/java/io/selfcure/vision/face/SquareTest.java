package io.selfcure.vision.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SquareTest {

  @Test
  void smallPicturesAreLookedAtOnceWithRoomAround() {
    assertThat(Square.cover(48, 48, 266)).containsExactly(new Square(-6, -6, 60));
    assertThat(Square.cover(100, 200, 266)).containsExactly(new Square(-25, -75, 250));
  }

  @Test
  void everyFaceLiesWholeInASquareOfFittingSize() {
    Random random = new Random(3);
    for (int i = 0; i < 5000; i++) {
      int height = 40 + random.nextInt(1500);
      int width = 40 + random.nextInt(1500);
      int face = 40 + random.nextInt(Math.min(height, width) - 39);
      int x = random.nextInt(width - face + 1);
      int y = random.nextInt(height - face + 1);
      List<Square> squares = Square.cover(height, width, 266);
      assertThat(squares)
          .as("face of %d at %d, %d of %dx%d", face, x, y, width, height)
          .anyMatch(
              s ->
                  s.x() <= x
                      && s.y() <= y
                      && x + face <= s.x() + s.side()
                      && y + face <= s.y() + s.side()
                      && face >= 0.15 * s.side() - 1
                      && face <= 0.81 * s.side());
    }
  }

  @Test
  void theNumberOfSquaresStaysInProportion() {
    assertThat(Square.cover(1024, 1024, 266)).hasSize(1 + 9 + 49);
    assertThat(Square.cover(10_000, 10_000, 266)).hasSizeLessThan(9000);
  }
}
