package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Sample;
import io.selfcure.curation.run.AlarmKind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The front door: what a user types and gets. */
class CommandLineTest {

  @TempDir Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("--quiet"));
    all.addAll(List.of(args));
    return line.execute(all.toArray(String[]::new));
  }

  private String at(String name) {
    return dir.resolve(name).toString();
  }

  private void pictures() throws IOException {
    Random random = new Random(4);
    for (int i = 0; i < 40; i++) {
      Path folder =
          Files.createDirectories(dir.resolve("tree").resolve(i % 2 == 0 ? "dark" : "light"));
      BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
      for (int k = 0; k < 400; k++) {
        int grey = 40 + 150 * (i % 2) + random.nextInt(30);
        image.setRGB(k % 20, k / 20, grey * 0x010101);
      }
      ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
    }
  }

  @Test
  void goesFromPicturesToAnEvaluatedModel() throws IOException {
    pictures();
    assertThat(
            run(
                "import",
                "folder",
                "--from",
                at("tree"),
                "--valid-share",
                "0.2",
                "--to",
                at("set")))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("dark").contains("light").contains("16");
    assertThat(
            run(
                "noise",
                "--data",
                at("set"),
                "--kind",
                "symmetric",
                "--rate",
                "0.25",
                "--to",
                at("noisy")))
        .isZero();
    assertThat(out.toString()).contains("8 of 32 training labels");
    assertThat(Dataset.read(dir.resolve("noisy")).samples().stream().filter(Sample::knownWrong))
        .hasSize(8);

    String[] train = {
      "train",
      "--data",
      at("noisy"),
      "--mode",
      "paper",
      "--epochs",
      "2",
      "--batch",
      "8",
      "--input-size",
      "16",
      "--width",
      "0.125",
      "--threads",
      "1",
      "--seed",
      "3",
      "--cache",
      at("cache"),
      "--out",
      at("run")
    };
    assertThat(run(train)).as(err.toString()).isZero();
    assertThat(dir.resolve("run").toFile().list())
        .contains("config.yaml", "run.yaml", "metrics.csv", "ledger.sqlite", "checkpoints");
    assertThat(Files.readAllLines(dir.resolve("run/metrics.csv"))).hasSize(3);
    assertThat(out.toString()).contains("report: " + at("run/report.html"));
    reportsAreComplete();
    assertThat(run(train)).as("a used folder").isEqualTo(2);
    assertThat(
            run(
                "train",
                "--data",
                at("noisy"),
                "--cache",
                at("cache"),
                "--out",
                at("run"),
                "--resume"))
        .as("a finished run: %s", err)
        .isZero();
    assertThat(err.toString()).contains("the report was not written");

    assertThat(
            run(
                "evaluate",
                "--model",
                at("run"),
                "--data",
                at("noisy"),
                "--cache",
                at("cache"),
                "--json",
                at("figures.json")))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("balanced accuracy", "macro F1", "ECE", "interval");
    JsonNode json = JsonMapper.builder().build().readTree(dir.resolve("figures.json").toFile());
    assertThat(json.get("samples").asInt()).isEqualTo(8);
    for (String field :
        new String[] {
          "accuracy", "ece", "per-class-recall", "confusion-rows-true-columns-predicted"
        }) {
      assertThat(json.has(field)).as(field + " in " + json).isTrue();
    }
    aMatrixSaysTheSame(json);
  }

  /** The run on its own data, and on a set with a class that it does not know. */
  private void aMatrixSaysTheSame(JsonNode alone) throws IOException {
    Path grey = Files.createDirectories(dir.resolve("tree").resolve("grey"));
    for (int i = 0; i < 5; i++) {
      Files.copy(dir.resolve("tree/dark/" + 2 * i + ".png"), grey.resolve(i + ".png"));
    }
    assertThat(
            run(
                "import",
                "folder",
                "--from",
                at("tree"),
                "--valid-share",
                "0.4",
                "--to",
                at("wider")))
        .isZero();
    assertThat(
            run(
                "evaluate",
                "--matrix",
                "--model",
                at("run"),
                "--data",
                at("noisy"),
                "--data",
                at("wider"),
                "--cache",
                at("cache"),
                "--html",
                at("matrix.html"),
                "--csv",
                at("matrix.csv"),
                "--json",
                at("matrix.json")))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("classes: dark, light; ", " without grey (2 samples)", " % (", " *");
    JsonNode cells =
        JsonMapper.builder().build().readTree(dir.resolve("matrix.json").toFile()).get("cells");
    JsonNode own = cells.get(0);
    for (String figure : List.of("samples", "accuracy", "log-loss", "ece", "per-class-recall")) {
      assertThat(own.get(figure)).as(figure).isEqualTo(alone.get(figure));
    }
    assertThat(own.get("own").asBoolean()).isTrue();
    assertThat(cells.get(1).get("own").asBoolean()).isFalse();
    assertThat(cells.get(1).get("samples").asInt()).isEqualTo(16);
    assertThat(cells.get(1).get("left-out").asInt()).isEqualTo(2);
    assertThat(Files.readAllLines(dir.resolve("matrix.csv"))).hasSize(3);
    assertThat(dir.resolve("matrix.html"))
        .content()
        .contains(" right\"", "2 of other classes left out");
  }

  /** The training's own report, and those that the command makes. */
  private void reportsAreComplete() throws IOException {
    String own = Files.readString(dir.resolve("run/report.html"));
    assertThat(own).contains("data:image/jpeg;base64,").contains("Lowest weight");
    assertThat(own).as("what differs from the defaults").contains("● seed", "● width", "● batch");
    assertThat(own).as("what the machine decides").doesNotContain("● precision", "● threads");
    assertThat(own).contains("Training", "Network", "Objective", "Optimisation", "Augmentation");
    for (AlarmKind kind : AlarmKind.values()) {
      assertThat(own).as("all that is watched").contains(kind.id());
    }

    copyRun("run", "second");
    assertThat(run("report", at("run"), at("second"))).as("no place for it").isEqualTo(2);
    assertThat(run("report", at("run"), at("second"), "--to", at("both.html"))).isZero();
    assertThat(dir.resolve("both.html")).content().contains("Runs run, second");
    assertThat(run("report", at("second"), "--data", at("set"))).as("%s", err).isZero();
    assertThat(out.toString()).contains("report written to " + at("second/report.html"));
    assertThat(dir.resolve("second/report.html"))
        .content()
        .as("other labels are another data set")
        .contains("The pictures cannot be shown");
    String page = Files.readString(dir.resolve("second/report.html"));
    Files.writeString(dir.resolve("second/ledger.sqlite"), "no ledger any more");
    assertThat(run("report", at("second"))).as("%s", err).isEqualTo(3);
    assertThat(dir.resolve("second/report.html")).as("the page of before").hasContent(page);

    // A report that cannot be written does not spoil a training.
    Files.delete(dir.resolve("run/report.html"));
    Files.createDirectories(dir.resolve("run/report.html/taken"));
  }

  private void copyRun(String from, String to) throws IOException {
    Files.createDirectories(dir.resolve(to));
    for (String file :
        new String[] {
          "config.yaml", "run.yaml", "metrics.csv", "validation.jsonl", "ledger.sqlite"
        }) {
      Files.copy(dir.resolve(from).resolve(file), dir.resolve(to).resolve(file));
    }
  }

  @Test
  void aWrongSettingIsToldWithAllOthers() throws IOException {
    pictures();
    assertThat(run("import", "folder", "--from", at("tree"), "--to", at("set"))).isZero();
    int code =
        run("train", "--data", at("set"), "--beta", "1.7", "--epochs", "none", "--out", at("run"));
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("beta").contains("1.7").contains("epochs").contains("none");
    assertThat(dir.resolve("run")).doesNotExist();
    Files.writeString(dir.resolve("c.yaml"), "batch: 8\nflavour: sweet\n");
    assertThat(run("train", "--data", at("set"), "--config", at("c.yaml"), "--out", at("run")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("flavour");
  }

  @ParameterizedTest
  @CsvSource({
    "2, train --data nowhere",
    "3, train --data nowhere --out run",
    "3, evaluate --model nowhere --data nowhere",
    "2, report nowhere",
    "2, report",
    "3, import folder --from nowhere --to set",
    "3, import fer2013 --from nowhere.csv --label-rule fer2013 --to set",
    "2, import fer2013 --from nowhere.csv --label-rule majority --to set",
    "2, import fer2013 --from nowhere.csv --label-rule loudest --to set",
    "2, noise --data nowhere --kind salty --rate 0.1 --to set",
    "2, noise --data nowhere --kind symmetric --to set",
    "2, noise --data nowhere --kind none --rate 0.1 --to set",
    "2, experiment nowhere.yaml --to set",
    "3, cross-validate --data nowhere --to set",
    "2, dance",
    "2, ''",
  })
  void faultsHaveDocumentedExitCodes(int code, String command) {
    String[] args =
        java.util.Arrays.stream(command.split(" "))
            .filter(a -> !a.isEmpty())
            .map(a -> a.matches("run|set|nowhere.*") ? at(a) : a)
            .toArray(String[]::new);
    assertThat(run(args)).as("%s: %s", command, err).isEqualTo(code);
    assertThat(err.toString()).isNotBlank().doesNotContain("this is a bug");
    assertThat(dir.toFile().list()).as("nothing is left behind").isEmpty();
  }

  @Test
  void anExperimentAndACrossValidationEndInTheirFiles() throws IOException {
    pictures();
    assertThat(run("import", "folder", "--from", at("tree"), "--to", at("set"))).isZero();
    Path grid =
        Files.writeString(
            dir.resolve("grid.yaml"),
            """
            data: set
            noise: {kind: symmetric, rate: 0.25}
            modes: baseline
            seeds: [1, 2]
            settings: {epochs: 1, batch: 8, input-size: 16, width: 0.125, threads: 1}
            """);
    String[] command = {"experiment", grid.toString(), "--to", at("out"), "--cache", at("cache")};
    List<String> dry = new ArrayList<>(List.of(command));
    dry.add("--dry-run");
    assertThat(run(dry.toArray(String[]::new))).as(err.toString()).isZero();
    assertThat(out.toString()).contains("baseline_symmetric-0.25_seed-2", "2 cells");
    assertThat(dir.resolve("out")).doesNotExist();
    assertThat(run(command)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("| symmetric | 0.25 | baseline | 2 |");
    assertThat(dir.resolve("out").toFile().list())
        .contains("results.csv", "summary.csv", "summary.md", "plots.html", "runs", "data");
    List<String> again = new ArrayList<>(List.of(command));
    again.add("--json");
    assertThat(run(again.toArray(String[]::new))).isZero();
    JsonNode json = JsonMapper.builder().build().readTree(out.toString());
    assertThat(json.get("cells").size()).isEqualTo(2);
    assertThat(json.get("summary").get(0).get("seeds").asInt()).isEqualTo(2);
    assertThat(json.get("cells").get(0).get("accuracy").isNumber()).isTrue();
    assertThat(json.get("cells").get(0).get("auroc_alpha").isNull()).isTrue();

    String data = dir.resolve("out/data/symmetric-0.25_seed-1").toString();
    String[] validate = {
      "cross-validate",
      "--data",
      data,
      "--to",
      at("scores"),
      "--folds",
      "2",
      "--epochs",
      "1",
      "--batch",
      "8",
      "--input-size",
      "16",
      "--width",
      "0.125",
      "--threads",
      "1",
      "--cache",
      at("cache")
    };
    assertThat(run(validate)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("agree with the given label");
    assertThat(dir.resolve("scores").toFile().list())
        .contains("probabilities.safetensors", "probabilities.csv", "fold-1", "fold-2");
    assertThat(run("cross-validate", "--data", data, "--to", at("scores"), "--resume")).isZero();
    assertThat(
            run(
                "cross-validate",
                "--data",
                data,
                "--to",
                at("scores"),
                "--resume",
                "--epochs",
                "2"))
        .isEqualTo(2);
  }

  @Test
  void doctorTellsWhatTrainingWillUse() {
    assertThat(run("doctor")).isZero();
    assertThat(out.toString())
        .contains("java", "cpu", "libtorch", "opencv", "precision", "threads", "memory", "disk");
    assertThat(run("doctor", "--json")).isZero();
    JsonNode json = JsonMapper.builder().build().readTree(out.toString());
    assertThat(json.get("precision").asString()).containsAnyOf("fp32", "bf16");
  }

  @Test
  void benchKeepsItsTimeLimit() {
    String size = "bench train --input-size 16 --batch 8 --width 0.125 --threads 1";
    assertThat(run((size + " --rounds 100000 --steps 100000 --seconds 0.5 --json").split(" ")))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("images-per-s-random", "load-before");
  }

  @Test
  void benchGivesFiguresAsJson() {
    assertThat(
            run(
                "bench",
                "train",
                "--input-size",
                "16",
                "--batch",
                "8",
                "--width",
                "0.125",
                "--threads",
                "1",
                "--rounds",
                "1",
                "--steps",
                "1",
                "--precision",
                "fp32",
                "--json"))
        .as(err.toString())
        .isZero();
    JsonNode figures = JsonMapper.builder().build().readTree(out.toString()).get(0);
    assertThat(figures.get("images-per-s-random").asDouble()).isPositive();
    assertThat(figures.get("pipeline-share").asDouble()).isPositive();
    assertThat(figures.get("gemm-gflops").asDouble()).isPositive();
  }
}
