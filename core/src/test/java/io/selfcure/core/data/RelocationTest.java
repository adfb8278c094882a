package io.selfcure.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelocationTest {

  @TempDir Path dir;
  private Path pictures;
  private Dataset data;

  @BeforeEach
  void makeSet() throws IOException {
    pictures = Files.createDirectories(dir.resolve("a/pictures"));
    try (DatasetWriter writer =
        DatasetWriter.files(dir.resolve("a/set"), LabelSet.of("x", "y"), pictures)) {
      for (int i = 0; i < 4; i++) {
        byte[] content = {(byte) i, 7};
        Files.write(pictures.resolve(i + ".bin"), content);
        writer.addFile(Sample.of("s" + i, i + ".bin", Split.TRAIN, i % 2), content);
      }
      data = writer.finish("set", "made here", "free", List.of());
    }
  }

  @Test
  void picturesBesideTheDataSetMoveWithIt() throws IOException {
    assertThat(((Pictures.Files) data.card().pictures()).root()).isEqualTo("../pictures");
    Files.move(dir.resolve("a"), dir.resolve("b"));
    Dataset moved = Dataset.read(dir.resolve("b/set"));
    assertThat(moved.file(moved.samples().get(3))).hasBinaryContent(new byte[] {3, 7});
    Path far = Files.createDirectories(dir.resolve("far"));
    try (DatasetWriter writer =
        DatasetWriter.files(dir.resolve("b/other"), LabelSet.of("x", "y"), far)) {
      writer.addFile(Sample.of("s", "s.bin", Split.TRAIN, 0), new byte[0]);
      Dataset other = writer.finish("set", "made here", "free", List.of());
      assertThat(((Pictures.Files) other.card().pictures()).root()).isEqualTo(far.toString());
    }
  }

  @Test
  void theErrorTellsOfMovedPicturesAndRelocationMendsIt() throws IOException {
    Path away = Files.createDirectories(dir.resolve("elsewhere")).resolve("faces");
    Files.move(pictures, away);
    assertThatThrownBy(() -> data.file(data.samples().get(0)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(pictures.toString())
        .hasMessageContaining("datasets relocate");
    String hash = data.sha256();
    Dataset moved = Relocation.to(data, away, Progress.NONE);
    assertThat(moved.sha256()).isEqualTo(hash);
    assertThat(moved.file(moved.samples().get(2))).hasBinaryContent(new byte[] {2, 7});
  }

  @Test
  void otherPicturesAreRefusedAndNothingChanges() throws IOException {
    byte[] card = Files.readAllBytes(data.dir().resolve(Dataset.CARD));
    Path other = Files.createDirectories(dir.resolve("other"));
    assertThatThrownBy(() -> Relocation.to(data, other, Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("0.bin");
    for (int i = 0; i < 4; i++) {
      Files.write(other.resolve(i + ".bin"), new byte[] {(byte) i, 8});
    }
    assertThatThrownBy(() -> Relocation.to(data, other, Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("not the ones that were imported");
    assertThatThrownBy(() -> Relocation.to(data, dir.resolve("none"), Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is missing");
    assertThat(Files.readAllBytes(data.dir().resolve(Dataset.CARD))).isEqualTo(card);
  }
}
