package io.selfcure.app;

import io.selfcure.training.settings.TrainSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Makes an option of every training setting, under the setting's own name. */
final class SettingOptions {

  private SettingOptions() {}

  static void addTo(CommandSpec command) {
    for (TrainSettings.Description d : TrainSettings.describe()) {
      OptionSpec.Builder option =
          OptionSpec.builder("--" + d.name())
              .type(String.class)
              .paramLabel("<" + d.kind() + ">")
              .description(describe(d));
      if (d.kind().equals("true|false")) {
        option.arity("0..1").fallbackValue("true");
      }
      command.addOption(option.build());
    }
  }

  private static String describe(TrainSettings.Description d) {
    StringBuilder text = new StringBuilder(d.text());
    if (!d.range().isEmpty()) {
      text.append(" Range: ").append(d.range()).append('.');
    }
    if (!d.byDefault().isEmpty()) {
      text.append(" Default: ").append(d.byDefault()).append('.');
    }
    return text.toString().replace("%", "%%");
  }

  /** The settings given on the command line, by name. */
  static Map<String, String> given(ParseResult parsed) {
    Map<String, String> values = new LinkedHashMap<>();
    for (TrainSettings.Description d : TrainSettings.describe()) {
      String value = parsed.matchedOptionValue("--" + d.name(), null);
      if (value != null) {
        values.put(d.name(), value);
      }
    }
    return values;
  }
}
