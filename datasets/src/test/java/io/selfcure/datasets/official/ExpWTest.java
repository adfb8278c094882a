package io.selfcure.datasets.official;

import static io.selfcure.datasets.intake.Fixture.rows;
import static io.selfcure.datasets.intake.Fixture.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.LabelSet;
import io.selfcure.datasets.catalog.Importers;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.Fixture;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpWTest {

  private static final Choices ALL_TRAIN = new Choices(null, null, 0.0, 0, 1);

  @TempDir Path dir;
  private Fixture set;

  @BeforeEach
  void start() {
    set = new Fixture(dir);
  }

  @Test
  void makesASampleOfEachFace() {
    set.faces("image/origin/a b.jpg".replace(' ', '_'), "image/origin/c.jpg");
    set.text(
        "label/label.lst",
        "a_b.jpg 0 2 1 11 22 37.5 3\na_b.jpg 1 3 12 20 9 8.1 0\r\nc.jpg 0 0 0 5 5 9 6");
    Importers.Recognised found = Importers.recognise(set.root());
    assertThat(found.importer().info().id()).isEqualTo("expw");
    Dataset data = set.run(found.importer(), ALL_TRAIN, Map.of()).data();
    assertThat(data.labels()).isEqualTo(LabelSet.FER2013);
    assertThat(rows(data))
        .containsExactly(
            "image/origin/a_b.jpg#0 train happy image/origin/a_b.jpg",
            "image/origin/a_b.jpg#1 train angry image/origin/a_b.jpg",
            "image/origin/c.jpg train neutral");
    assertThat(data.samples().get(0).box()).isEqualTo(new Box(1, 2, 10, 20));
    assertThat(data.samples().get(1).box()).isEqualTo(new Box(12, 3, 8, 6));
    assertThat(says(data, "image/origin/c.jpg")).isEqualTo("{\"face-confidence\":\"9\"}");
  }

  @Test
  void refusesWhatIsNoSuchLine() {
    set.faces("c.jpg");
    set.text("label.lst", "c.jpg 0 0 0 5 5 9 6\nc.jpg 0 0 0 5 5 9 7\n");
    assertThatThrownBy(() -> set.run(new ExpW()))
        .hasMessageContaining("label.lst line 2: is 'c.jpg");
    set.text("label.lst", "c.jpg 0 0 0 5 5 9 6\nc.jpg 0 0 0 5 5 9 5\n");
    assertThatThrownBy(() -> set.run(new ExpW()))
        .hasMessageContaining("line 2: gives 'c.jpg' the label 'surprise', but")
        .hasMessageContaining("line 1 gave it 'neutral'");
    set.text("label.lst", "../../x.jpg 0 0 0 5 5 9 6\n");
    assertThatThrownBy(() -> set.run(new ExpW())).hasMessageContaining("'../../x.jpg' in none of");
    set.text("label.lst", "c.jpg 0 0 9 5 5 9 6\n");
    assertThatThrownBy(() -> set.run(new ExpW()))
        .hasMessageContaining("from (9.0, 0.0) to (5.0, 5.0), less than a pixel");
  }
}
