package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs listed, compared and reproduced, and figures as JSON, on a few drawn faces. */
class FiguresTest {

  private final Shell shell = new Shell();
  @TempDir Path dir;

  private Path at(String name) {
    return dir.resolve(name);
  }

  private void data() {
    assertThat(
            shell.run(
                "import",
                "synthetic",
                "--train",
                42,
                "--valid",
                14,
                "--size",
                32,
                "--to",
                at("faces"),
                "--json"))
        .as(shell.err())
        .isZero();
    assertThat(shell.json().get("counts").get("train").get("fear").asInt()).isEqualTo(6);
    assertThat(
            shell.run("noise", "--data", at("faces"), "--rate", 0.5, "--to", at("noisy"), "--json"))
        .isZero();
    assertThat(shell.json().get("wrong-labels").asInt()).isEqualTo(21);
    assertThat(shell.json().get("data").asString()).isEqualTo(at("noisy").toString());
  }

  private int train(String name, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "train",
                "--data",
                at("noisy"),
                "--epochs",
                2,
                "--batch",
                14,
                "--width",
                0.125,
                "--threads",
                1,
                "--precision",
                "fp32",
                "--cache",
                at("cache"),
                "--out",
                at("runs").resolve(name)));
    args.addAll(Arrays.asList(more));
    return shell.run(args.toArray());
  }

  @Test
  void runsAreListedComparedAndReproduced() throws IOException {
    data();
    assertThat(train("paper", "--json")).as(shell.err()).isZero();
    JsonNode run = shell.json();
    assertThat(run.get("state").asString()).isEqualTo("finished");
    assertThat(run.get("epochs-done").asInt()).isEqualTo(2);
    assertThat(run.get("last").get("valid-accuracy").isNumber()).isTrue();
    assertThat(train("baseline", "--mode", "baseline")).isZero();
    assertThat(shell.out()).contains("run written to", "last");

    assertThat(shell.run("runs", "list", at("runs"))).isZero();
    assertThat(shell.out()).contains("paper", "baseline", "finished", "2/2", "of 21");
    Path figures = at("runs/baseline/metrics.csv");
    Files.writeString(figures, Files.readString(figures).replace("\n1,", "\n1,abc"));
    assertThat(shell.run("runs", "list", at("runs"), "--json")).as("one is damaged").isEqualTo(9);
    assertThat(shell.json().get(0).get("state").asString()).isEqualTo("damaged");
    assertThat(shell.json().get(1)).isEqualTo(run);
    assertThat(shell.err()).contains("metrics.csv line 2", "abc");

    Path paper = at("runs/paper");
    assertThat(shell.run("reproduce", paper, "--to", at("again"), "--cache", at("cache")))
        .as(shell.err())
        .isZero();
    assertThat(shell.out()).startsWith("reproduced exactly");
    assertThat(shell.run("runs", "compare", paper, at("again"), "--json")).isZero();
    assertThat(shell.json().get("settings").isEmpty()).isTrue();
    assertThat(shell.json().get("figures").get("loss").get("differences").get(1).asDouble())
        .isZero();
    assertThat(shell.json().get("over-seeds").isEmpty()).as("one seed").isTrue();
    Path config = at("again").resolve("config.yaml");
    String written = Files.readString(config);
    Files.writeString(config, written.replaceFirst("(?m)^seed: .*$", "seed: 99"));
    assertThat(shell.run("runs", "compare", paper, at("again"), "--json")).isZero();
    JsonNode seeds = shell.json().get("over-seeds").get(0).get("figures").get("valid-accuracy");
    assertThat(seeds.get("seeds").asInt()).isEqualTo(2);
    assertThat(seeds.get("interval-95").isNull()).isTrue();
    assertThat(seeds.get("min")).isEqualTo(run.get("last").get("valid-accuracy"));
    assertThat(shell.run("runs", "compare", paper, at("again"))).isZero();
    assertThat(shell.out()).contains("over seeds. Means;", "all runs, seeds: 2", "(min ");
    Files.writeString(config, written);

    String metrics = Files.readString(paper.resolve("metrics.csv"));
    String loss = run.get("last").get("loss").asString();
    Files.writeString(paper.resolve("metrics.csv"), metrics.replace(loss, "77"));
    assertThat(
            shell.run(
                "reproduce",
                paper,
                "--to",
                at("again"),
                "--resume",
                "--cache",
                at("cache"),
                "--json"))
        .isEqualTo(8);
    assertThat(shell.json().get("reproduced").asBoolean()).isFalse();
    assertThat(shell.json().get("metrics").get(0).get("figure").asString()).isEqualTo("loss");
    assertThat(shell.json().get("metrics").get(0).get("first-epoch").asInt()).isEqualTo(2);
  }

  @Test
  void whatCannotBeReproducedIsRefused() throws IOException {
    data();
    assertThat(train("run", "--epochs", 1, "--warmup-epochs", 0)).as(shell.err()).isZero();
    Path run = at("runs/run");
    assertThat(shell.run("reproduce", run, "--to", at("again"), "--data", at("faces")))
        .as("other data")
        .isEqualTo(3);
    Path config = run.resolve("config.yaml");
    Files.writeString(config, Files.readString(config).replace("epochs: 1", "epochs: 9"));
    assertThat(shell.run("reproduce", run, "--to", at("again"))).isEqualTo(2);
    assertThat(shell.err()).contains("interrupted after 1 of 9 epochs", "--resume");
    assertThat(shell.run("reproduce", at("nothing"), "--to", at("again"))).isEqualTo(2);
    assertThat(at("again")).doesNotExist();
  }

  @Test
  void jsonGoesToStandardOutputOrToAFileButNotToAFolder() throws IOException {
    assertThat(shell.run("doctor", "--json")).isZero();
    assertThat(shell.json().has("libtorch")).isTrue();
    assertThat(shell.run("doctor", "--json", "-")).isZero();
    assertThat(shell.json().has("libtorch")).isTrue();
    assertThat(shell.run("doctor", "--json", at("doctor.json"))).isZero();
    assertThat(shell.out()).as("the text is printed beside").startsWith("java ");
    JsonNode written = JsonMapper.builder().build().readTree(Files.readString(at("doctor.json")));
    assertThat(written.has("libtorch")).isTrue();
    assertThat(shell.run("runs", "list", "--json", dir)).isEqualTo(2);
    assertThat(shell.err()).contains("is a folder", "--json=-");
    assertThat(shell.run("runs", "list", "--json=-", dir)).isZero();
    assertThat(shell.json().isEmpty()).isTrue();
  }
}
