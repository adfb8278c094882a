package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Importing, looking and checking as a user does. */
class DatasetsCommandTest {

  private final Shell shell = new Shell();
  @TempDir Path dir;

  private Path faces(String name, int train) {
    Path to = dir.resolve(name);
    assertThat(
            shell.run(
                "import", "synthetic", "--train", train, "--valid", 7, "--size", 32, "--to", to))
        .isZero();
    return to;
  }

  @Test
  void showPrintsDrawsAndCounts() throws IOException {
    Path set = faces("set", 14);
    Path page = dir.resolve("page.html");
    Path sheet = dir.resolve("sheet.png");
    assertThat(shell.run("datasets", "show", set, "--sheet", sheet, "--html", page)).isZero();
    assertThat(shell.out())
        .contains("happiness ", "#### ", "picture sizes: 32x32 (21)", "with votes: 21");
    assertThat(sheet).isNotEmptyFile();
    assertThat(Files.readString(page))
        .contains("Data set synthetic faces", "data:image/jpeg;base64,", "free to use")
        .doesNotContain("<script");
    assertThat(shell.run("datasets", "show", set, "--json")).isZero();
    JsonNode json = shell.json();
    assertThat(json.get("samples").asInt()).isEqualTo(21);
    assertThat(json.get("classes").get("fear").asInt()).isEqualTo(3);
    assertThat(json.get("splits").get("valid").get("fear").asInt()).isEqualTo(1);
    assertThat(json.get("skipped").asInt()).isZero();
  }

  @Test
  void checkEndsWithItsOwnCodeWhereThereAreProblems() throws IOException {
    Path set = faces("set", 14);
    assertThat(shell.run("datasets", "check", set)).isZero();
    assertThat(shell.out()).contains("21 samples, no problems");
    Path pack = set.resolve("pictures.pack");
    byte[] bytes = Files.readAllBytes(pack);
    bytes[bytes.length - 1] ^= 1;
    Files.write(pack, bytes);
    assertThat(shell.run("datasets", "check", set, "--json")).isEqualTo(9);
    assertThat(shell.json().get("problems").asInt()).isEqualTo(1);
    assertThat(shell.json().get("findings").get(0).get("code").asString())
        .isEqualTo("pictures-changed");
    assertThat(shell.run("datasets", "check", dir.resolve("nowhere"))).isEqualTo(3);
    assertThat(shell.run("datasets")).isEqualTo(2);
  }

  @Test
  void autoSaysWhyAndAMappingIsPrinted() throws IOException {
    Path tree = dir.resolve("tree");
    for (String name : new String[] {"AF01AFS.JPG", "AF01HAS.JPG", "AM02SUS.JPG", "AM02NES.JPG"}) {
      Files.createDirectories(tree);
      java.awt.image.BufferedImage image =
          new java.awt.image.BufferedImage(8, 8, java.awt.image.BufferedImage.TYPE_INT_RGB);
      javax.imageio.ImageIO.write(image, "jpg", tree.resolve(name).toFile());
    }
    Path to = dir.resolve("kdef");
    assertThat(
            shell.run(
                "import",
                "auto",
                "--from",
                tree,
                "--to",
                to,
                "--labels",
                "smile",
                "--split",
                "random"))
        .isZero();
    assertThat(shell.out())
        .contains("afraid -> no smile (1)", "happy -> smile (1)", "split: random");
    assertThat(shell.err()).contains("warning: pictures: 4, 4,896 fewer than published (4,900)");
    assertThat(shell.run("import", "auto", "--from", tree, "--to", dir.resolve("again"), "--json"))
        .isZero();
    assertThat(shell.json().get("importer").asString()).isEqualTo("kdef");
    assertThat(shell.json().get("recognised-by").asString()).contains("4 of 4 picture files");
    assertThat(shell.run("import", "--help")).isZero();
    assertThat(shell.out()).contains("  jaffe", "From: zenodo", "Terms: ", "import auto --from");
  }

  /** A list that a spreadsheet saved in its own encoding, for a data set with such class names. */
  @Test
  void noiseReadsAListInTheEncodingThatIsSaid() throws IOException {
    Path tree = Files.createDirectories(dir.resolve("tree"));
    for (String name : new String[] {"1.png", "2.png", "3.png"}) {
      java.awt.image.BufferedImage image =
          new java.awt.image.BufferedImage(8, 8, java.awt.image.BufferedImage.TYPE_INT_RGB);
      javax.imageio.ImageIO.write(image, "png", tree.resolve(name).toFile());
    }
    Path table = tree.resolve("table.csv");
    Files.writeString(table, "path,label\n1.png,fr\u00f6hlich\n2.png,fr\u00f6hlich\n3.png,ernst\n");
    Path set = dir.resolve("set");
    assertThat(shell.run("import", "csv", "--from", table, "--to", set, "--valid-share", "0"))
        .isZero();
    Path list = dir.resolve("list.csv");
    Files.writeString(
        list,
        "id;label\n1.png;ernst\n2.png;ernst\n3.png;fr\u00f6hlich\n",
        Charset.forName("windows-1252"));
    Object[] noise = {
      "noise", "--data", set, "--kind", "from-file", "--list", list, "--to", dir.resolve("noisy")
    };
    assertThat(shell.run(noise)).isEqualTo(3);
    assertThat(shell.err()).contains("list.csv line 4: is not UTF-8 text", "--encoding");
    Object[] said = Arrays.copyOf(noise, noise.length + 2);
    said[noise.length] = "--encoding";
    said[noise.length + 1] = "windows-1252";
    assertThat(shell.run(said)).isZero();
    assertThat(shell.out()).contains("3 of 3 training labels are now wrong");
    assertThat(
            shell.run("noise", "--data", set, "--encoding", "utf-8", "--to", dir.resolve("none")))
        .isEqualTo(2);
    assertThat(shell.err()).contains("--encoding: is that of a list, and none is given");
  }

  @Test
  void splitDrawsListsAndRegisters() throws IOException {
    Path set = faces("set", 140);
    Path record = dir.resolve("record");
    assertThat(
            shell.run(
                "datasets",
                "split",
                set,
                "--share",
                "0.3",
                "--salt",
                "r-1",
                "--register",
                "--to",
                record))
        .isZero();
    assertThat(shell.out())
        .contains(" of 140 training pictures drawn (", "fractions from 0.0 to below 0.3")
        .contains("have a copy in training", "one in the third split")
        .contains("people, none of whom is in training", "registered; readings are recorded in ");
    assertThat(record.resolveSibling("record.readings.csv")).isNotEmptyFile();
    assertThat(record.resolve("drawn-test.csv")).isNotEmptyFile();
    assertThat(shell.run("datasets", "show", record)).isZero();
    assertThat(shell.out()).contains("registered: test, not read so far");
    Path both = dir.resolve("both");
    Object[] second = {
      "datasets",
      "split",
      record,
      "--into",
      "valid",
      "--from",
      "0.3",
      "--share",
      "0.3",
      "--salt",
      "r-1",
      "--to",
      both,
      "--json"
    };
    assertThat(shell.run(second)).isEqualTo(3);
    assertThat(shell.err()).contains("7 samples in valid already", "--replace");
    second[second.length - 1] = "--replace";
    assertThat(shell.run(second)).isZero();
    assertThat(shell.run("datasets", "show", both, "--json")).isZero();
    JsonNode splits = shell.json().get("splits");
    assertThat(splits.size()).isEqualTo(3);
    assertThat(shell.json().get("registered").get("split").asString()).isEqualTo("test");
    assertThat(shell.json().get("registered").get("readings").asInt()).isZero();
    assertThat(shell.run("datasets", "split", set, "--share", "1.2", "--salt", "x", "--to", both))
        .isEqualTo(2);
    assertThat(shell.err()).contains("--share: 1.2 is not between 0 and 1");
  }
}
