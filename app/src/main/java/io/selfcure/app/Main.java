package io.selfcure.app;

import io.selfcure.core.data.ProgramVersion;
import io.selfcure.core.data.Spelling;
import io.selfcure.core.error.InterruptedRunException;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.progress.ScreenText;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The entry point: parses the command line, runs a command, turns errors into exit codes. */
@Command(
    name = "selfcure",
    description = "Facial expression recognition that heals its own labels.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Start with:  selfcure demo",
      "Exit codes:  0 done, 1 a bug, 2 usage, 3 data, 4 model, 5 environment, 6 diverged, 7"
          + " interrupted,",
      "             8 not reproduced, 9 findings, 10 incomplete",
    })
public final class Main implements Runnable {

  private static final int ENVIRONMENT = 5; // docs/exit-codes.md

  @Spec private CommandSpec spec;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print results and errors only.",
      scope = ScopeType.INHERIT)
  private boolean quiet;

  private Main() {}

  /** Runs the program. */
  public static void main(String[] args) {
    Stop.listen();
    StandardOutput output = StandardOutput.install();
    int result = run(args);
    System.out.flush();
    int code = output.exitCode(result, System.err);
    Stop.finished(code);
    System.exit(code);
  }

  static int run(String... args) {
    try {
      return commandLine(args).execute(args);
    } catch (OutOfMemoryError | LinkageError e) { // picocli passes exceptions on, not errors
      System.err.println(
          "selfcure: "
              + e
              + "\n  remedy: "
              + (e instanceof OutOfMemoryError
                  ? "set SELFCURE_HEAP to more than "
                      + (Runtime.getRuntime().maxMemory() >> 20)
                      + "m, or work on less at a time"
                  : CommandWording.INSTANCE.render("run {command doctor}")));
      return ENVIRONMENT;
    }
  }

  /** The whole program, with every command and option. */
  static CommandLine commandLine() {
    return commandLine(Commands.everything());
  }

  /** The program as far as these arguments need it. */
  static CommandLine commandLine(String... args) {
    return commandLine(Commands.namedIn(args));
  }

  private static CommandLine commandLine(Commands commands) {
    CommandLine line = new CommandLine(new Main());
    commands.addTo(line);
    line.setExpandAtFiles(false); // a command in such a file would be missing
    line.setCaseInsensitiveEnumValuesAllowed(true);
    Converters.addTo(line);
    line.setExecutionStrategy(Main::execute);
    line.setExecutionExceptionHandler(Main::report);
    line.setParameterExceptionHandler(Main::refuse);
    line.setUsageHelpLongOptionsMaxWidth(28);
    line.setUsageHelpWidth(100);
    Launched.name(line);
    return line;
  }

  /** Runs the command, printing plain text only; the help, which is ours, may have its colours. */
  private static int execute(CommandLine.ParseResult parsed) {
    if (parsed.asCommandLineList().stream()
        .noneMatch(c -> c.isUsageHelpRequested() || c.isVersionHelpRequested())) {
      CommandLine line = parsed.commandSpec().commandLine();
      line.setOut(ScreenWriter.to(line.getOut()));
      line.setErr(ScreenWriter.to(line.getErr()));
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** A wrong command line: what is wrong and where to look; the whole help would bury it. */
  private static int refuse(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("selfcure: " + ScreenText.of(problem(e)));
    if (line.getSubcommands().isEmpty()) {
      err.println("  remedy: see '" + line.getCommandSpec().qualifiedName() + " --help'");
    } else {
      line.usage(err);
    }
    return line.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** An unknown option is named with those that look like it; what follows it is its value. */
  private static String problem(ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      for (String word : unmatched.getUnmatched()) {
        if (word.startsWith("-") && word.length() > 1) {
          String option = word.replaceFirst("=.*", "");
          return "unknown option "
              + option
              + Spelling.hint(option, options(e.getCommandLine().getCommandSpec()));
        }
      }
    }
    return String.valueOf(e.getMessage());
  }

  private static List<String> options(CommandSpec command) {
    return command.options().stream().flatMap(o -> Arrays.stream(o.names())).toList();
  }

  private static int report(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    PrintWriter err = line.getErr();
    if (e instanceof InterruptedRunException stopped) {
      String place = stopped.place(CommandWording.INSTANCE);
      err.println("selfcure: " + place + ": " + stopped.problem(CommandWording.INSTANCE));
      err.println("  remedy: go on with " + Wording.inSentence(GoOn.command(parsed, place)));
      return stopped.exitCode();
    }
    if (e instanceof SelfcureException known) {
      err.println("selfcure: " + known.told(CommandWording.INSTANCE));
      return known.exitCode();
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("not enough memory")) { // libtorch's allocator
      err.println("selfcure: libtorch: " + message.lines().findFirst().orElse(""));
      err.println("  remedy: lower --batch, --input-size or --width");
      return ENVIRONMENT;
    }
    err.println("selfcure: this is a bug, please report it with the lines below");
    e.printStackTrace(err);
    return 1;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  boolean quiet() {
    return quiet;
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"selfcure " + ProgramVersion.text()};
    }
  }
}
