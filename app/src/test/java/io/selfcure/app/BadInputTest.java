package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * Bad input through the front door: one error with place, value and remedy, the documented exit
 * code, and nothing left behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

  private static final String VOTES =
      "Usage,Image"
          + " name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n";

  @TempDir static Path dir;

  private List<String> before = List.of();

  private record Told(int code, String error) {}

  /** A user's own braces are no names of ours: neither in a place nor in what was found. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "noise --data @set --rate 0.2 --to @{learning-rate}.csv      | {learning-rate}.csv is a file",
        "train --data @{to} --out @new                              | {to}: does not exist",
        "import folder --from @tree --to @new --labels {learning-rate} | '{learning-rate}' is no set",
        "train --data @set --out @new --mode {to}                   | mode: '{to}'",
      })
  void leavesBracesAlone(String command, String told) throws IOException {
    Path file = dir.resolve("{learning-rate}.csv");
    Files.writeString(file, "");
    try {
      assertThat(run(words(command)).error()).contains(told);
    } finally {
      Files.delete(file);
    }
  }

  private static Told run(String... args) {
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(new StringWriter(), true));
    line.setErr(new PrintWriter(err, true));
    int code =
        line.execute(Stream.concat(Stream.of("-q"), Arrays.stream(args)).toArray(String[]::new));
    return new Told(code, err.toString());
  }

  /** The arguments of a command line, every word that starts with '@' below the directory. */
  private static String[] words(String command) {
    return Arrays.stream(command.strip().split(" +"))
        .map(w -> w.startsWith("@") ? dir.resolve(w.substring(1)).toString() : w)
        .map(w -> w.equals("''") ? "" : w)
        .toArray(String[]::new);
  }

  private static void write(String name, String text) throws IOException {
    Files.writeString(dir.resolve(name), text);
  }

  private static String pixels(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Integer.toString(i % 256))
        .collect(Collectors.joining(" "));
  }

  @BeforeAll
  static void makeInputs() throws IOException {
    String good = "0," + pixels(2304) + ",Training\n";
    String header = "emotion,pixels,Usage\n";
    write("faces.csv", header + good + good);
    write("cut.csv", header + good + good.substring(0, 3000));
    write("short.csv", header + good + good.replace(pixels(2304), pixels(2303)));
    write("nine.csv", header + good + good.replaceFirst("0", "9"));
    write("votes8.csv", VOTES + "Training,a,0,8,0,0,0,0,0,0,0,0\n".repeat(2));
    write("votes1.csv", VOTES + "Training,a,2,8,0,0,0,0,0,0,0,0\n");
    write("five.yaml", "beta: 1.7\nepochs: none\nflavour: sweet\nmode: papier\nholdout: 2\n");
    write("twice.yaml", "beta: 0.5\nbeta: 0.6\n");
    write("groups.yaml", "batch: [[1]]\n");
    write("nul.yaml", "init: \"a\\0b\"\n");
    write("text.yaml", "just text");
    write("weights.pth", "<html>not found</html>");
    pictures("tree", "calm", "glad");
    pictures("other", "calm", "grim");
    made("import folder --from @tree --to @set");
    made("import folder --from @other --to @other-set");
    made("import fer2013 --from @faces.csv --to @no-pack");
    Files.delete(dir.resolve("no-pack/pictures.pack"));
    Files.createDirectories(dir.resolve("unreadable/a"));
    Files.createDirectories(dir.resolve("unreadable/b"));
    write("unreadable/a/text.jpg", "not a picture");
    write("unreadable/b/text.jpg", "not a picture");
    Files.createDirectories(dir.resolve("broken-run/checkpoints"));
    write("broken-run/config.yaml", "seed: abc\n");
    write("broken-run/checkpoints/last.safetensors", "text");
    made(
        "train --data @set --epochs 1 --batch 6 --input-size 16 --width 0.125 --threads 1"
            + " --learning-rate 0.001 --cache @cache --out @run");
  }

  private static void made(String command) {
    Told answer = run(words(command));
    assertThat(answer.code()).as(answer.error()).isZero();
  }

  private static void pictures(String tree, String... classes) throws IOException {
    Random random = new Random(7);
    for (String name : classes) {
      Path folder = Files.createDirectories(dir.resolve(tree).resolve(name));
      for (int i = 0; i < 10; i++) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int k = 0; k < 64; k++) {
          image.setRGB(k % 8, k / 8, random.nextInt(1 << 24));
        }
        ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
      }
    }
  }

  private static List<String> everything() {
    try (Stream<Path> all = Files.walk(dir)) {
      return all.map(p -> dir.relativize(p).toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void remember() {
    before = everything();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // tables
        "3 | import fer2013 --from @cut.csv --to @a/b/new        | cut.csv line 3: has 2 cells",
        "3 | import fer2013 --from @short.csv --to @new          | short.csv line 3: has 2303"
            + " pixels",
        "3 | import fer2013 --from @nine.csv --to @new           | nine.csv line 3: has emotion"
            + " '9'",
        "3 | import fer2013 --from @faces.csv --votes @votes8.csv --to @new | line 2: has 8 votes",
        "3 | import fer2013 --from @faces.csv --votes @votes1.csv --to @new | ends, but",
        "3 | import fer2013 --from @tree --to @new               | no readable picture",
        "3 | import fer2013 --from @nowhere.csv --to @new        | nowhere.csv: is missing",
        "3 | import fer2013 --from @faces.csv --votes @nowhere --to @new | nowhere: is missing",
        "3 | import folder --from @unreadable --to @new          | has no readable picture",
        "3 | import folder --from @nowhere --to @new             | nowhere: is missing",
        // places that cannot be written
        "5 | import fer2013 --from @faces.csv --to @faces.csv/new | Not a directory",
        "2 | import fer2013 --from @faces.csv --to @tree         | tree exists and is not empty",
        "2 | import fer2013 --from @faces.csv --to ''            | '--to': '' is no path",
        "5 | import synthetic --train 7 --valid 0 --to @new --sheet @faces.csv/s.png | --sheet: ",
        "2 | import synthetic --train 7 --valid 0 --to @new --sheet @tree | --sheet: ",
        "5 | noise --data @set --rate 0.2 --to @faces.csv/new    | Not a directory",
        "3 | noise --data @no-pack --rate 0.2 --to @a/new        | pictures.pack: cannot be read: ",
        "2 | evaluate --model @run --data @set --cache @cache --json @tree | tree' is a folder",
        "2 | train --data @set --out @run                        | run exists and is not empty",
        "5 | train --data @set --cache @cache --input-size 16 --out @faces.csv/r | cannot be made",
        // numbers
        "2 | noise --data @set --rate 1.5 --to @new              | --rate: 1.5",
        "2 | noise --data @set --rate NaN --to @new              | --rate: NaN",
        "2 | noise --data @set --rate a.b --to @new              | 'a.b' is not a number",
        "2 | noise --data @set --rate 0.2 --seed abc --to @new   | 'abc' is not a whole number",
        "2 | import folder --from @tree --valid-share -1 --to @new | --valid-share: -1.0",
        "2 | import synthetic --train 0 --to @new                | --train: is 0",
        "2 | import synthetic --blends NaN --to @new             | --blends: is NaN",
        "2 | demo --epochs 0 --to @new                           | epochs: '0'",
        "2 | bench train --rounds 0                              | --rounds: 0",
        "2 | train --data @set --out @new --beta 1.7             | beta: '1.7' is outside 0 to 1",
        "2 | train --data @set --out @new --batch 0              | batch: '0'",
        "2 | train --data @set --out @new --holdout 2            | holdout: '2'",
        "2 | train --data @set --out @new --learning-rate NaN    | learning-rate: 'NaN'",
        "2 | train --data @set --out @new --clip-gradient 1e300  | clip-gradient: '1e300'",
        "2 | train --data @set --out @new --step-epochs 0,5      | step-epochs: '0,5'",
        // configurations
        "2 | train --data @set --out @new --config @twice.yaml   | twice.yaml",
        "2 | train --data @set --out @new --config @groups.yaml  | 'batch' is a group",
        "2 | train --data @set --out @new --config @nul.yaml     | init: 'a?b' is no path",
        "2 | train --data @set --out @new --config @text.yaml    | text.yaml: holds no settings",
        "2 | train --data @set --out @new --config @nowhere.yaml | nowhere.yaml",
        "2 | train --data @set --out @broken-run --resume        | config.yaml: seed: 'abc'",
        // models
        "3 | train --data @nowhere --out @new                    | nowhere: does not exist",
        "3 | train --data @tree --out @new         | tree: is not a data set: card.yaml is missing",
        "2 | train --data @set --epoch 3 --out @new | unknown option --epoch; did you mean --epochs?",
        "2 | train --data @set --colour=3 --out @new | unknown option --colour",
        "2 | cure --run @run --to @new --policy maybe | 'maybe' is not one of auto, confirmed, soft",
        "2 | import folder --from @tree --to @new --align z | 'z' is not one of eyes, five, none",
        "2 | bench train --seconds -1                            | --seconds: -1.0 is not 0 or"
            + " more",
        "2 | train --data @set --out @new --init @nowhere.pth    | nowhere.pth is not a file",
        "4 | train --data @set --cache @cache --input-size 16 --out @a/b --init @weights.pth | web"
            + " page",
        "2 | evaluate --model @run --model @run --data @set      | --model: is given more than once",
        "2 | evaluate --model @run --data @set --html @m.html    | --html: is of a matrix",
        "2 | evaluate --matrix --model @run --data @set --split holdout | part of one run",
        "3 | evaluate --model @run --data @set --split test      | no labelled samples in split test",
        "3 | evaluate --matrix --model @run --data @set --split test | no labelled samples in split"
            + " test",
        "2 | evaluate --matrix --model @run --data @other-set    | no two classes that all have",
        "4 | evaluate --model @run --data @other-set             | has the classes [calm, grim]",
        "4 | evaluate --model @broken-run --data @set            | last.safetensors",
        "4 | evaluate --model @nowhere --data @set               | nowhere: not found",
      })
  void isRefused(int code, String command, String told) throws IOException {
    Told answer = run(words(command));
    assertThat(answer.error())
        .startsWith("selfcure: ")
        .contains(told)
        .contains("\n  remedy: ")
        .doesNotContain("\tat ", "Exception", "this is a bug", "null");
    assertThat(answer.error().split("selfcure: ", -1)).as("one error").hasSize(2);
    assertThat(answer.code()).as(answer.error()).isEqualTo(code);
    Path reasons = dir.resolve("new.skipped.csv");
    if (answer.error().contains("; see " + reasons)) {
      Files.delete(reasons); // what was left out is kept, and named
    }
    assertThat(everything()).as("nothing is left behind").isEqualTo(before);
  }

  @Test
  void fiveProblemsAreToldAtOnce() {
    Told answer = run(words("train --data @set --out @new --config @five.yaml"));
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.error())
        .contains("five.yaml: ", "'flavour'", "mode: 'papier'", "epochs: 'none'")
        .contains("holdout: '2'", "beta: '1.7'");
    assertThat(everything()).isEqualTo(before);
  }
}
