package io.selfcure.datasets.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.noise.ListedNoise;
import io.selfcure.core.progress.Progress;
import io.selfcure.vision.PictureEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

  private static final String FERPLUS =
      "Usage,Image"
          + " name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n";

  @TempDir Path dir;

  private static Sample row(String id, Split split, int label, long sourceRow) {
    return new Sample(id, "", split, label, Sample.UNKNOWN, List.of(), "", sourceRow, null);
  }

  private Dataset packed(LabelSet classes, int channels, Sample... samples) {
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve("set"), classes, 2, 2, channels)) {
      for (int i = 0; i < samples.length; i++) {
        byte[] pixels = new byte[4 * channels];
        java.util.Arrays.fill(pixels, (byte) (40 * i));
        writer.add(samples[i], pixels);
      }
      return writer.finish("set", "made here", "free", List.of());
    }
  }

  @Test
  void ownTableComesBackAsItWas() {
    Dataset data =
        packed(
            LabelSet.of("a", "b"),
            1,
            row("x", Split.TRAIN, 1, -1),
            row("y, \"z\"", Split.TRAIN, 0, -1),
            row("v", Split.VALID, 1, -1));
    Path to = dir.resolve("labels.csv");
    assertThat(LabelExport.csv(data, to)).isEqualTo(3);
    ListedNoise read = LabelList.read(to, data, Progress.NONE);
    assertThat(read.labels()).containsExactly(1, 0, 1);
  }

  @Test
  void ownTableHoldsNoFormulas() throws IOException {
    Dataset data =
        packed(
            LabelSet.of("=HYPERLINK(1)", "-1"),
            1,
            row("@x", Split.TRAIN, 0, 1),
            row("'-y", Split.TRAIN, 1, 0));
    Path to = dir.resolve("labels.csv");
    assertThat(LabelExport.csv(data, to)).isEqualTo(2);
    assertThat(Files.readAllLines(to).subList(1, 3))
        .containsExactly("'@x,#0,train,'=HYPERLINK(1),", "''-y,#1,train,-1,");
    assertThat(LabelList.read(to, data, Progress.NONE).labels()).containsExactly(0, 1);
    assertThat(Files.readString(data.dir().resolve("samples.csv"))).contains("\n@x,", "\n'-y,");
  }

  @Test
  void rafDbsListComesBackAsItWas() throws IOException {
    Dataset data =
        packed(
            LabelSet.FER2013,
            1,
            row("train_00001", Split.TRAIN, 0, -1),
            row("train_00002", Split.TRAIN, 6, -1),
            row("test_0001", Split.TEST, 3, -1),
            row("unlabelled", Split.TEST, Sample.UNKNOWN, -1));
    Path to = dir.resolve("list.txt");
    assertThat(LabelExport.rafDb(data, to)).isEqualTo(3);
    assertThat(Files.readAllLines(to))
        .containsExactly("train_00001.jpg 6", "train_00002.jpg 7", "test_0001.jpg 4");
    assertThat(LabelList.read(to, data, Progress.NONE).labels()).containsExactly(0, 6, 3, -1);
  }

  @Test
  void rafDbHasNoContemptAndNoTwoPicturesOfOneName() {
    Dataset contempt = packed(LabelSet.FERPLUS8, 1, row("x", Split.TRAIN, 7, -1));
    assertThatThrownBy(() -> LabelExport.rafDb(contempt, dir.resolve("l")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("contempt");
    assertThat(dir.resolve("l")).doesNotExist();
  }

  @Test
  void votesChangeOnlyWhereTheLabelDid() throws IOException {
    String[] rows = {
      "Training,f0.png,6,1,0,3,0,0,0,0,0,0", // kept: neutral as voted
      "Training,f1.png,0,9,0,1,0,0,0,0,0,0", // now sadness
      "Training,,0,0,0,0,0,0,0,0,0,10", // not in the data set
      "PublicTest,f3.png,0,10,0,0,0,0,0,0,0,0"
    };
    Path like = dir.resolve("fer2013new.csv");
    Files.writeString(like, FERPLUS + String.join("\n", rows) + "\n");
    Dataset data =
        packed(
            LabelSet.FERPLUS8,
            1,
            row("row0", Split.TRAIN, 0, 0),
            row("row1", Split.TRAIN, 3, 1),
            row("row3", Split.VALID, 1, 3));
    Path to = dir.resolve("cured.csv");
    assertThat(LabelExport.fer2013new(data, like, to)).isEqualTo(1);
    assertThat(Files.readAllLines(to))
        .containsExactly(
            FERPLUS.strip(), rows[0], "Training,f1.png,0,0,0,10,0,0,0,0,0,0", rows[2], rows[3]);
    assertThat(LabelList.read(to, data, Progress.NONE).labels()).containsExactly(0, 3, 1);
  }

  @Test
  void refusesATableOfVotesThatDoesNotBelong() throws IOException {
    Path like = dir.resolve("fer2013new.csv");
    Files.writeString(like, FERPLUS + "PublicTest,f,9,1,0,0,0,0,0,0,0,0\n");
    Dataset data = packed(LabelSet.FERPLUS8, 1, row("r", Split.TRAIN, 0, 0));
    assertThatThrownBy(() -> LabelExport.fer2013new(data, like, dir.resolve("c")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is 'PublicTest'");
  }

  @Test
  void packedPicturesBecomeFilesInFolders() throws IOException {
    Dataset data =
        packed(
            LabelSet.of("a", "b"),
            3,
            row("x/1", Split.TRAIN, 1, -1),
            row("x_1", Split.TRAIN, 1, -1),
            row("v", Split.VALID, 0, -1),
            row("u", Split.TEST, Sample.UNKNOWN, -1));
    Path to = dir.resolve("folders");
    assertThat(FolderExport.write(data, to, Progress.NONE)).isEqualTo(3);
    try (Stream<Path> files = Files.walk(to)) {
      assertThat(files.filter(Files::isRegularFile).map(f -> to.relativize(f).toString()).sorted())
          .containsExactly("train/b/x_1-2.png", "train/b/x_1.png", "valid/a/v.png");
    }
    BufferedImage image = ImageIO.read(to.resolve("valid/a/v.png").toFile());
    assertThat(image.getRGB(1, 1) & 0xffffff).isEqualTo(0x505050);
    assertThatThrownBy(() -> FolderExport.write(data, to, Progress.NONE))
        .isInstanceOf(UsageException.class);
  }

  private static byte[] png(int grey) {
    return PictureEncoder.png(new byte[] {(byte) grey}, 1, 1, 1);
  }

  /** A data set with one picture, a/p.png below the folder of pictures. */
  private Dataset ofFiles(byte[] picture) throws IOException {
    Path root = Files.createDirectories(dir.resolve("pictures/a"));
    Files.write(root.resolve("p.png"), picture);
    try (DatasetWriter writer =
        DatasetWriter.files(dir.resolve("set"), LabelSet.of("a", "b"), dir.resolve("pictures"))) {
      writer.addFile(Sample.of("a/p.png", "a/p.png", Split.TRAIN, 1), picture);
      return writer.finish("set", "made here", "free", List.of());
    }
  }

  @Test
  void pictureFilesAreCopiedUnderTheirNewClass() throws IOException {
    Dataset data = ofFiles(png(7));
    Path original = dir.resolve("pictures/a/p.png");
    List<String> said = new ArrayList<>();
    FolderExport.write(data, dir.resolve("out"), new Collected(said));
    Path copy = dir.resolve("out/train/b/p.png");
    assertThat(copy).hasBinaryContent(png(7));
    assertThat(said)
        .singleElement()
        .asString()
        .contains(dir.resolve("pictures").toString(), "outside of the data set");
    Files.writeString(copy, "edited");
    assertThat(original).as("the user's own").hasBinaryContent(png(7));
    Files.delete(original);
    assertThatThrownBy(() -> FolderExport.write(data, dir.resolve("again"), Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("p.png");
    assertThat(dir.resolve("again")).doesNotExist();
    assertThat(dir.resolve("again.partial")).doesNotExist();
  }

  @Test
  void nothingButPicturesOfTheDataSetLeaves() throws IOException {
    Dataset data = ofFiles(png(7));
    Path original = dir.resolve("pictures/a/p.png");
    Path secret = Files.write(dir.resolve("secret.png"), png(9));
    Files.delete(original);
    Files.createSymbolicLink(original, secret);
    refusesToExport(data, "leads out of " + dir.resolve("pictures") + " by a link");
    Files.delete(original);
    Files.delete(original.getParent());
    Files.createSymbolicLink(original.getParent(), Files.createDirectory(dir.resolve("away")));
    Files.write(dir.resolve("away/p.png"), png(9));
    refusesToExport(data, "by a link");
    Files.delete(original.getParent());
    Files.createDirectory(original.getParent());
    Files.writeString(original, "-----BEGIN PRIVATE KEY-----");
    refusesToExport(data, "is no picture in a known format");
    Files.createSymbolicLink(dir.resolve("pictures/a/q.png"), original);
    Files.write(original, png(7));
    FolderExport.write(data, dir.resolve("out"), Progress.NONE);
    assertThat(dir.resolve("out/train/b/p.png")).hasBinaryContent(png(7));
  }

  private void refusesToExport(Dataset data, String problem) {
    assertThatThrownBy(() -> FolderExport.write(data, dir.resolve("out"), Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(problem);
    assertThat(dir.resolve("out")).doesNotExist();
  }

  private record Collected(List<String> said) implements Progress {

    @Override
    public Task start(String name, String unit, long total) {
      return Progress.NONE.start(name, unit, total);
    }

    @Override
    public void say(String line) {
      said.add(line);
    }
  }
}
