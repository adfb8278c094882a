package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.error.Wording.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWordingTest {

  private static final CommandWording WORDING = CommandWording.INSTANCE;

  @Test
  void spellsOptionsAndCommands() {
    assertThat(WORDING.render("lower {learning-rate} or set {optimizer=adam}"))
        .isEqualTo("lower --learning-rate or set --optimizer adam");
    assertThat(WORDING.render("look with {command review export: queue=no-face to}"))
        .isEqualTo("look with 'selfcure review export --queue no-face --to'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain/set-1",
        "with space",
        "it's",
        "\"double\"",
        "$HOME",
        "`id`",
        "a;b",
        "a\nb",
        "*",
        "~",
        "!x",
        "back\\slash",
        "-leading",
        "--to",
        "#no",
        "Gesichter/Süß",
        "{to}",
        "a&b|c>d",
        ""
      })
  void whatItNamesCanBePasted(String value) throws IOException, InterruptedException {
    List<String> words = shell(WORDING.command("audit", List.of(new Setting("run", value))));
    List<String> rest = words.subList(2, words.size());
    assertThat(words).startsWith("selfcure", "audit");
    if (value.isEmpty()) {
      assertThat(rest).containsExactly("--run");
    } else if (value.startsWith("-")) {
      assertThat(rest).containsExactly("--run=" + value);
    } else {
      assertThat(rest).containsExactly("--run", value);
    }
    assertThat(shell("x " + CommandWording.argument(Path.of("-" + value))))
        .containsExactly("x", "./" + Path.of("-" + value));
  }

  @Test
  void aCommandWithQuotationMarksGetsNoMore() {
    System.setProperty("selfcure.command", "/my tools/selfcure");
    try {
      assertThat(WORDING.render("see {command doctor}"))
          .isEqualTo("see '/my tools/selfcure' doctor");
    } finally {
      System.clearProperty("selfcure.command");
    }
  }

  /** The words that a shell makes of a line. */
  private static List<String> shell(String line) throws IOException, InterruptedException {
    Process sh =
        new ProcessBuilder("sh", "-c", "printf '%s\\0' " + line).redirectErrorStream(true).start();
    String words = new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(sh.waitFor()).as(words).isZero();
    return List.of(words.substring(0, words.length() - 1).split("\0", -1));
  }
}
