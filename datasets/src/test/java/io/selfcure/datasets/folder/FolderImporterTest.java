package io.selfcure.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.Fixture;
import io.selfcure.datasets.intake.Intake;
import io.selfcure.datasets.intake.Request;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FolderImporterTest {

  @TempDir Path dir;

  private void picture(String path, String format) throws IOException {
    Path file = dir.resolve("tree").resolve(path);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(5, 5, BufferedImage.TYPE_INT_RGB);
    image.setRGB(2, 2, path.hashCode());
    ImageIO.write(image, format, file.toFile());
  }

  private Dataset run(double validShare, long seed, String to) {
    return Intake.run(
            new FolderImporter(),
            new Request(dir.resolve("tree")),
            new Choices(null, null, validShare, 0, seed).allowingPartial(),
            dir.resolve(to),
            Progress.NONE)
        .data();
  }

  @Test
  void keepsTheTreesOwnSplits() throws IOException {
    picture("train/glad/1.png", "png");
    picture("train/sad/2.jpg", "jpg");
    picture("val/sad/nested name, odd.bmp", "bmp");
    picture("test/glad/4.tif", "tiff");
    Dataset data = run(0.5, 1, "set");
    assertThat(data.labels().names()).containsExactly("glad", "sad");
    assertThat(data.split(Split.TRAIN)).hasSize(2);
    assertThat(data.split(Split.VALID))
        .extracting(Sample::path)
        .containsExactly("val/sad/nested name, odd.bmp");
    assertThat(data.split(Split.TEST)).extracting(Sample::label).containsExactly(0);
    assertThat(data.file(data.samples().get(0))).exists();
  }

  @Test
  void dividesEveryClassAlikeWhereThereAreNoSplits() throws IOException {
    for (int i = 0; i < 20; i++) {
      picture("glad/" + i + ".png", "png");
      picture("sad/" + i + ".png", "png");
    }
    Dataset data = run(0.2, 1, "set");
    assertThat(data.card().counts().toString())
        .isEqualTo("{train={glad=16, sad=16}, valid={glad=4, sad=4}}");
    assertThat(run(0.2, 1, "again").samples()).isEqualTo(data.samples());
    assertThat(run(0.2, 2, "other").samples()).isNotEqualTo(data.samples());
  }

  @Test
  void listsWhatItCannotRead() throws IOException {
    picture("glad/1.png", "png");
    picture("sad/2.png", "png");
    Path sad = dir.resolve("tree/sad");
    Files.writeString(sad.resolve("notes.txt"), "not a picture");
    Files.write(sad.resolve("empty.jpg"), new byte[0]);
    byte[] good = Files.readAllBytes(sad.resolve("2.png"));
    Files.write(sad.resolve("cut.png"), Arrays.copyOf(good, good.length / 2));
    Files.createSymbolicLink(sad.resolve("link.png"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(sad.resolve("loop"), dir.resolve("tree"));
    Files.writeString(sad.resolve(".hidden"), "passed over");
    Dataset data = run(0, 1, "set");
    assertThat(data.samples()).hasSize(2);
    assertThat(data.card().skipped()).isEqualTo(5);
    List<String> skipped = Files.readAllLines(dir.resolve("set/skipped.csv"));
    assertThat(skipped).hasSize(6);
    assertThat(skipped.toString())
        .contains("sad/cut.png")
        .contains("sad/empty.jpg")
        .contains("sad/notes.txt")
        .contains("sad/link.png,not a regular file")
        .contains("sad/loop,a link that leads back to this set");
  }

  @Test
  void refusesTreesWithoutClasses() throws IOException {
    assertThatThrownBy(() -> run(0, 1, "set"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is missing");
    picture("glad/1.png", "png");
    assertThatThrownBy(() -> run(0, 1, "set"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("only the class [glad]");
    Files.createDirectories(dir.resolve("tree/sad"));
    Files.delete(dir.resolve("tree/glad/1.png"));
    assertThatThrownBy(() -> run(0, 1, "set"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no class directories");
    assertThat(dir.resolve("set")).doesNotExist();
    assertThatThrownBy(() -> new Choices(null, null, 1.5, 0, 1)).isInstanceOf(UsageException.class);
  }

  @Test
  void linksToDirectoriesInsideAClassAreNamedAndCounted() throws IOException {
    Fixture set = new Fixture(dir);
    for (int i = 0; i < 20; i++) {
      set.faces("glad/" + i + ".png", "sad/" + i + ".png");
    }
    Path store = Files.createDirectories(dir.resolve("store/deep"));
    Path picture = set.root().resolve("glad/0.png");
    Files.copy(picture, store.resolve("a.png"));
    Files.createSymbolicLink(set.root().resolve("glad/more"), store.resolveSibling(""));
    Files.createSymbolicLink(
        set.root().resolve("glad/empty"), Files.createDirectory(dir.resolve("none")));
    Files.createSymbolicLink(set.root().resolve("glad/broken"), dir.resolve("nowhere"));
    Files.createDirectories(set.root().resolve("sad/deeper"));
    Dataset made = set.run(new FolderImporter()).data();
    assertThat(made.samples()).hasSize(40);
    assertThat(Fixture.skipped(made))
        .containsExactly(
            "glad/broken,not a regular file (links are not followed)",
            "glad/empty,a link to a directory without pictures (links are not followed)",
            "glad/more,1 picture behind a link to a directory (links are not followed)");
    for (String name : new String[] {"b", "c", "d", "e", "f"}) {
      Files.copy(picture, store.resolve(name + ".png"));
    }
    Files.delete(set.root().resolve("glad/broken"));
    Files.createSymbolicLink(set.root().resolve("sad/deeper/link"), store);
    assertThatThrownBy(() -> set.run(new FolderImporter(), Choices.DEFAULT, Map.of()))
        .hasMessageContaining("would lose 12 of 52 pictures")
        .hasMessageContaining("12 behind a link to a directory (links are not followed)");
    Dataset rest = set.run(new FolderImporter()).data();
    assertThat(Fixture.skipped(rest))
        .contains(
            "sad/deeper/link,6 pictures behind a link to a directory (links are not followed)");
  }

  @Test
  @EnabledOnOs(OS.LINUX) // other systems have no such names
  void aNameThatIsNoTextIsListed() throws IOException {
    picture("glad/1.png", "png");
    picture("glad/two\nlines.png", "png");
    picture("sad/2.png", "png");
    Path nameless = Path.of(URI.create(dir.resolve("tree/sad").toUri() + "b%FF%FEd.png"));
    Files.copy(dir.resolve("tree/sad/2.png"), nameless);
    Dataset data = run(0, 1, "set");
    assertThat(data.samples())
        .extracting(Sample::path)
        .containsExactly("glad/1.png", "glad/two\nlines.png", "sad/2.png");
    assertThat(data.samples()).allMatch(s -> Files.exists(data.file(s)));
    assertThat(Files.readString(dir.resolve("set/skipped.csv"))).contains("its name is no text");
  }

  @Test
  void listsStraysAndRefusesHalfSplitTrees() throws IOException {
    picture("glad/1.png", "png");
    picture("sad/2.png", "png");
    picture("sad/deeper/3.png", "png");
    picture("top.png", "png");
    Dataset data = run(0, 1, "set");
    assertThat(data.samples()).hasSize(2);
    assertThat(Files.readString(dir.resolve("set/skipped.csv")))
        .contains("top.png,not directly")
        .contains("sad/deeper/3.png,not directly");
    picture("train/glad/1.png", "png");
    assertThatThrownBy(() -> run(0, 1, "other"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("[glad, sad]");
  }

  @Test
  void refusesALinkedClassAndALinkedSplit() throws IOException {
    picture("glad/1.png", "png");
    picture("sad/2.png", "png");
    Path elsewhere = Files.createDirectories(dir.resolve("store/angry"));
    Files.copy(dir.resolve("tree/sad/2.png"), elsewhere.resolve("3.png"));
    Path link = Files.createSymbolicLink(dir.resolve("tree/angry"), elsewhere);
    assertThatThrownBy(() -> run(0, 1, "set"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("angry: is a link to a directory with pictures");
    Files.delete(link);
    Files.createSymbolicLink(dir.resolve("tree/notes"), Files.createDirectory(dir.resolve("none")));
    assertThat(run(0, 1, "set").samples()).hasSize(2);
    Files.createDirectories(dir.resolve("tree/train"));
    Files.move(dir.resolve("tree/glad"), dir.resolve("tree/train/glad"));
    Files.move(dir.resolve("tree/sad"), dir.resolve("tree/train/sad"));
    Files.createSymbolicLink(dir.resolve("tree/test"), elsewhere.resolveSibling(""));
    assertThatThrownBy(() -> run(0, 1, "other")).hasMessageContaining("test: is a link to a dir");
  }

  @Test
  @EnabledOnOs(OS.LINUX) // other systems have no such names
  void aClassWhoseNameIsNoTextIsRefused() throws IOException {
    picture("glad/1.png", "png");
    picture("sad/2.png", "png");
    Path nameless =
        Files.createDirectory(Path.of(URI.create(dir.resolve("tree").toUri() + "b%FF%FEd")));
    Files.copy(dir.resolve("tree/sad/2.png"), nameless.resolve("3.png"));
    assertThatThrownBy(() -> run(0, 1, "set"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "encoding of this system's locale, " + System.getProperty("sun.jnu.encoding"))
        .hasMessageContaining("set LC_ALL=C.UTF-8, or rename it");
  }

  @Test
  void aDamagedJpegIsListedByNameUnlessItIsAskedFor() throws IOException {
    Fixture set = new Fixture(dir).faces("glad/1.jpg", "glad/2.jpg", "sad/3.jpg", "sad/4.jpg");
    Path lost = set.root().resolve("sad/3.jpg");
    byte[] bytes = Files.readAllBytes(lost);
    Arrays.fill(bytes, bytes.length * 9 / 10, bytes.length - 2, (byte) 0); // behind its header
    Files.write(lost, bytes);
    Path ended = set.root().resolve("glad/2.jpg"); // only its end marker is missing
    byte[] whole = Files.readAllBytes(ended);
    Files.write(ended, Arrays.copyOf(whole, whole.length - 2));

    Dataset without = set.run(new FolderImporter()).data();
    assertThat(without.samples()).extracting(Sample::path).contains("glad/2.jpg").hasSize(3);
    assertThat(Fixture.skipped(without))
        .singleElement()
        .asString()
        .startsWith("sad/3.jpg,damaged: ");
    Choices all = Choices.DEFAULT.keepingDamaged(true);
    Dataset with = set.run(new FolderImporter(), all, Map.of()).data();
    assertThat(with.samples()).hasSize(4);
    assertThat(Fixture.skipped(with)).isEmpty();
  }

  @Test
  void refusesListsThatContradictTheDirectories() throws IOException {
    picture("glad/1.png", "png");
    picture("sad/2.png", "png");
    Path list = dir.resolve("tree/labels.txt");
    Files.writeString(list, "glad/1.png 48\nsad/2.png 48\n");
    assertThat(run(0, 1, "sizes").samples()).hasSize(2);
    Files.writeString(list, "glad/1.png\tglad\nsad/2.png\tsad\n");
    assertThat(run(0, 1, "same").samples()).hasSize(2);
    for (String lines :
        List.of(
            "glad/1.png\tsad\nsad/2.png\tglad\n",
            "1.png sad\n2.png glad\n",
            "glad/1.png,Sad,x\nsad/2.png,Glad,y\n")) {
      Files.writeString(list, lines);
      assertThatThrownBy(() -> run(0, 1, "other"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("labels.txt: gives 2 of 2 pictures another label");
    }
  }
}
