package io.selfcure.datasets.intake;

import static io.selfcure.datasets.intake.Fixture.rows;
import static io.selfcure.datasets.intake.Fixture.skipped;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.Dataset;
import io.selfcure.datasets.catalog.Importers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that somebody made to do harm, or that went wrong: the rest is imported all the same. */
class HostileTreeTest {

  private static final Choices ALL_TRAIN =
      new Choices(null, SplitRule.RANDOM, 0.0, 0, 1).allowingPartial();

  @TempDir Path dir;
  private Fixture set;

  @BeforeEach
  void start() {
    set = new Fixture(dir);
  }

  private static Importer importer(String id) {
    return Importers.all().stream().filter(i -> i.info().id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void whatIsNoPictureOfTheSetIsListedWithAReason() throws IOException {
    set.face("KDEF/AF01/AF01HAS.JPG");
    byte[] good = Files.readAllBytes(set.root().resolve("KDEF/AF01/AF01HAS.JPG"));
    Path outside = Files.write(dir.resolve("outside.jpg"), good);
    Path kdef = set.root().resolve("KDEF");
    set.file("KDEF/AF02/AF02AFS.JPG", new byte[0])
        .file("KDEF/AF02/AF02ANS.JPG", Arrays.copyOf(good, good.length * 9 / 10))
        .text("KDEF/AF02/AF02DIS.JPG", "I am a text")
        .file("KDEF/AF02/AF02\nSAS.JPG", good)
        .file("KDEF/AF02/\u00e4\u6f22\u202ex.JPG", good)
        .file("KDEF/AF03/AF03NES.JPG", good);
    Files.createSymbolicLink(kdef.resolve("AF02/AF02SUS.JPG"), outside);
    Files.createSymbolicLink(kdef.resolve("AF04"), dir);
    Files.createSymbolicLink(kdef.resolve("AF02/loop"), kdef);
    Dataset data = set.run(importer("kdef"), ALL_TRAIN, Map.of()).data();
    assertThat(rows(data))
        .containsExactly(
            "KDEF/AF01/AF01HAS.JPG train happy F01", "KDEF/AF03/AF03NES.JPG train neutral F03");
    String skipped = String.join("\n", skipped(data));
    assertThat(data.card().skipped()).isEqualTo(8);
    assertThat(skipped)
        .contains("AF02AFS.JPG,is empty")
        .contains("AF02ANS.JPG,damaged: premature end of data segment")
        .contains("AF02DIS.JPG,is no picture in a known format")
        .contains("AF02\nSAS.JPG\",is not named like")
        .contains("\u00e4\u6f22\u202ex.JPG,is not named like")
        .contains("AF02SUS.JPG,not a regular file")
        .contains("KDEF/AF04,a link that leads back to this set (links are not followed)")
        .contains("AF02/loop,a link that leads back to this set (links are not followed)");
  }

  /** A list names files, so a link on the way to them is not seen by walking. */
  @Test
  void aListCannotLeadOutOfTheSet() throws IOException {
    Path elsewhere = Files.createDirectories(dir.resolve("elsewhere"));
    set.face("Image/original/train_00001.jpg");
    byte[] good = Files.readAllBytes(set.root().resolve("Image/original/train_00001.jpg"));
    Files.write(elsewhere.resolve("train_00002_aligned.jpg"), good);
    Files.createSymbolicLink(set.root().resolve("Image/aligned"), elsewhere);
    set.text("EmoLabel/list_patition_label.txt", "train_00001.jpg 5\ntrain_00002.jpg 7\n");
    Map<String, String> original = Map.of("pictures", "original");
    Dataset data = set.run(importer("rafdb"), Choices.DEFAULT.allowingPartial(), original).data();
    assertThat(rows(data)).hasSize(1);
    List<String> messages = new java.util.ArrayList<>();
    try {
      set.run(importer("rafdb"));
    } catch (io.selfcure.core.error.DataException e) {
      messages.add(e.getMessage());
    }
    assertThat(messages)
        .singleElement()
        .asString()
        .contains("no readable picture", "2 entries were left out");
  }

  @Test
  void everySetCanBeAskedOfAnEmptyTreeAndOfAFile() throws IOException {
    Files.createDirectories(set.root());
    Path file = Files.writeString(dir.resolve("file"), "x");
    for (Importer importer : Importers.all()) {
      for (Path place : List.of(set.root(), file, dir.resolve("nowhere"))) {
        assertThat(importer.recognise(Clues.at(place)))
            .as(importer.info().id())
            .satisfies(found -> assertThat(found).isNull());
        try {
          Intake.run(
              importer,
              new Request(place),
              Choices.DEFAULT.allowingPartial(),
              dir.resolve("set"),
              io.selfcure.core.progress.Progress.NONE);
          throw new AssertionError(importer.info().id() + " imported " + place);
        } catch (io.selfcure.core.error.SelfcureException e) {
          assertThat(e).hasMessageContaining("remedy");
        }
      }
    }
    assertThat(dir.resolve("set")).doesNotExist();
  }
}
