package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenWriterTest {

  /** A colour, a bell, a NUL, a carriage return, C1's CSI, and what turns the direction. */
  private static final String HOSTILE =
      "\u001b[31mred\u0007\u0000\r\u009b2J\u202eevil\u2066\u200f\u061c\u2028";

  private static final String SHOWN = "?[31mred????2J?evil????";

  @TempDir Path dir;

  @Test
  void whatSteersATerminalIsNotPrinted() {
    StringWriter out = new StringWriter();
    PrintWriter screen = ScreenWriter.to(out);
    screen.print(HOSTILE);
    screen.printf("%n%s", HOSTILE);
    screen.println((Object) (HOSTILE + "\tSüß 顔 😀"));
    for (int i = 0; i < HOSTILE.length(); i++) {
      screen.print(HOSTILE.charAt(i));
    }
    screen.flush();
    assertThat(out.toString()).isEqualTo(SHOWN + "\n" + SHOWN + SHOWN + "\tSüß 顔 😀\n" + SHOWN);
  }

  /** Through the front door: a data set of such a name, in a table, an error and a document. */
  @Test
  void everyCommandPrintsThroughIt() throws IOException {
    Shell shell = new Shell();
    Path set = dir.resolve("set");
    assertThat(
            shell.run(
                "import", "synthetic", "--train", 14, "--valid", 0, "--size", 32, "--to", set))
        .as(shell.err())
        .isZero();
    Path card = set.resolve("card.yaml");
    String name = "name: \"gr\\\\u001B]0;im\\\\u202e\"";
    Files.writeString(card, Files.readString(card).replaceFirst("(?m)^name: .*$", name));
    assertThat(shell.run("datasets", "show", set)).as(shell.err()).isZero();
    assertThat(shell.out()).contains("gr?]0;im?").doesNotContain("\u001b", "\u202e");
    assertThat(shell.run("datasets", "show", set, "--json")).as(shell.err()).isZero();
    assertThat(shell.out()).doesNotContain("\u001b", "\u202e");
    assertThat(shell.json().findValue("name").asString()).isEqualTo("gr\u001b]0;im\u202e");
    shell.run("datasets", "show", dir.resolve("\u001b[2J"));
    assertThat(shell.err()).contains("?[2J: does not exist").doesNotContain("\u001b");
    shell.run("datasets", "show", set, "--\u001b[2J");
    assertThat(shell.err()).contains("unknown option --?[2J").doesNotContain("\u001b");
  }
}
