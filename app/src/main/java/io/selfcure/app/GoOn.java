package io.selfcure.app;

import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.error.Wording.Setting;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What to type to go on with work that was interrupted. */
final class GoOn {

  private GoOn() {}

  /**
   * The command, as it was called: with --resume in place of the settings that the work was begun
   * with, where it has that option. A demonstration is not gone on with, but its training is.
   *
   * @param place the folder of what was interrupted
   */
  static String command(ParseResult parsed, String place) {
    ParseResult last = parsed;
    StringBuilder line = new StringBuilder(CommandWording.quoted(Launched.name()));
    while (last.hasSubcommand()) {
      last = last.subcommand();
      line.append(' ').append(last.commandSpec().name());
    }
    if (last.commandSpec().userObject() instanceof DemoCommand) {
      return training(Path.of(place));
    }
    boolean resumes = last.commandSpec().findOption("--resume") != null;
    Set<String> begunWith = begunWith();
    for (ArgSpec arg : last.matchedArgs()) {
      if (!(resumes && arg instanceof OptionSpec o && begunWith.contains(o.longestName()))) {
        append(line, arg);
      }
    }
    return resumes ? line + " --resume" : line.toString();
  }

  private static void append(StringBuilder line, ArgSpec arg) {
    if (arg instanceof OptionSpec option) {
      if (option.arity().max() == 0) {
        line.append(' ').append(option.longestName());
        return;
      }
      for (String value : option.originalStringValues()) {
        Setting setting = new Setting(option.longestName().substring(2), value);
        line.append(' ').append(CommandWording.INSTANCE.setting(setting));
      }
    } else {
      arg.originalStringValues()
          .forEach(v -> line.append(' ').append(CommandWording.argument(Path.of(v))));
    }
  }

  private static Set<String> begunWith() {
    Set<String> names = new HashSet<>(Set.of("--resume", "--config", "--folds"));
    TrainSettings.describe().forEach(d -> names.add("--" + d.name()));
    return names;
  }

  private static String training(Path run) {
    try {
      String data = new RunFolder(run).origin().getOrDefault("data", "DIR");
      return CommandWording.INSTANCE.command(
          "train",
          List.of(
              new Setting("data", data),
              new Setting("out", run.toString()),
              new Setting("resume")));
    } catch (SelfcureException e) { // not begun yet
      return CommandWording.INSTANCE.command("demo", List.of());
    }
  }
}
