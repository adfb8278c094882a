package io.selfcure.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.core.pictures.Prints;
import io.selfcure.core.progress.Progress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PixelCacheTest {

  private static final LabelSet CLASSES = LabelSet.of("a", "b");

  @TempDir Path dir;

  private Dataset files(int count) throws IOException {
    Path root = Files.createDirectories(dir.resolve("pictures"));
    try (DatasetWriter writer = DatasetWriter.files(dir.resolve("set"), CLASSES, root)) {
      for (int i = 0; i < count; i++) {
        BufferedImage image = new BufferedImage(6, 6, BufferedImage.TYPE_INT_RGB);
        for (int k = 0; k < 36; k++) {
          image.setRGB(k % 6, k / 6, i << 16 | 0x80);
        }
        Path file = root.resolve(i + ".png");
        ImageIO.write(image, "png", file.toFile());
        writer.addFile(
            Sample.of("s" + i, i + ".png", Split.TRAIN, i % 2), Files.readAllBytes(file));
      }
      return writer.finish("set", "made here", "free", List.of());
    }
  }

  private Dataset packed(int[] order) {
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve("packed"), CLASSES, 4, 4, 1)) {
      for (int i = 0; i < order.length; i++) {
        byte[] pixels = new byte[16];
        Arrays.fill(pixels, (byte) (10 * i));
        writer.add(Sample.of("s" + i, "", Split.TRAIN, 0), pixels);
      }
      Dataset straight = writer.finish("packed", "made here", "free", List.of());
      try (DatasetWriter shuffled = DatasetWriter.sharing(dir.resolve("shuffled"), straight)) {
        for (int i : order) {
          shuffled.add(straight.samples().get(i));
        }
        return shuffled.finish("shuffled", "made here", "free", List.of());
      }
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void isForThisUserAlone() throws IOException {
    Path cache = dir.resolve("made/cache");
    PixelCache.open(files(2), 3, cache, Progress.NONE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");
    try (Stream<Path> packs = Files.list(cache)) {
      Path pack = packs.toList().get(0);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pack)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void decodesEveryFileOnceInRowOrder() throws IOException {
    Dataset set = files(600);
    PixelPack pack = PixelCache.open(set, 3, dir.resolve("cache"), Progress.NONE);
    assertThat(pack.count()).isEqualTo(600);
    assertThat(pack.channels()).isEqualTo(3);
    byte[] pixels = new byte[27];
    for (int i : new int[] {0, 255, 256, 599}) {
      pack.read(i, pixels, 0);
      assertThat(pixels[0]).isEqualTo((byte) i);
      assertThat(pixels[2]).isEqualTo((byte) 0x80);
    }
    Files.delete(set.file(set.samples().get(5)));
    assertThat(PixelCache.open(set, 3, dir.resolve("cache"), Progress.NONE).count())
        .as("the second time no picture is opened")
        .isEqualTo(600);
  }

  private static PictureChecks checks(Dataset set, Prints prints) {
    return PictureChecks.of(set, prints, (a, b, change) -> true);
  }

  @Test
  void printsAreThoseOfTheFilesAtAnySizeAndMadeWithThePixels() throws IOException {
    Dataset set = files(5);
    Prints alone = PixelCache.prints(set, dir.resolve("other"), Progress.NONE);
    for (int size : new int[] {2, 3}) {
      PixelCache.open(set, size, dir.resolve("cache"), Progress.NONE);
    }
    Files.delete(set.file(set.samples().get(1)));
    Prints prints = PixelCache.prints(set, dir.resolve("cache"), Progress.NONE);
    assertThat(checks(set, prints)).as("no picture is opened").isNotNull();
    assertThat(prints.count()).isEqualTo(5);
    assertThat(checks(set, prints)).isEqualTo(checks(set, alone));
    try (Stream<Path> kept = Files.list(dir.resolve("cache"))) {
      assertThat(kept.map(f -> f.getFileName().toString().substring(64)))
          .containsExactlyInAnyOrder("-2.pack", "-3.pack", "-prints-1.pack");
    }
  }

  @Test
  void aPacksPrintsFollowItsRows() {
    Dataset shuffled = packed(new int[] {2, 0, 1});
    PictureChecks checks =
        checks(shuffled, PixelCache.prints(shuffled, dir.resolve("cache"), Progress.NONE));
    assertThat(checks.blanks()).hasSize(3);
    assertThat(checks.groups()).isEmpty();
  }

  @Test
  void noticesAPictureThatChangedSinceTheImport() throws IOException {
    Dataset set = files(3);
    Files.copy(
        set.file(set.samples().get(0)),
        set.file(set.samples().get(1)),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> PixelCache.open(set, 3, dir.resolve("cache"), Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("changed since the import");
    assertThat(dir.resolve("cache").toFile().list()).isEmpty();
  }

  @Test
  void namesAMissingPicture() throws IOException {
    Dataset set = files(3);
    Files.delete(set.file(set.samples().get(2)));
    assertThatThrownBy(() -> PixelCache.open(set, 3, dir.resolve("cache"), Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2.png");
  }

  @Test
  void usesAPackOfTheRightSizeAsItIs() {
    packed(new int[] {0, 1, 2});
    Dataset straight = Dataset.read(dir.resolve("packed"));
    assertThat(PixelCache.open(straight, 4, dir.resolve("cache"), Progress.NONE).count())
        .isEqualTo(3);
    assertThat(dir.resolve("cache")).doesNotExist();
  }

  @Test
  void takesFewerRowsThanAPackHasPictures() {
    packed(new int[] {0, 1, 2});
    Dataset whole = Dataset.read(dir.resolve("packed"));
    try (DatasetWriter writer = DatasetWriter.sharing(dir.resolve("fewer"), whole)) {
      writer.add(whole.samples().get(0));
      writer.add(whole.samples().get(1));
      Dataset fewer = writer.finish("fewer", "made here", "free", List.of());
      PixelPack pack = PixelCache.open(fewer, 4, dir.resolve("cache"), Progress.NONE);
      byte[] pixels = new byte[16];
      assertThat(pack.count()).isEqualTo(2);
      pack.read(1, pixels, 0);
      assertThat(pixels).containsOnly((byte) 10);
    }
    try (DatasetWriter writer = DatasetWriter.sharing(dir.resolve("more"), whole)) {
      writer.add(Sample.of("x", "#3", Split.TRAIN, 0));
      Dataset more = writer.finish("more", "made here", "free", List.of());
      assertThatThrownBy(() -> PixelCache.open(more, 4, dir.resolve("cache"), Progress.NONE))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("#3, of which there are 3");
    }
  }

  @Test
  void followsTheRowsWhereTheyAreNotInThePacksOrder() {
    Dataset shuffled = packed(new int[] {2, 0, 1});
    for (int size : new int[] {4, 8}) {
      PixelPack pack = PixelCache.open(shuffled, size, dir.resolve("cache"), Progress.NONE);
      byte[] pixels = new byte[size * size];
      pack.read(0, pixels, 0);
      assertThat(pixels).containsOnly((byte) 20);
      pack.read(1, pixels, 0);
      assertThat(pixels).containsOnly((byte) 0);
    }
  }
}
