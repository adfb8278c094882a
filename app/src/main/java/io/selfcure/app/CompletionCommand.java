package io.selfcure.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = "Print a script that completes commands, options and their values.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  source <(selfcure completion bash)                      for this shell",
      "  selfcure completion bash > ~/.local/share/bash-completion/completions/selfcure",
      "  source <(selfcure completion zsh)                       in ~/.zshrc, after compinit",
    })
final class CompletionCommand implements Runnable {

  enum Shell {
    BASH,
    ZSH
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "bash|zsh", description = "The shell.")
  private Shell shell;

  @Override
  public void run() {
    CommandLine line = Main.commandLine();
    lowerCase(line.getCommandSpec());
    // picocli's opening comment holds the date and the maker: the script then differs every time
    String body =
        AutoComplete.bash("selfcure", line)
            .lines()
            .dropWhile(l -> l.startsWith("#"))
            .collect(Collectors.joining("\n"));
    String name = shell.name().toLowerCase(Locale.ROOT);
    spec.commandLine().getOut().println("# selfcure's completion for " + name + "\n" + body);
    spec.commandLine().getOut().flush();
  }

  /** Words as the help writes them; picocli would offer the names of the constants. */
  private static void lowerCase(CommandSpec command) {
    for (OptionSpec option : List.copyOf(command.options())) {
      if (option.type().isEnum()) {
        command.remove(option);
        command.addOption(
            OptionSpec.builder(option).completionCandidates(words(option.type())).build());
      }
    }
    for (PositionalParamSpec parameter : List.copyOf(command.positionalParameters())) {
      if (parameter.type().isEnum()) {
        command.remove(parameter);
        command.addPositional(
            PositionalParamSpec.builder(parameter)
                .completionCandidates(words(parameter.type()))
                .build());
      }
    }
    command.subcommands().values().forEach(s -> lowerCase(s.getCommandSpec()));
  }

  private static List<String> words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(c -> c.toString().toLowerCase(Locale.ROOT))
        .toList();
  }
}
