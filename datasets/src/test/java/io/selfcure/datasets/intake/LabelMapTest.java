package io.selfcure.datasets.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.UsageException;
import io.selfcure.datasets.folder.FolderImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelMapTest {

  private static final LabelSet KDEF =
      LabelSet.of("afraid", "angry", "disgusted", "happy", "neutral", "sad", "surprised");

  @TempDir Path dir;

  private static List<String> mapped(LabelSet from, String spec) {
    LabelMap map = LabelMap.of(from, spec);
    return map.targets().stream().map(t -> t == Sample.UNKNOWN ? "-" : map.to().name(t)).toList();
  }

  @Test
  void setsOfClassesAreMappedByMeaning() {
    assertThat(mapped(KDEF, "basic7"))
        .containsExactly("fear", "anger", "disgust", "happiness", "neutral", "sadness", "surprise");
    assertThat(mapped(LabelSet.FERPLUS8, "basic7").get(7)).isEqualTo("-");
    assertThat(mapped(LabelMap.AFFECTNET8, "ferplus8"))
        .containsExactly(
            "neutral", "happiness", "sadness", "surprise", "fear", "disgust", "anger", "contempt");
    assertThat(mapped(KDEF, "smile"))
        .containsExactly(
            "no smile", "no smile", "no smile", "smile", "no smile", "no smile", "no smile");
    assertThat(mapped(LabelSet.of("happily_surprised", "appalled"), "compound11"))
        .containsExactly("happily surprised", "-");
    assertThat(LabelMap.of(KDEF, null).identity()).isTrue();
  }

  @Test
  void votesOfClassesThatBecomeOneAreAdded() throws IOException {
    Path file = dir.resolve("map.yaml");
    Files.writeString(file, "a: good\nb: bad\nc: good\nd:\n");
    LabelMap map = LabelMap.of(LabelSet.of("a", "b", "c", "d"), file.toString());
    assertThat(map.to().names()).containsExactly("good", "bad");
    Sample s = new Sample("x", "x", Split.TRAIN, 2, 3, List.of(1, 2, 3, 4), "", -1, null);
    Sample mapped = map.apply(s);
    assertThat(mapped.label()).isZero();
    assertThat(mapped.trueLabel()).isEqualTo(Sample.UNKNOWN);
    assertThat(mapped.votes()).containsExactly(4, 2);
    assertThat(map.drops(3)).isTrue();
  }

  @Test
  void aFileSpeaksOfEveryClassAndOfNoOther() throws IOException {
    Path file = dir.resolve("map.yaml");
    for (String bad : List.of("a: good\n", "a: x\nb: y\nz: x\n", "a: x\nb: x\n", "- a\n")) {
      Files.writeString(file, bad);
      assertThatThrownBy(() -> LabelMap.of(LabelSet.of("a", "b"), file.toString()))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("map.yaml");
    }
    assertThatThrownBy(() -> LabelMap.of(KDEF, "basic8"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("basic7, ferplus8");
    assertThatThrownBy(() -> LabelMap.of(LabelSet.of("cat", "dog"), "basic7"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("none of the classes");
  }

  @Test
  void whatBecameOfEachClassIsTold() {
    Fixture set = new Fixture(dir);
    set.faces("contempt/1.jpg", "happy/2.jpg", "happy/3.jpg", "sad/4.jpg", "sad/5.jpg");
    ImportOutcome made =
        set.run(new FolderImporter(), new Choices("basic7", null, 0.0, 0, 1), Map.of());
    assertThat(made.mapping())
        .containsExactly("contempt -> dropped (1)", "happy -> happiness (2)", "sad -> sadness (2)");
    Dataset data = made.data();
    assertThat(data.labels()).isEqualTo(LabelSet.BASIC7);
    assertThat(data.samples()).hasSize(4);
    assertThat(Fixture.skipped(data))
        .containsExactly("contempt/1.jpg,class contempt is dropped by the choice of labels");
    assertThat(data.card().madeBy().get(0)).containsEntry("labels", "basic7");
  }
}
