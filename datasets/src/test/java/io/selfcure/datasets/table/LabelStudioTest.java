package io.selfcure.datasets.table;

import static io.selfcure.datasets.intake.Fixture.rows;
import static io.selfcure.datasets.intake.Fixture.skipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.catalog.Importers;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.Fixture;
import io.selfcure.datasets.intake.Intake;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.lists.LabelExport;
import io.selfcure.datasets.lists.LabelStudioExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelStudioTest {

  private static final Choices ALL_TRAIN = new Choices(null, null, 0.0, 0, 1);

  @TempDir Path dir;
  private Fixture set;
  private int next;

  @BeforeEach
  void start() {
    set = new Fixture(dir);
    set.faces("media/0033f572-a.png", "b.png", "one/c.png", "two/c.png");
  }

  private Dataset run(String name, String text, Map<String, String> options) {
    set.text(name, text);
    Request request = new Request(set.root().resolve(name), options);
    assertThat(Importers.recognise(request.from()).importer().info().id())
        .isEqualTo("label-studio");
    Path to = dir.resolve("set" + next++);
    return Intake.run(new LabelStudio(), request, ALL_TRAIN, to, Progress.NONE).data();
  }

  private static String task(String image, String... choices) {
    StringBuilder annotations = new StringBuilder();
    for (int i = 0; i < choices.length; i++) {
      annotations
          .append(i == 0 ? "" : ",")
          .append(
              "{'completed_by':%d,'was_cancelled':%s,'result':[{'from_name':'choice','type':'choices','value':{'choices':['%s']}}]}"
                  .formatted(i, choices[i].startsWith("-"), choices[i].replace("-", "")));
    }
    return "{'data':{'image':'%s'},'annotations':[%s]}".formatted(image, annotations);
  }

  private static String json(String... tasks) {
    return ("[" + String.join(",", tasks) + "]").replace('\'', '"');
  }

  @Test
  void findsUploadedPictures() {
    Dataset data =
        run(
            "project.csv",
            """
            annotation_id,annotator,choice,created_at,id,image,lead_time,updated_at
            1,1,happy,x,1,/data/upload/1/0033f572-a.png,3.1,x
            2,1,sad,x,2,/data/upload/1/00343350-b.png,3.1,x
            3,1,sad,x,3,/data/upload/1/00343351-c.png,3.1,x
            """,
            Map.of());
    assertThat(rows(data)).containsExactly("media/0033f572-a.png train happy", "b.png train sad");
    assertThat(skipped(data)).singleElement().asString().contains("more than one file called");
  }

  @Test
  void makesVotesOfSeveralAnnotations() {
    Dataset data =
        run(
            "project.json",
            json(
                task("/data/upload/1/0033f572-a.png", "happy", "sad", "sad", "-happy"),
                task("/data/local-files/?d=b.png", "happy"),
                task("/data/local-files/?d=two/c.png"),
                task("/data/upload/1/none.png", "sad")),
            Map.of());
    assertThat(rows(data))
        .containsExactly(
            "media/0033f572-a.png train sad", "b.png train happy", "two/c.png train ?");
    assertThat(data.samples().get(0).votes()).containsExactly(1, 2);
    assertThat(skipped(data)).singleElement().asString().contains("task 4");
  }

  @Test
  void saysThatNoPictureIsHere() {
    assertThatThrownBy(() -> run("p.json", json(task("/data/upload/1/none.png", "sad")), Map.of()))
        .hasMessageContaining("names no picture that is here, on 1 lines: no file called none.png");
  }

  @Test
  void readsFlatObjectsAndBoxes() {
    Dataset flat =
        run(
            "min.json",
            json(
                "{'image':'/data/upload/1/b.png','id':1,'choice':'sad','mood':'x','annotator':1,'annotation_id':1}",
                "{'image':'/data/local-files/?d=one/c.png','id':2,'choice':{'choices':['fear']},'mood':'y','annotator':1,'annotation_id':2}"),
            Map.of("control", "choice"));
    assertThat(rows(flat)).containsExactly("b.png train sad", "one/c.png train fear");
    assertThatThrownBy(
            () ->
                run(
                    "min.json",
                    json(
                        "{'image':'/data/upload/1/b.png','choice':'sad','mood':'x','annotation_id':1}"),
                    Map.of()))
        .hasMessageContaining("more than one choice: [choice, mood]");
    String box =
        "{'type':'rectanglelabels','from_name':'f','original_width':200,'original_height':100,'value':{'x':%d,'y':10,'width':20,'height':30,'rectanglelabels':['%s']}}";
    Dataset faces =
        run(
            "boxes.json",
            json(
                "{'data':{'image':'b.png'},'annotations':[{'completed_by':1,'result':[%s,%s]}]}"
                    .formatted(box.formatted(0, "sad"), box.formatted(50, "fear"))),
            Map.of());
    assertThat(rows(faces)).containsExactly("b.png#0 train sad b.png", "b.png#1 train fear b.png");
    assertThat(faces.samples().get(1).box()).isEqualTo(new Box(100, 10, 40, 30));
  }

  @Test
  void takesBackWhatIsExported() throws IOException {
    Dataset data =
        run(
            "p.json",
            json(task("b.png", "sad", "sad", "fear"), task("one/c.png", "fear")),
            Map.of());
    Path tasks = set.root().resolve("tasks.json");
    assertThat(LabelStudioExport.write(data, tasks)).isEqualTo(2);
    assertThat(rows(run("again.json", Files.readString(tasks), Map.of()))).isEqualTo(rows(data));
    Path table = set.root().resolve("table.csv");
    LabelExport.csv(data, table);
    assertThat(Files.readAllLines(table))
        .containsExactly(
            "id,path,split,label,true_label,votes_fear,votes_sad",
            "b.png,b.png,train,sad,,1,2",
            "one/c.png,one/c.png,train,fear,,,");
    Dataset back =
        Intake.run(
                new TableImporter(),
                new Request(table),
                ALL_TRAIN,
                dir.resolve("back"),
                Progress.NONE)
            .data();
    assertThat(rows(back)).isEqualTo(rows(data));
    assertThat(back.samples().get(0).votes()).isEqualTo(List.of(1, 2));
  }
}
