package io.selfcure.app;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands there are. Reading the options of all of them takes longer than most commands work,
 * so those that a command line does not name are added as a name and a description only: enough for
 * the list in the help and for telling an unknown command.
 */
final class Commands {

  private static final List<Class<?>> ALL =
      List.of(
          HealCommand.class,
          DemoCommand.class,
          ImportCommand.class,
          DatasetsCommand.class,
          WebEmotionCommand.class,
          RecognizeCommand.class,
          FacesCommand.class,
          NoiseCommand.class,
          TrainCommand.class,
          EvaluateCommand.class,
          ReportCommand.class,
          RunsCommand.class,
          ReproduceCommand.class,
          AuditCommand.class,
          ReviewCommand.class,
          CureCommand.class,
          ExportCommand.class,
          ExperimentCommand.class,
          CrossValidateCommand.class,
          BenchCommand.class,
          DoctorCommand.class,
          CompletionCommand.class);

  private final @Nullable Set<String> named; // null: every command in full

  private Commands(@Nullable Set<String> named) {
    this.named = named;
  }

  /** Every command in full. */
  static Commands everything() {
    return new Commands(null);
  }

  /** In full those commands whose name is among the arguments, wherever it stands. */
  static Commands namedIn(String... args) {
    return new Commands(new HashSet<>(List.of(args)));
  }

  boolean inFull(String name) {
    return named == null || named.contains(name);
  }

  /** Adds all commands to the program, in the order in which the help lists them. */
  void addTo(CommandLine program) {
    for (Class<?> type : ALL) {
      Command about = type.getAnnotation(Command.class);
      if (!inFull(about.name())) {
        program.addSubcommand(nameOnly(about.name(), about.description()));
        continue;
      }
      CommandLine line = new CommandLine(type);
      if (type == ImportCommand.class) {
        ImportCommand.addSetsTo(line, this);
      }
      program.addSubcommand(line);
    }
  }

  static CommandSpec nameOnly(String name, String... description) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(description);
    return spec;
  }
}
