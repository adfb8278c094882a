package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.training.weights.ProbabilityFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From noise to a cured data set, by commands only. */
class AuditCommandLineTest {

  private static final int SIDE = 16;

  @TempDir Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String command) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> args = new ArrayList<>(List.of("--quiet"));
    for (String word : command.split(" ", -1)) {
      args.add(word.startsWith("@") ? dir.resolve(word.substring(1)).toString() : word);
    }
    return line.execute(args.toArray(String[]::new));
  }

  private void done(String command) {
    assertThat(run(command)).as("%s: %s", command, err).isZero();
  }

  /** Dark and light pictures with noise, one of them blank. */
  private void pictures() {
    Random random = new Random(4);
    try (DatasetWriter writer =
        DatasetWriter.packed(dir.resolve("clean"), LabelSet.of("dark", "light"), SIDE, SIDE, 1)) {
      for (int i = 0; i < 60; i++) {
        byte[] pixels = new byte[SIDE * SIDE];
        for (int k = 0; k < pixels.length; k++) {
          pixels[k] = (byte) (i == 0 ? 50 : 40 + 130 * (i % 2) + random.nextInt(60));
        }
        Split split = i < 48 ? Split.TRAIN : Split.VALID;
        writer.add(Sample.of("p" + i, "", split, i % 2), pixels);
      }
      writer.finish("shades", "drawn", "free", List.of());
    }
  }

  private static JsonNode json(Path file) {
    return JsonMapper.builder().build().readTree(file.toFile());
  }

  @Test
  void findsDecidesCuresAndExports() throws IOException {
    pictures();
    done("noise --data @clean --kind symmetric --rate 0.25 --to @noisy");
    done(
        "train --data @noisy --mode paper --epochs 4 --batch 8 --input-size 16 --width 0.125"
            + " --threads 1 --seed 3 --cache @cache --out @run");
    done("audit --run @run --truth --cache @cache --json @figures.json");
    assertThat(Files.readString(dir.resolve("run/audit/report.html")))
        .contains("Against the truth", "data:image/jpeg;base64,", "blank: grey values");
    assertThat(out.toString())
        .contains("mislabelled", "ambiguous", "bad-image", "AUROC", "selfcure", "alpha", "worst")
        .containsPattern("the worst first: \\d+ of the first \\d+ have a wrong label");
    List<String> rows = Files.readAllLines(dir.resolve("run/audit/audit.csv"));
    assertThat(rows).hasSize(49);
    assertThat(rows.get(1)).startsWith("p0,#0,train,").contains(",bad-image,");
    JsonNode figures = json(dir.resolve("run/audit/audit.json"));
    assertThat(json(dir.resolve("figures.json"))).isEqualTo(figures);
    assertThat(figures.at("/truth/wrong").asInt()).isEqualTo(12);
    assertThat(figures.at("/truth/scores/loss/auroc").asDouble()).isBetween(0.0, 1.0);
    assertThat(figures.at("/truth/over-epochs").size()).isEqualTo(4);
    assertThat(run("audit --run @run --cache @cache"))
        .as("audits are not overwritten")
        .isEqualTo(2);

    done("audit --run @run --split valid --to @held --cache @cache");
    List<String> held = Files.readAllLines(dir.resolve("held/audit.csv"));
    assertThat(held).hasSize(13);
    assertThat(held.subList(1, 13)).allMatch(row -> row.contains(",valid,"));
    done("cure --audit @held --to @untouched --policy soft --despite-alarms");
    assertThat(Dataset.read(dir.resolve("untouched")).sha256())
        .as("what figures are measured by is changed by decisions only")
        .isEqualTo(Dataset.read(dir.resolve("noisy")).sha256());
    assertThat(run("audit --data @clean --split test --to @no --cache @cache")).isEqualTo(2);

    done("review export --run @run --queue twins --to @twins.csv");
    assertThat(Files.readAllLines(dir.resolve("twins.csv"))).hasSize(1);
    done("review export --run @run --limit 3 --to @review.csv");
    List<String> review = Files.readAllLines(dir.resolve("review.csv"));
    String first = review.get(1).substring(0, review.get(1).indexOf(','));
    Files.writeString(dir.resolve("filled.csv"), "id,decision,label\n" + first + ",drop,\n");
    done("review apply --run @run --from @filled.csv --reviewer Ada");
    assertThat(out.toString()).contains("decisions added: 1");
    done("review apply --run @run --from @filled.csv --reviewer Ada");
    assertThat(out.toString()).contains("decisions added: 0, in force already: 1");
    done("review list --run @run");
    assertThat(out.toString()).contains("Ada", first, "drop");

    done("cure --run @run --to @confirmed --policy confirmed");
    assertThat(Dataset.read(dir.resolve("confirmed")).samples()).hasSize(59);
    done("review undo --run @run --number 1 --reviewer Ada");
    done("cure --run @run --to @undone --policy confirmed");
    assertThat(Dataset.read(dir.resolve("undone")).sha256())
        .isEqualTo(Dataset.read(dir.resolve("noisy")).sha256());
    done("cure --run @run --to @cured --despite-alarms");
    assertThat(out.toString()).contains("by the true labels: ", "wrong labels: 12 before, ");
    done("export --data @cured --format csv --to @labels.csv");
    assertThat(Files.readAllLines(dir.resolve("labels.csv"))).hasSize(61);
    done("export --data @cured --format folder --to @folders");
    assertThat(dir.resolve("folders/valid/dark/p48.png")).exists();
    assertThat(run("export --data @cured --format csv --to @labels.csv")).isEqualTo(2);
    done("noise --data @clean --kind from-file --list @labels.csv --to @again");

    Dataset noisy = Dataset.read(dir.resolve("noisy"));
    List<String> ids = noisy.split(Split.TRAIN).stream().map(Sample::id).toList();
    float[] guesses = new float[2 * ids.size()];
    Arrays.fill(guesses, 0.5f);
    new ProbabilityFile(noisy.labels().names(), ids, guesses, Map.of())
        .write(dir.resolve("guesses.safetensors"));
    done("audit --run @run --probabilities @guesses.safetensors --cache @cache --to @guessed");
    assertThat(err.toString())
        .as("the run has learned, the file's network has not")
        .contains("guessing: accuracy", "on 48 samples by their given labels");
  }

  @Test
  void aNetworkThatGuessesIsNotBelieved() {
    pictures();
    done(
        "train --data @clean --mode paper --epochs 4 --batch 8 --input-size 16 --width 0.125"
            + " --relabel-epoch 3 --learning-rate 1e-8 --threads 1 --cache @cache --out @run");
    assertThat(err.toString()).contains("WARNING", "cannot be told apart from guessing");
    done("audit --run @run --cache @cache");
    assertThat(err.toString())
        .startsWith("WARNING: the network cannot be told apart from guessing: accuracy")
        .contains("always naming the most frequent class gives 50.0 %", "relabelling-by-guessing");
    for (String policy : List.of("auto", "soft")) {
      assertThat(run("cure --run @run --policy " + policy + " --to @cured")).isEqualTo(3);
      assertThat(err.toString())
          .contains("cannot be told apart from guessing", "--policy confirmed", "--despite-alarms");
      assertThat(dir.resolve("cured")).doesNotExist();
    }
    done("cure --run @run --policy confirmed --to @confirmed");
    assertThat(err.toString()).isEmpty();
    done("cure --run @run --despite-alarms --to @cured");
    assertThat(err.toString()).startsWith("WARNING: the network cannot be told");
    assertThat(Dataset.read(dir.resolve("cured")).card().name()).isEqualTo("shades, cured");
    assertThat(out.toString()).containsPattern("labels changed: (none|\\d+, of these 0 by people)");
  }

  @Test
  void takesProbabilitiesFromAFileAndNoNetwork() throws IOException {
    pictures();
    done("noise --data @clean --kind symmetric --rate 0.25 --to @noisy");
    done(
        "train --data @noisy --mode baseline --epochs 1 --batch 8 --input-size 16 --width 0.125"
            + " --threads 1 --cache @cache --out @run");
    done("audit --run @run --cache @cache --no-pictures --to @first");
    assertThat(Files.readString(dir.resolve("first/report.html")))
        .contains("Audit of shades, symmetric noise 25 %")
        .doesNotContain("data:image");
    done(
        "audit --data @noisy --probabilities @first/probabilities.safetensors --cache @cache --to"
            + " @second");
    List<String> first = Files.readAllLines(dir.resolve("first/audit.csv"));
    List<String> second = Files.readAllLines(dir.resolve("second/audit.csv"));
    assertThat(second).hasSameSizeAs(first);
    int pGiven = 9;
    for (int i = 0; i < first.size(); i++) {
      assertThat(second.get(i).split(",", -1)[pGiven])
          .isEqualTo(first.get(i).split(",", -1)[pGiven]);
    }
    assertThat(run("audit --run @run --cache @cache --epochs 3 --to @third"))
        .as("a training's options without a training")
        .isEqualTo(2);
    assertThat(run("audit --run @run --data @clean --cache @cache --to @third"))
        .as("other data than the run's")
        .isEqualTo(3);
  }

  @EnabledIf(
      value = "io.selfcure.vision.face.Detector#hasBlazeFace",
      disabledReason = "built without npm")
  @Test
  void looksForFacesWhereItIsAsked() throws IOException {
    done("import synthetic --train 28 --valid 7 --size 64 --to @drawn");
    done(
        "train --data @drawn --mode baseline --epochs 1 --batch 7 --input-size 16 --width 0.125"
            + " --threads 1 --cache @cache --out @run");
    done("audit --run @run --cache @cache --to @plain");
    assertThat(dir.resolve("plain/faces.csv")).doesNotExist();
    assertThat(json(dir.resolve("plain/audit.json")).at("/pictures").has("faces")).isFalse();
    assertThat(run("review export --audit @plain --queue no-face --to @none.csv")).isEqualTo(2);
    assertThat(err.toString()).contains("did not look for faces", "--faces");

    done("audit --run @run --cache @cache --faces --threads 1 --to @looked");
    JsonNode faces = json(dir.resolve("looked/audit.json")).at("/pictures/faces");
    assertThat(faces.at("/looked-at").asInt()).isEqualTo(28);
    int without = faces.at("/without-face").asInt();
    assertThat(out.toString()).contains("no face was found on " + without + " of 28 pictures");
    List<String> rows = Files.readAllLines(dir.resolve("looked/faces.csv"));
    assertThat(rows).hasSize(29);
    assertThat(rows.stream().filter(r -> r.endsWith(",no"))).hasSize(without);
    done("review export --audit @looked --queue no-face --to @none.csv");
    assertThat(Files.readAllLines(dir.resolve("none.csv"))).hasSize(1 + without);
    assertThat(Files.readString(dir.resolve("looked/report.html"))).contains("no face was found");

    pictures();
    done(
        "audit --data @clean --cache @cache --batch 8 --threads 1 --folds 2 --epochs 1 --width"
            + " 0.125 --faces");
    assertThat(out.toString())
        .contains("no face was found on 0 of 0 pictures", "47 more are smaller than 48 pixels");
    assertThat(Files.readString(dir.resolve("clean-audit/report.html")))
        .contains("on 0 more no face was found; for faces 47 pictures are too small");
  }

  @Test
  void trainsItsOwnNetworksWhereThereIsNoRun() throws IOException {
    pictures();
    done("noise --data @clean --kind symmetric --rate 0.25 --to @noisy");
    String command = "audit --data @noisy --cache @cache --batch 8 --threads 1 --truth";
    assertThat(run("audit --data @clean --cache @cache --truth"))
        .as("no truth to score by, told before any training")
        .isEqualTo(3);
    assertThat(dir.resolve("clean-audit-folds")).doesNotExist();

    done(command + " --folds 2 --epochs 2 --width 0.125");
    assertThat(out.toString()).contains("AUROC", "noisy-audit");
    List<String> rows = Files.readAllLines(dir.resolve("noisy-audit/audit.csv"));
    assertThat(rows).hasSize(49);
    JsonNode settings = json(dir.resolve("noisy-audit/audit.json")).at("/provenance");
    assertThat(settings.at("/probabilities-provenance").asString())
        .contains("\"folds\":\"2\"", "\"mode\":\"baseline\"", "\"input-size\":\"16\"");
    for (int k = 1; k <= 2; k++) {
      assertThat(dir.resolve("noisy-audit-folds/fold-" + k + "/run/config.yaml")).exists();
    }

    Path fold = dir.resolve("noisy-audit-folds/fold-1/run/checkpoints/last.safetensors");
    var trained = Files.getLastModifiedTime(fold);
    Outputs.deleteTree(dir.resolve("noisy-audit"));
    done("audit --data @noisy --cache @cache --resume");
    assertThat(Files.readAllLines(dir.resolve("noisy-audit/audit.csv"))).isEqualTo(rows);
    assertThat(Files.getLastModifiedTime(fold)).as("what was done is kept").isEqualTo(trained);
    Outputs.deleteTree(dir.resolve("noisy-audit"));
    assertThat(run("audit --data @noisy --cache @cache --resume --epochs 3")).isEqualTo(2);
    assertThat(run(command + " --folds 2 --epochs 3 --width 0.125"))
        .as("other settings than it was begun with")
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "2, audit",
    "2, audit --run @nowhere",
    "2, audit --data @nowhere --probabilities @nowhere --folds 3",
    "2, audit --data @nowhere --holdout 0.1",
    "3, audit --data @nowhere",
    "3, audit --data @nowhere --probabilities @nowhere --to @set",
    "2, cure --to @set",
    "2, cure --run @a --audit @b --to @set",
    "2, cure --audit @nowhere --to @set",
    "2, review",
    "2, review list --audit @nowhere",
    "2, review undo --audit @nowhere --number x --reviewer Ada",
    "3, export --data @nowhere --format csv --to @set",
    "2, export --data @nowhere --format tape --to @set",
    "2, noise --data @nowhere --kind pair --list @x --rate 0.1 --to @set",
    "3, noise --data @nowhere --kind pair --rate 0.1 --to @set",
  })
  void faultsHaveDocumentedExitCodes(int code, String command) {
    assertThat(run(command)).as("%s: %s", command, err).isEqualTo(code);
    assertThat(err.toString()).isNotBlank().doesNotContain("this is a bug");
    assertThat(dir.toFile().list()).as("nothing is left behind").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audit",
        "review export",
        "review apply",
        "review undo",
        "review list",
        "cure",
        "export",
        "noise"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    done(command + " --help");
    String example = "selfcure " + command;
    assertThat(out.toString().split(example, -1)).as(command).hasSizeGreaterThan(2);
  }
}
