package io.selfcure.vision.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.Box;
import io.selfcure.core.error.UsageException;
import io.selfcure.vision.Picture;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlignmentTest {

  private static final Landmarks MARKS =
      new Landmarks(
          new Point(203.5, 102.0),
          new Point(246.4, 103.8),
          new Point(224.3, 130.0),
          List.of(new Point(207.1, 149.9), new Point(239.5, 148.7)));

  private static Face face(Landmarks marks) {
    return new Face(new Box(173, 73, 103, 100), 0.9, marks);
  }

  private static void isAt(Point p, double x, double y) {
    assertThat(p.x()).isCloseTo(x, within(1e-9));
    assertThat(p.y()).isCloseTo(y, within(1e-9));
  }

  /** The numbers are those that src/test/resources/face/umeyama.py prints. */
  @Test
  void fivePointsAreBroughtNearestAsUmeyamaHasIt() {
    Similarity map = Alignment.FIVE.of(face(MARKS), 0, 0, 100);
    assertThat(map.a()).isCloseTo(0.978780184217, within(1e-10));
    assertThat(map.b()).isCloseTo(-0.025544768069, within(1e-10));
    assertThat(map.dx()).isCloseTo(-172.644486266700, within(1e-8));
    assertThat(map.dy()).isCloseTo(-59.421514563107, within(1e-8));
  }

  @Test
  void eyesLieExactlyWhereTheTemplateHasThem() {
    Similarity map = Alignment.EYES.of(face(MARKS), 0.15, 0, 130);
    // by hand: the inner square is 100 wide and starts at 15
    isAt(map.apply(MARKS.rightEye()), 45, 51);
    isAt(map.apply(MARKS.leftEye()), 85, 51);
  }

  @Test
  void withoutAlignmentTheBoxFillsTheSquare() {
    Similarity map = Alignment.NONE.of(face(MARKS), 0, 0, 206);
    isAt(map.apply(new Point(173, 71.5)), 0, 0); // 103 wide, 100 high: 1.5 more at top and bottom
    isAt(map.apply(new Point(276, 174.5)), 206, 206);
    Similarity wider = Alignment.NONE.of(face(MARKS), 0.5, 0, 206);
    isAt(wider.apply(new Point(173 - 51.5, 71.5 - 51.5)), 0, 0);
    Similarity above = Alignment.NONE.of(face(MARKS), 0, -0.1, 206);
    isAt(above.apply(new Point(173, 71.5 - 10.3)), 0, 0); // a tenth of the longer side higher
  }

  @Test
  void aSimilarityIsUndoneByItsInverse() {
    Similarity map = new Similarity(0.3, -1.2, 5, 7);
    isAt(map.inverse().apply(map.apply(new Point(11, -3))), 11, -3);
    assertThat(map.scale()).isCloseTo(Math.sqrt(0.09 + 1.44), within(1e-12));
    assertThatThrownBy(() -> new Similarity(0, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** By hand: the eyes 40 apart, the nose 24 aside of their middle: tan = 24 / (0.6 * 40). */
  @Test
  void yawAndRollFollowFromEyesAndNose() {
    Landmarks aside =
        new Landmarks(
            new Point(10, 10), new Point(50, 10), new Point(54, 40), List.of(new Point(40, 60)));
    assertThat(Quality.yaw(aside)).isCloseTo(45, within(1e-9));
    assertThat(Quality.roll(aside)).isZero();
    Landmarks turned = // the same, turned a quarter clockwise: (x, y) becomes (-y, x)
        new Landmarks(
            new Point(-10, 10),
            new Point(-10, 50),
            new Point(-40, 54),
            List.of(new Point(-60, 40)));
    assertThat(Quality.yaw(turned)).isCloseTo(45, within(1e-9));
    assertThat(Quality.roll(turned)).isCloseTo(90, within(1e-9));
  }

  @Test
  void theScoreIsTheProductOfItsParts() {
    Face straight = new Face(new Box(0, 0, 9, 9), 0.8, null);
    // 0.8 * 20 / 40 * 1 * (1 - 0.15 / 0.3) * 0.075 / 0.15
    assertThat(Quality.of(straight, 20, 0.85, 0.075).score()).isCloseTo(0.1, within(1e-9));
    assertThat(Quality.of(straight, 20, 1, 0.2).score()).isZero();
    assertThat(Quality.of(straight, 20, 0.5, 0.2).yaw()).isNull();
  }

  /** A picture in which each landmark is a bright spot: where the spots are in the crop. */
  @Test
  void pixelsGoWhereTheMapSays() {
    int side = 300;
    byte[] rgb = new byte[side * side * 3];
    for (Point p : MARKS.points()) {
      spot(rgb, side, p);
    }
    for (int size : new int[] {64, 260}) { // smaller and larger than in the picture
      FaceCrop crop =
          new Cropper(Alignment.FIVE, 0.15, size).crop(new Picture(side, side, rgb), face(MARKS));
      for (Point p : MARKS.points()) {
        Point expected = crop.map().apply(p);
        Point found = centre(crop.picture(), expected, size / 16);
        assertThat(found.x()).isCloseTo(expected.x(), within(0.25));
        assertThat(found.y()).isCloseTo(expected.y(), within(0.25));
      }
      assertThat(crop.outside()).isZero();
    }
  }

  /** A round blot with its middle at a place between pixels. */
  private static void spot(byte[] rgb, int side, Point p) {
    for (int y = (int) p.y() - 6; y <= p.y() + 6; y++) {
      for (int x = (int) p.x() - 6; x <= p.x() + 6; x++) {
        double r2 = Math.pow(x + 0.5 - p.x(), 2) + Math.pow(y + 0.5 - p.y(), 2);
        for (int c = 0; c < 3; c++) {
          rgb[(y * side + x) * 3 + c] = (byte) Math.round(255 * Math.exp(-r2 / 6));
        }
      }
    }
  }

  private static Point centre(Picture picture, Point near, int reach) {
    double sum = 0;
    double sx = 0;
    double sy = 0;
    for (int y = (int) near.y() - reach; y <= near.y() + reach; y++) {
      for (int x = (int) near.x() - reach; x <= near.x() + reach; x++) {
        int v = picture.rgb()[(y * picture.width() + x) * 3] & 255;
        sum += v;
        sx += v * (x + 0.5);
        sy += v * (y + 0.5);
      }
    }
    return new Point(sx / sum, sy / sum);
  }

  @Test
  void beyondTheBorderTheOutermostPixelsAreRepeated() {
    byte[] rgb = new byte[20 * 20 * 3];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) (i / 3 % 20 < 10 ? 200 : 40); // left half brighter
    }
    Face overTheEdge = new Face(new Box(-10, 0, 20, 20), 0.9, null);
    FaceCrop crop = new Cropper(Alignment.NONE, 0, 40).crop(new Picture(20, 20, rgb), overTheEdge);
    assertThat(crop.outside()).isCloseTo(0.5, within(1e-9));
    assertThat(crop.picture().rgb()[0] & 255).isEqualTo(200);
    Face away = new Face(new Box(500, 500, 20, 20), 0.9, null);
    crop = new Cropper(Alignment.NONE, 0, 40).crop(new Picture(20, 20, rgb), away);
    assertThat(crop.outside()).isEqualTo(1);
    assertThat(crop.picture().rgb()[0] & 255).isEqualTo(40);
  }

  /** At 112 pixels nothing is resized: the Laplacian by its definition, mirrored at the border. */
  @Test
  void blurIsTheVarianceOfTheLaplacian() {
    int n = 112;
    byte[] rgb = new byte[n * n * 3];
    int[][] grey = new int[n][n];
    java.util.Random random = new java.util.Random(7);
    for (int y = 0; y < n; y++) {
      for (int x = 0; x < n; x++) {
        grey[y][x] = random.nextInt(256);
        java.util.Arrays.fill(rgb, (y * n + x) * 3, (y * n + x) * 3 + 3, (byte) grey[y][x]);
      }
    }
    double sum = 0;
    double squares = 0;
    for (int y = 0; y < n; y++) {
      for (int x = 0; x < n; x++) {
        double v =
            grey[y == 0 ? 1 : y - 1][x]
                + grey[y == n - 1 ? n - 2 : y + 1][x]
                + grey[y][x == 0 ? 1 : x - 1]
                + grey[y][x == n - 1 ? n - 2 : x + 1]
                - 4.0 * grey[y][x];
        sum += v;
        squares += v * v;
      }
    }
    double mean = sum / n / n;
    FaceCrop crop =
        new Cropper(Alignment.NONE, 0, n)
            .crop(new Picture(n, n, rgb), new Face(new Box(0, 0, n, n), 0.9, null));
    assertThat(crop.quality().blur()).isCloseTo(squares / n / n - mean * mean, within(1e-6));
    assertThat(crop.picture().rgb()).isEqualTo(rgb);
    assertThat(crop.quality().brightness()).isBetween(0.48, 0.52);
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> new Cropper(Alignment.FIVE, -0.1, 224))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("margin: ");
    assertThatThrownBy(() -> new Cropper(Alignment.FIVE, 0.1, 5000))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("size: ");
    assertThatThrownBy(() -> Alignment.of("nose")).isInstanceOf(UsageException.class);
  }
}
