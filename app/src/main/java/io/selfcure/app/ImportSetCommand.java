package io.selfcure.app;

import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.SetInfo;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command of one importer, made of what the importer says of itself. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
final class ImportSetCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ImportChoices choices;

  private final Importer importer;

  private ImportSetCommand(Importer importer) {
    this.importer = importer;
  }

  static CommandSpec spec(Importer importer) {
    SetInfo info = importer.info();
    CommandSpec spec = CommandSpec.forAnnotatedObject(new ImportSetCommand(importer));
    spec.name(info.id());
    for (SetInfo.Option option : info.options()) {
      OptionSpec.Builder builder =
          OptionSpec.builder("--" + option.name())
              .type(String.class)
              .paramLabel(option.label())
              .description(CommandWording.INSTANCE.render(option.description()));
      if (!option.choices().isEmpty()) {
        builder.completionCandidates(option.choices());
      }
      spec.addOption(builder.build());
    }
    spec.usageMessage()
        .description(summary(info), "From: " + info.source() + ".", "Terms: " + info.terms() + ".")
        .footer("", "Example:", "  selfcure import " + info.id() + " --from PATH --to DIR");
    return spec;
  }

  static String summary(SetInfo info) {
    return (info.title().isEmpty() ? "" : info.title() + ": ")
        + CommandWording.INSTANCE.render(info.expects())
        + ".";
  }

  @Override
  public Integer call() {
    Map<String, String> options = new HashMap<>();
    for (SetInfo.Option option : importer.info().options()) {
      String value = spec.findOption("--" + option.name()).getValue();
      if (value != null) {
        options.put(option.name(), checked(option, value));
      }
    }
    return choices.run(spec, importer, options);
  }

  private String checked(SetInfo.Option option, String value) {
    if (option.choices().isEmpty()) {
      return value;
    }
    String lower = value.toLowerCase(Locale.ROOT);
    if (!option.choices().contains(lower)) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--"
              + option.name()
              + "': '"
              + value
              + "' is none of "
              + String.join(", ", option.choices()));
    }
    return lower;
  }
}
