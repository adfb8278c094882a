package io.selfcure.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreprocessingTest {

  private static final String HASH = "ab".repeat(32);
  private static final Preprocessing HOW =
      new Preprocessing("blazeface", HASH, "five", "selfcure-1", 0.15, 224);

  @TempDir Path dir;

  private Dataset dataset(String name, @Nullable Preprocessing how) {
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve(name), LabelSet.BASIC7, 2, 2, 1)) {
      if (how != null) {
        writer.preprocessed(how);
      }
      writer.add(Sample.of("a", "", Split.TRAIN, 0), new byte[4]);
      return writer.finish("n", "s", "t", List.of());
    }
  }

  @Test
  void itsLineSaysItAll() {
    assertThat(HOW.text())
        .isEqualTo(
            "detector=blazeface model="
                + HASH
                + " align=five template=selfcure-1 margin=0.15 size=224");
    assertThat(Preprocessing.of(HOW.text())).isEqualTo(HOW);
  }

  @Test
  void refusesWhatIsNone() {
    String line = HOW.text();
    for (String bad :
        List.of(
            "",
            "unknown",
            line + " more=1",
            line + " size=224",
            line.replace("size=224", "size=0"),
            line.replace("size=224", "size=x"),
            line.replace("margin=0.15", "margin=NaN"),
            line.replace("five", "fi\u202eve"),
            line.replace(HASH, "ab"),
            line.replace("detector=blazeface ", ""))) {
      assertThatThrownBy(() -> Preprocessing.of(bad)).as(bad).isInstanceOf(DataException.class);
    }
  }

  @Test
  void onlyTheSizeMayDiffer() {
    assertThat(HOW.like(new Preprocessing("blazeface", HASH, "five", "selfcure-1", 0.15, 48)))
        .isTrue();
    assertThat(HOW.like(new Preprocessing("blazeface", HASH, "eyes", "selfcure-1", 0.15, 224)))
        .isFalse();
    assertThat(HOW.like(new Preprocessing("blazeface", HASH, "five", "selfcure-1", 0.2, 224)))
        .isFalse();
  }

  @Test
  void aCardKeepsItAndDataSetsMadeOfItToo() throws IOException {
    Dataset aligned = dataset("aligned", HOW);
    assertThat(aligned.card().preprocessing()).isEqualTo(HOW.text());
    try (DatasetWriter writer = DatasetWriter.sharing(dir.resolve("derived"), aligned)) {
      writer.add(aligned.samples().get(0));
      assertThat(writer.finish("n", "s", "t", List.of()).card().preprocessing())
          .isEqualTo(HOW.text());
    }
    Dataset plain = dataset("plain", null);
    assertThat(plain.card().preprocessing()).isEmpty();
    assertThat(Files.readString(plain.dir().resolve("card.yaml"))).doesNotContain("preprocessing");
    Path card = aligned.dir().resolve("card.yaml");
    Files.writeString(card, Files.readString(card).replace("align=five", "align=?"));
    assertThatThrownBy(() -> Dataset.read(aligned.dir()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("card.yaml")
        .hasMessageContaining("'?' is no name");
  }
}
