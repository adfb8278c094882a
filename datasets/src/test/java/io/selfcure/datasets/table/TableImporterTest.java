package io.selfcure.datasets.table;

import static io.selfcure.datasets.intake.Fixture.rows;
import static io.selfcure.datasets.intake.Fixture.says;
import static io.selfcure.datasets.intake.Fixture.skipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.Fixture;
import io.selfcure.datasets.intake.Intake;
import io.selfcure.datasets.intake.Request;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableImporterTest {

  private static final Choices ALL_TRAIN = new Choices(null, null, 0.0, 0, 1);

  @TempDir Path dir;
  private Fixture set;

  @BeforeEach
  void start() {
    set = new Fixture(dir);
  }

  private Dataset run(String table, Map<String, String> options) {
    set.text("table.csv", table);
    Request request = new Request(set.root().resolve("table.csv"), options);
    Path to = dir.resolve("set" + table.hashCode() + options.hashCode());
    return Intake.run(new TableImporter(), request, ALL_TRAIN, to, Progress.NONE).data();
  }

  @Test
  void readsItsUsualColumns() {
    set.faces("a.jpg", "b/b.png");
    assertThat(
            rows(
                run(
                    """
                    path,label,split,subject,true_label
                    a.jpg,glad,train,p1,sad
                    b/b.png,,test,p2,
                    """,
                    Map.of())))
        .containsExactly("a.jpg train glad p1", "b/b.png test ? p2");
  }

  @Test
  void takesOtherNamesAndSeparators() {
    set.faces("pictures/a.jpg", "pictures/b.jpg", "pictures/c.jpg");
    Dataset data =
        run(
            "file;emotion;who;light\na.jpg;10;x;dim\nb.jpg;9;y;\nc.jpg;10;y;bright\n",
            Map.of(
                "path-column", "file",
                "label-column", "emotion",
                "subject-column", "who",
                "keep-columns", "light",
                "separator", ";",
                "root", set.root().resolve("pictures").toString()));
    assertThat(data.labels().names()).containsExactly("9", "10");
    assertThat(rows(data))
        .containsExactly("a.jpg train 10 x", "b.jpg train 9 y", "c.jpg train 10 y");
    assertThat(says(data, "a.jpg")).isEqualTo("{\"light\":\"dim\"}");
    assertThat(says(data, "b.jpg")).isEmpty();
  }

  @Test
  void listsBadRowsAndRefusesBadTables() {
    set.faces("a.jpg", "b.jpg");
    Dataset data =
        run("path,label\na.jpg,glad\n,sad\n/etc/hosts,sad\nb.jpg,sad\na.jpg,sad\n", Map.of());
    assertThat(rows(data)).containsExactly("a.jpg train glad", "b.jpg train sad");
    assertThat(skipped(data))
        .anyMatch(l -> l.contains("table.csv line 3,names no picture"))
        .anyMatch(l -> l.startsWith("/etc/hosts,its path leads out of"))
        .anyMatch(l -> l.equals("a.jpg,is named a second time"));
    assertThatThrownBy(() -> run("path,label,split\na.jpg,glad,later\nb.jpg,sad,\n", Map.of()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("'later'");
    assertThatThrownBy(() -> run("path,label\na.jpg,glad\n", Map.of()))
        .hasMessageContaining("1 classes");
    assertThatThrownBy(() -> run("file,label\na.jpg,glad\n", Map.of()))
        .hasMessageContaining("no column 'path'");
  }
}
