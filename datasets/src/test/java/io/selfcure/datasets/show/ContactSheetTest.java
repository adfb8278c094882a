package io.selfcure.datasets.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.synthetic.SyntheticFaces;
import io.selfcure.datasets.synthetic.SyntheticOptions;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {

  @TempDir Path dir;

  @Test
  void showsARowOfTwelveForEachClass() throws Exception {
    Dataset faces =
        SyntheticFaces.generate(
            dir.resolve("set"), new SyntheticOptions(14, 0, 32, 0, 0, 1), Progress.NONE);
    Path png = dir.resolve("sheet.png");
    ContactSheet.write(png, faces);
    BufferedImage sheet = ImageIO.read(png.toFile());
    // Pictures of 32 pixels are shown at 64, each with a gap of 2 before it.
    assertThat(sheet.getWidth()).isEqualTo(12 * 66 + 2);
    assertThat(sheet.getHeight()).isEqualTo(7 * 66 + 2);
    try (var files = Files.list(dir)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("set", "sheet.png");
    }
  }

  @Test
  void putsEachPictureIntoTheRowOfItsClass() throws Exception {
    Path set = dir.resolve("grey");
    Dataset grey;
    try (DatasetWriter writer = DatasetWriter.packed(set, LabelSet.of("dark", "light"), 1, 2, 1)) {
      writer.add(Sample.of("a", "", Split.TRAIN, 1), new byte[] {(byte) 250, (byte) 240});
      writer.add(Sample.of("b", "", Split.TRAIN, 0), new byte[] {10, 20});
      writer.add(Sample.of("c", "", Split.TEST, Sample.UNKNOWN), new byte[] {99, 99});
      grey = writer.finish("grey", "test", "free", List.of());
    }
    Path png = dir.resolve("sheet.png");
    ContactSheet.write(png, grey);
    BufferedImage sheet = ImageIO.read(png.toFile());
    assertThat(sheet.getRGB(2, 2)).isEqualTo(0xff0a0a0a);
    assertThat(sheet.getRGB(4, 3)).isEqualTo(0xff141414);
    assertThat(sheet.getRGB(2, 6)).isEqualTo(0xfffafafa);
    assertThat(sheet.getRGB(5, 7)).isEqualTo(0xfff0f0f0);
    assertThat(sheet.getRGB(8, 2)).isEqualTo(0xffffffff);
  }

  @Test
  void showsPicturesThatAreFiles() throws Exception {
    BufferedImage red = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 300 * 200; i++) {
      red.setRGB(i % 300, i / 300, 0xff0000);
    }
    ImageIO.write(red, "png", dir.resolve("red.png").toFile());
    Dataset files;
    try (DatasetWriter writer =
        DatasetWriter.files(dir.resolve("files"), LabelSet.of("a", "b"), dir)) {
      byte[] bytes = Files.readAllBytes(dir.resolve("red.png"));
      writer.addFile(Sample.of("red", "red.png", Split.TRAIN, 1), bytes);
      writer.addFile(Sample.of("gone", "gone.png", Split.TRAIN, 1), bytes);
      files = writer.finish("files", "test", "free", List.of());
    }
    ContactSheet.write(dir.resolve("sheet.png"), files);
    BufferedImage sheet = ImageIO.read(dir.resolve("sheet.png").toFile());
    assertThat(sheet.getHeight()).isEqualTo(2 * 130 + 2);
    assertThat(sheet.getRGB(60, 2 + 130 + 60)).isEqualTo(0xffff0000);
    assertThat(sheet.getRGB(60 + 130, 2 + 130 + 60)).isEqualTo(0xffffffff);
  }
}
