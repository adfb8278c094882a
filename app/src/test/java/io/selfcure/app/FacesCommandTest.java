package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class FacesCommandTest {

  @TempDir Path dir;
  private final Shell shell = new Shell();

  private Path tree() throws IOException {
    Path tree = Files.createDirectories(dir.resolve("tree/happy"));
    Files.writeString(tree.resolve("note.jpg"), "no picture");
    return dir.resolve("tree");
  }

  @EnabledIf(
      value = "io.selfcure.vision.face.Detector#hasBlazeFace",
      disabledReason = "built without npm")
  @Test
  void whatIsNoPictureIsCountedAndListed() throws IOException {
    int code = shell.run("faces", "--from", tree(), "--to", dir.resolve("to"), "--json");
    assertThat(code).as(shell.err()).isZero();
    assertThat(shell.json().path("pictures").asInt()).isEqualTo(1);
    assertThat(shell.json().path("faces").asInt(-1)).isZero();
    assertThat(shell.json().path("reasons").propertyNames())
        .containsExactly("is no picture in a known format");
    assertThat(Files.readString(dir.resolve("to/rejected.csv"))).contains("happy/note.jpg");
  }

  @Test
  void refusesOptionsThatDoNotGoTogether() throws IOException {
    Path tree = tree();
    Path to = dir.resolve("to");
    assertThat(shell.run("faces", "--from", tree, "--to", to, "--detector", "haar")).isEqualTo(2);
    assertThat(shell.err()).contains("--align none");
    assertThat(shell.run("faces", "--from", tree, "--to", to, "--detector", "yunet")).isEqualTo(2);
    assertThat(shell.err()).contains("--model");
    assertThat(shell.run("faces", "--from", tree, "--to", to, "--threads", "0")).isEqualTo(2);
    assertThat(shell.run("import", "folder", "--from", tree, "--to", to, "--size", "48"))
        .isEqualTo(2);
    assertThat(shell.err()).contains("--size").contains("needs --align");
    Object[] all = {
      "import", "folder", "--from", tree, "--to", to, "--align", "five", "--faces", "all"
    };
    assertThat(shell.run(all)).isEqualTo(2);
    assertThat(shell.err()).contains("--faces");
    assertThat(to).doesNotExist();
  }

  @Test
  void evaluateRefusesFacesThatWereCutOutOtherwise() throws IOException {
    Path data = dir.resolve("data");
    Path run = dir.resolve("run");
    Object[] draw = {
      "import", "synthetic", "--train", "14", "--valid", "7", "--size", "32", "--to", data
    };
    assertThat(shell.run(draw)).as(shell.err()).isZero();
    Object[] train = {
      "train",
      "--data",
      data,
      "--mode",
      "baseline",
      "--epochs",
      "1",
      "--batch",
      "7",
      "--input-size",
      "32",
      "--width",
      "0.125",
      "--threads",
      "1",
      "--out",
      run
    };
    assertThat(shell.run(train)).as(shell.err()).isZero();
    Path record = run.resolve("run.yaml");
    String text = Files.readString(record);
    assertThat(text).contains("preprocessing: unknown");
    Object[] evaluate = {"evaluate", "--model", run, "--data", data, "--json"};
    assertThat(shell.run(evaluate)).as(shell.err()).isZero();
    String how =
        new Preprocessing("blazeface", "ab".repeat(32), "five", "selfcure-1", 0.15, 224).text();
    Files.writeString(record, text.replace("preprocessing: unknown", "preprocessing: " + how));
    assertThat(shell.run(evaluate)).isEqualTo(3);
    assertThat(shell.err()).contains("unknown").contains(how).contains("--other-faces");
    Object[] allTheSame = {"evaluate", "--model", run, "--data", data, "--other-faces", "--json"};
    assertThat(shell.run(allTheSame)).as(shell.err()).isZero();
    Object[] matrix = {"evaluate", "--matrix", "--model", run, "--data", data, "--data", data};
    assertThat(shell.run(matrix)).isEqualTo(3);
    assertThat(shell.err())
        .contains(run.toString(), data.toString(), "unknown", how, "--other-faces");
    Object[] shown = {
      "evaluate", "--matrix", "--model", run, "--data", data, "--other-faces", "--json"
    };
    assertThat(shell.run(shown)).as(shell.err()).isZero();
    assertThat(shell.json().path("cells").size()).isEqualTo(1);
    Path other = dir.resolve("other");
    draw[draw.length - 1] = other;
    assertThat(shell.run(draw)).as(shell.err()).isZero();
    Object[] alike = {
      "evaluate", "--matrix", "--model", run, "--data", data, "--data", other, "--other-faces"
    };
    assertThat(shell.run(alike)).as(shell.err()).isZero();
    assertThat(shell.out()).as("sets of one name").contains(data.toString(), other.toString());
  }
}
