package io.selfcure.datasets.table;

import static io.selfcure.datasets.intake.Fixture.rows;
import static io.selfcure.datasets.intake.Fixture.says;
import static io.selfcure.datasets.intake.Fixture.skipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.Fixture;
import io.selfcure.datasets.intake.ImportOutcome;
import io.selfcure.datasets.intake.Intake;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SubjectNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableImporterTest {

  private static final Choices ALL_TRAIN = new Choices(null, null, 0.0, 0, 1).allowingPartial();

  @TempDir Path dir;
  private Fixture set;

  @BeforeEach
  void start() {
    set = new Fixture(dir);
  }

  private Dataset run(String table, Map<String, String> options) {
    return outcome(table, options).data();
  }

  private ImportOutcome outcome(String table, Map<String, String> options) {
    set.text("table.csv", table);
    Request request = new Request(set.root().resolve("table.csv"), options);
    Path to = dir.resolve("set" + table.hashCode() + options.hashCode());
    return Intake.run(new TableImporter(), request, ALL_TRAIN, to, Progress.NONE);
  }

  @Test
  void saysWhichPicturesNoRowNames() {
    set.faces("a.png", "b.png", "more/c.png", "more/g.png", "d.png", "e.png", "f.png");
    ImportOutcome part = outcome("path,label\n./a.png,sad\nb.png,fear\n", Map.of());
    assertThat(part.data().samples()).hasSize(2);
    assertThat(part.told())
        .anyMatch(
            n ->
                n.startsWith("5 pictures below ")
                    && n.endsWith(
                        "named by no row and are not imported, such as d.png, e.png, f.png"));
    ImportOutcome root =
        outcome("path,label\nc.png,sad\ng.png,fear\n", Map.of("root", set.root() + "/more"));
    assertThat(root.told()).noneMatch(n -> n.contains("named by no row"));
  }

  @Test
  void saysWhichColumnsOfLabelsAreNotUsed() {
    set.faces("a.png", "b.png");
    String table =
        """
        path,label,label2,rater_1,emotion,class_name,age,width
        a.png,sad,fear,sad,sad,x,3,4
        b.png,fear,fear,sad,sad,x,3,4
        """;
    assertThat(outcome(table, Map.of()).told())
        .anyMatch(
            n ->
                n.startsWith(
                        "not used, but named like labels or those who judge: columns 'label2',")
                    && n.contains("'rater_1', 'emotion', 'class_name'; say"));
    assertThat(outcome(table, Map.of("keep-columns", "label2,rater_1,emotion,class_name")).told())
        .noneMatch(n -> n.contains("not used"));
    assertThat(outcome("path,rater1,rater2\na.png,sad,sad\nb.png,fear,fear\n", Map.of()).told())
        .noneMatch(n -> n.contains("not used"));
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
                "classes", "numbers",
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
        run("path,label\na.jpg,glad\n,sad\n/etc/hosts,sad\nb.jpg,sad\na.jpg,glad\n", Map.of());
    assertThat(rows(data)).containsExactly("a.jpg train glad", "b.jpg train sad");
    assertThat(skipped(data))
        .anyMatch(l -> l.contains("table.csv line 3,names no picture"))
        .anyMatch(l -> l.startsWith("/etc/hosts,its path leads out of"));
    assertThatThrownBy(() -> run("path,label,split\na.jpg,glad,later\nb.jpg,sad,\n", Map.of()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("'later'");
    assertThatThrownBy(() -> run("path,label\na.jpg,glad\n", Map.of()))
        .hasMessageContaining("1 classes");
    assertThatThrownBy(() -> run("what,label\na.jpg,glad\n", Map.of()))
        .hasMessageContaining("no column 'path': its columns are 'what', 'label'");
    assertThatThrownBy(() -> run("image,file,label\na.jpg,b.jpg,glad\n", Map.of()))
        .hasMessageContaining("more than one column that may be the path: 'file', 'image'");
  }

  @Test
  void refusesSplitsUnderAnotherName() {
    set.faces("a.jpg", "b.jpg", "c.jpg");
    String set = "path,label,set\na.jpg,sad,Train\nb.jpg,glad,test\nc.jpg,glad,\n";
    assertThatThrownBy(() -> run(set, Map.of()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has a column 'set' that tells splits, test, train");
    assertThatThrownBy(
            () -> run("path,label,Is Test\na.jpg,sad,0\nb.jpg,glad,0\nc.jpg,sad,1\n", Map.of()))
        .hasMessageContaining("has a column 'Is Test' that tells splits, 0, 1");
    assertThatThrownBy(
            () -> run("path,label,partition\na.jpg,sad,0\nb.jpg,glad,1\nc.jpg,sad,2\n", Map.of()))
        .hasMessageContaining("has a column 'partition' that tells splits, 0, 1, 2");
    assertThat(rows(run(set, Map.of("keep-columns", "set"))))
        .containsExactly("a.jpg train sad", "b.jpg train glad", "c.jpg train glad");
    assertThat(
            rows(run("path,label,how\na.jpg,sad,test\nb.jpg,glad,train\nc.jpg,sad,x\n", Map.of())))
        .containsExactly("a.jpg train sad", "b.jpg train glad", "c.jpg train sad");
  }

  private static List<String> votes(Dataset data) {
    return data.samples().stream().map(s -> s.id() + " " + s.votes()).toList();
  }

  @Test
  void refusesLabelsThatContradictEachOther() {
    set.faces("a.jpg", "b.jpg");
    assertThatThrownBy(() -> run("path,label\na.jpg,sad\nb.jpg,sad\n./a.jpg,glad\n", Map.of()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("table.csv line 4: gives 'a.jpg' the label 'glad', but")
        .hasMessageContaining("table.csv line 2 gave it 'sad'")
        .hasMessageContaining("annotator-column");
    assertThatThrownBy(
            () ->
                run("path,label,split\na.jpg,sad,train\na.jpg,sad,test\nb.jpg,x,test\n", Map.of()))
        .hasMessageContaining("line 3: gives 'a.jpg' the split 'test', but");
    assertThatThrownBy(
            () ->
                run(
                    "path,label,rater\na.jpg,sad,x\na.jpg,glad,y\na.jpg,glad,x\nb.jpg,sad,x\n",
                    Map.of()))
        .hasMessageContaining("line 4: gives 'a.jpg' by 'x' the label 'glad', but");
  }

  private static final String JUDGES =
      """
      path,annotator,label
      a.jpg,1.0,sad
      a.jpg,2.0,happy
      a.jpg,3.0,happy
      b.jpg,1.0,Happy
      b.jpg,2.0,sad
      c.jpg,1.0,sad
      c.jpg,2.0,nan
      """;

  @Test
  void makesVotesOfOneRowAnAnnotator() {
    set.faces("a.jpg", "b.jpg", "c.jpg");
    Dataset data = run(JUDGES, Map.of());
    assertThat(rows(data)).containsExactly("a.jpg train happy", "c.jpg train sad");
    assertThat(votes(data)).containsExactly("a.jpg [2, 1]", "c.jpg []");
    assertThat(skipped(data)).containsExactly("b.jpg,\"no majority: happy 1, sad 1\"");
    Dataset soft = run(JUDGES, Map.of("label-rule", "soft"));
    assertThat(rows(soft))
        .containsExactly("a.jpg train happy", "b.jpg train happy", "c.jpg train sad");
    assertThat(votes(soft)).contains("b.jpg [1, 1]");
  }

  @Test
  void makesVotesOfOneColumnAnAnnotatorOrAClass() {
    set.faces("a.jpg", "b.jpg");
    assertThat(votes(run("path,rater1,rater2,rater3\na.jpg,x,y,y\nb.jpg,x,x,\n", Map.of())))
        .containsExactly("a.jpg [1, 2]", "b.jpg [2, 0]");
    Dataset wide =
        run("path,label,votes_sad,votes_happy\na.jpg,happy,1,2\nb.jpg,happy,2,1\n", Map.of());
    assertThat(rows(wide)).containsExactly("a.jpg train happy", "b.jpg train happy");
    assertThat(votes(wide)).containsExactly("a.jpg [2, 1]", "b.jpg [1, 2]");
    assertThat(
            rows(
                run(
                    "path,label,votes_sad,votes_happy\na.jpg,happy,1,2\nb.jpg,happy,2,1\n",
                    Map.of("label-rule", "plurality"))))
        .containsExactly("a.jpg train happy", "b.jpg train sad");
    assertThat(votes(run("image,Anger,Fear\na.jpg,0.25,0.75\nb.jpg,0.6,0.4\n", Map.of())))
        .containsExactly("a.jpg [250, 750]", "b.jpg [600, 400]");
    Dataset hot = run("filename, Anger, Fear\na.jpg,0,1\nb.jpg,1,0\n", Map.of());
    assertThat(rows(hot)).containsExactly("a.jpg train Fear", "b.jpg train Anger");
    assertThat(votes(hot)).as("labels, not votes").containsExactly("a.jpg []", "b.jpg []");
    assertThatThrownBy(() -> run("file,angry,fear,unknown\na.jpg,1,0,0\n", Map.of()))
        .hasMessageContaining("vote-columns");
  }

  @Test
  void takesSpellingsOfOneClassForOne() {
    set.faces("a.jpg", "b.jpg", "c.jpg", "d.jpg");
    String table = "path,label\na.jpg,Happy\nb.jpg,happy\nc.jpg,HAPPY\nd.jpg,sad \n";
    assertThat(rows(run(table, Map.of())))
        .containsExactly(
            "a.jpg train happy", "b.jpg train happy", "c.jpg train happy", "d.jpg train sad");
    assertThatThrownBy(
            () -> run(table.replace("HAPPY", "Hapy") + "\n", Map.of("label-column", "x")))
        .hasMessageContaining("no column 'x'");
    assertThatThrownBy(
            () -> run("path,label\na.jpg,Suprise\nb.jpg,surprise\nc.jpg,sad\n", Map.of()))
        .hasMessageContaining("'Suprise': did you mean surprise?");
  }

  @Test
  void asksWhatNumbersStandFor() {
    set.faces("a.jpg", "b.jpg");
    String table = "path,label\na.jpg,0\nb.jpg,1.0\n";
    assertThatThrownBy(() -> run(table, Map.of()))
        .hasMessageContaining("labels are numbers alone, 0, 1")
        .hasMessageContaining("classes=0=neutral");
    assertThat(rows(run(table, Map.of("classes", "0=sad,1=fear"))))
        .containsExactly("a.jpg train sad", "b.jpg train fear");
    assertThat(run(table, Map.of("classes", "1=fear,0=sad")).labels().names())
        .containsExactly("fear", "sad");
    assertThatThrownBy(() -> run(table, Map.of("classes", "0=sad,2=fear")))
        .hasMessageContaining("line 3: has the label '1', of which");
  }

  @Test
  void makesASampleOfEachFace() {
    set.faces("a.jpg", "b.jpg");
    Dataset data =
        run(
            """
            image;xmin;ymin;xmax;ymax;label
            a.jpg;1;2;11;22;sad
            a.jpg;12;2;20;9;happy
            b.jpg;0;0;5;5;sad
            a.jpg;1;2;11;22;sad
            """,
            Map.of());
    assertThat(rows(data))
        .containsExactly("a.jpg#0 train sad a.jpg", "a.jpg#1 train happy a.jpg", "b.jpg train sad");
    assertThat(data.samples().get(1).box()).isEqualTo(new Box(12, 2, 8, 7));
    assertThat(data.samples().get(1).path()).isEqualTo("a.jpg");
    assertThatThrownBy(() -> run("path,x,y,width,height,label\na.jpg,.1,.1,.5,.5,sad\n", Map.of()))
        .hasMessageContaining("line 2: has a box from (0.1, 0.1) to (0.6, 0.6), less than a pixel");
  }

  @Test
  void refusesFacesThatCannotBeToldApart() {
    set.faces("a.jpg", "b.jpg");
    assertThatThrownBy(
            () -> run("path,face,label\na.jpg,0,sad\na.jpg,1,fear\nb.jpg,0,sad\n", Map.of()))
        .hasMessageContaining("line 3: gives 'a.jpg' for another face the label 'fear', but");
    String boxes = "path,rater,x,y,w,h,%slabel\na.jpg,p,1,1,9,9,%ssad\na.jpg,q,1,2,9,9,%ssad\n";
    assertThatThrownBy(() -> run(boxes.formatted("", "", "") + "b.jpg,p,1,1,9,9,fear\n", Map.of()))
        .hasMessageContaining("line 3: has a box for 'a.jpg' that not the same people judged");
    assertThat(
            votes(run(boxes.formatted("face,", "0,", "0,") + "b.jpg,p,1,1,9,9,,fear\n", Map.of())))
        .containsExactly("a.jpg [0, 2]", "b.jpg []");
  }

  @Test
  void asksWhereNumbersStandBesideNames() {
    set.faces("a.jpg", "b.jpg");
    assertThatThrownBy(() -> run("path,label\na.jpg,sad\nb.jpg,3.5\n", Map.of()))
        .hasMessageContaining("labels are names and numbers, 3.5, sad");
  }

  @Test
  void tellsOfFoldersNamedAfterAnotherClass() {
    set.faces("sad/a.jpg", "fear/b.jpg");
    set.text("table.csv", "path,label\nsad/a.jpg,Fear\nfear/b.jpg,Sad\n");
    assertThat(new TableImporter().open(new Request(set.root().resolve("table.csv"))).notes())
        .containsExactly(
            "2 lie in a folder named after another class, such as sad/a.jpg (Fear); fear/b.jpg (Sad)");
  }

  @Test
  void readsListsWithoutHeaderAndWithPrefixes() {
    set.faces("a.jpg", "b.jpg");
    assertThatThrownBy(() -> run("a.jpg,sad\nb.jpg,happy\n", Map.of()))
        .hasMessageContaining("first line is a row, not a header");
    Map<String, String> options =
        Map.of("columns", "path,label", "strip-prefix", "D:\\faces\\", "separator", "tab");
    assertThat(rows(run("D:\\faces\\a.jpg\tsad\nD:/faces/b.jpg\thappy\n", options)))
        .containsExactly("a.jpg train sad", "b.jpg train happy");
    assertThat(
            rows(
                run(
                    "url_,image,label\nx,https://a.example/z/a.jpg?w=1,sad\nx,http://b/b.jpg,fear\n",
                    Map.of())))
        .containsExactly("a.jpg train sad", "b.jpg train fear");
  }

  @Test
  void takesSubjectsFromNames() {
    set.faces("p1_a.jpg", "p1_b.jpg", "p2_a.jpg");
    set.text("table.csv", "path,label\np1_a.jpg,sad\np1_b.jpg,happy\np2_a.jpg,sad\n");
    Request request = new Request(set.root().resolve("table.csv"));
    Choices by = new Choices(null, null, 0.0, 0, 1, SubjectNames.of("(p[0-9])_"), false);
    Dataset data =
        Intake.run(new TableImporter(), request, by, dir.resolve("by"), Progress.NONE).data();
    assertThat(rows(data))
        .containsExactly(
            "p1_a.jpg train sad p1", "p1_b.jpg train happy p1", "p2_a.jpg train sad p2");
    Choices other = new Choices(null, null, 0.0, 0, 1, SubjectNames.of("(p1)_"), false);
    assertThatThrownBy(
            () -> Intake.run(new TableImporter(), request, other, dir.resolve("x"), Progress.NONE))
        .hasMessageContaining("tells no subject for 1 of 3 pictures");
    assertThatThrownBy(() -> SubjectNames.of("(")).hasMessageContaining("not a regular expression");
  }
}
