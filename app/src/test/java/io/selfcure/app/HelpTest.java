package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the program says of itself: help, and completion in a real shell. */
class HelpTest {

  private static final Path BASH = Path.of("/bin/bash");

  private final Shell shell = new Shell();
  @TempDir Path dir;

  static Stream<List<String>> commands() {
    List<List<String>> all = new ArrayList<>();
    collect(Main.commandLine(), List.of(), all);
    return all.stream();
  }

  private static void collect(CommandLine line, List<String> path, List<List<String>> all) {
    all.add(path);
    line.getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(name);
              collect(sub, longer, all);
            });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithAnExample(List<String> command) {
    List<String> args = new ArrayList<>(command);
    args.add("--help");
    assertThat(shell.run(args.toArray())).isZero();
    String path = String.join(" ", command);
    assertThat(shell.out()).contains("Usage: selfcure " + path, "  selfcure " + path);
    assertThat(shell.out()).containsPattern("Examples?:|Start with:");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandWithFiguresTakesJson(List<String> command) {
    CommandLine line = Main.commandLine();
    for (String name : command) {
      line = java.util.Objects.requireNonNull(line.getSubcommands().get(name));
    }
    boolean figures =
        line.getSubcommands().isEmpty()
            && !Set.of("completion", "report").contains(line.getCommandName());
    assertThat(line.getCommandSpec().findOption("--json") != null).isEqualTo(figures);
  }

  @Test
  void whatIsNotNamedIsListedAllTheSame() {
    List<String> help =
        List.of(Main.commandLine("--help"), Main.commandLine()).stream()
            .map(CommandLine::getUsageMessage)
            .toList();
    assertThat(help.get(0)).isEqualTo(help.get(1));
    List<String> sets =
        List.of(Main.commandLine("import", "--help"), Main.commandLine()).stream()
            .map(line -> sub(line, "import").getUsageMessage())
            .toList();
    assertThat(sets.get(0)).isEqualTo(sets.get(1));
  }

  @Test
  void onlyTheCommandThatIsNamedIsBuilt() {
    CommandLine line = Main.commandLine("--quiet", "import", "folder");
    assertThat(options(line, "train")).isEmpty();
    CommandLine sets = sub(line, "import");
    assertThat(options(sets, "folder")).isNotEmpty();
    assertThat(options(sets, "jaffe")).isEmpty();
  }

  private static CommandLine sub(CommandLine line, String name) {
    return Objects.requireNonNull(line.getSubcommands().get(name), name);
  }

  private static List<CommandLine.Model.OptionSpec> options(CommandLine line, String command) {
    return sub(line, command).getCommandSpec().options().stream()
        .filter(o -> !o.inherited()) // --quiet
        .toList();
  }

  @Test
  void trainsSettingsStandUnderHeadings() {
    assertThat(shell.run("train", "--help")).isZero();
    assertThat(shell.out())
        .containsSubsequence(
            "--data",
            "Run:",
            "--mode",
            "Network:",
            "--width",
            "Objective:",
            "--beta",
            "Evidence:",
            "--evidence-memory",
            "Optimizer:",
            "--momentum",
            "Augmentation:",
            "--flip",
            "Examples:");
    assertThat(shell.out().lines().map(String::length))
        .allSatisfy(length -> assertThat(length).isLessThanOrEqualTo(100));
  }

  @ParameterizedTest
  @CsvSource({
    "selfcure tr, train",
    "selfcure train --mode p, paper",
    "selfcure train --relabel-sc, --relabel-scope",
    "selfcure train --relabel-scope '', low batch",
    "selfcure runs '', list compare",
    "selfcure import fer2013 --label-rule p, plurality",
    "selfcure evaluate --split h, holdout",
    "selfcure completion z, zsh",
  })
  void completesWhatIsTyped(String typed, String completions)
      throws IOException, InterruptedException {
    assertThat(BASH).as("the launcher needs it too").isExecutable();
    assertThat(shell.run("completion", "bash")).isZero();
    Path script = Files.writeString(dir.resolve("completion.bash"), shell.out());
    assertThat(bash("bash -n " + script)).isEmpty();
    List<String> words =
        Arrays.stream(typed.split(" ", -1)).map(w -> w.equals("''") ? "" : w).toList();
    String driver =
        "source "
            + script
            + "; compopt() { :; }; COMP_WORDS=("
            + String.join(" ", words.stream().map(w -> "'" + w + "'").toList())
            + "); COMP_CWORD="
            + (words.size() - 1)
            + "; _complete_selfcure; echo \"${COMPREPLY[@]}\"";
    assertThat(bash(driver).strip()).isEqualTo(completions);
  }

  private static String bash(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(BASH.toString(), "--norc", "-c", command)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void commandsAreNamedAsTheProgramWasStarted() {
    System.setProperty("selfcure.command", "./selfcure");
    try {
      assertThat(shell.run("train", "--help")).isZero();
      assertThat(shell.out())
          .contains("Usage: ./selfcure train", "  ./selfcure train --data ferplus");
      assertThat(Launched.shown("go on with 'selfcure train --resume'"))
          .isEqualTo("go on with './selfcure train --resume'");
      assertThat(shell.run("completion", "bash")).isZero();
      assertThat(shell.out()).contains("_complete_selfcure").doesNotContain("./selfcure");
    } finally {
      System.clearProperty("selfcure.command");
    }
    assertThat(Launched.shown("see 'selfcure doctor'")).isEqualTo("see 'selfcure doctor'");
  }

  @Test
  void theScriptsAreTheSameEveryTime() {
    assertThat(shell.run("completion", "zsh")).isZero();
    String first = shell.out();
    assertThat(first).startsWith("# selfcure's completion for zsh").contains("bashcompinit");
    assertThat(shell.run("completion", "zsh")).isZero();
    assertThat(shell.out()).isEqualTo(first);
    assertThat(shell.run("completion", "fish")).isEqualTo(2);
  }
}
