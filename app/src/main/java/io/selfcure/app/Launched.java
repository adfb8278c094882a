package io.selfcure.app;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * How the program was started, so that every command it names can be typed as it stands. Texts
 * write commands as 'selfcure train'; they are shown under the launcher's own name.
 */
final class Launched {

  private static final String COMMAND = "selfcure.command"; // set by the launcher
  private static final String WRITTEN = "selfcure";

  private Launched() {}

  /** The command: "./selfcure", or "selfcure" where nothing else is known. */
  static String name() {
    String name = System.getProperty(COMMAND, "");
    return name.isBlank() ? WRITTEN : name;
  }

  /** A message with the commands in it as they are typed here. */
  static String shown(String message) {
    return message.replace("'" + WRITTEN + " ", "'" + name() + " ");
  }

  /** Does the same to the help of a command and all below it. */
  static void name(CommandLine line) {
    if (!name().equals(WRITTEN)) {
      line.getCommandSpec().name(name());
      rename(line);
    }
  }

  private static void rename(CommandLine line) {
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    usage.footer(
        Arrays.stream(usage.footer())
            .map(
                l ->
                    shown(l)
                        .replaceFirst("^( *|Start with: *)" + WRITTEN + " ", "$1" + name() + " "))
            .toArray(String[]::new));
    line.getSubcommands().values().forEach(Launched::rename);
  }
}
