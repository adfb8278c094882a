package io.selfcure.app;

import io.selfcure.core.error.UsageException;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** How a training is begun or gone on with: the same in every command that trains. */
final class TrainingOptions {

  @Option(
      names = "--resume",
      description =
          "Go on with what was interrupted, with the settings that it was begun with; others are"
              + " refused.")
  private boolean resume;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings from a YAML file, such as a run's config.yaml; options win over it.")
  private @Nullable Path config;

  /** The options that were given, in a set to be changed at will. */
  Set<String> given(ParseResult parsed) {
    Set<String> given = new LinkedHashSet<>();
    if (resume) {
      given.add("--resume");
    }
    if (config != null) {
      given.add("--config");
    }
    SettingOptions.given(parsed).keySet().forEach(name -> given.add("--" + name));
    return given;
  }

  /**
   * Whether to go on.
   *
   * @param folder the option that names the folder with what was begun
   * @throws UsageException when settings are given beside it
   */
  boolean resumes(ParseResult parsed, String folder) {
    Set<String> others = given(parsed);
    others.remove("--resume");
    if (resume && !others.isEmpty()) {
      throw new UsageException(
          "--resume",
          "goes on with the settings that it was begun with, but these were given: "
              + String.join(" ", others),
          "leave them out, or begin anew with another " + folder);
    }
    return resume;
  }

  /**
   * The settings asked for, not resolved yet: defaults, the file and the options, the later
   * winning.
   *
   * @param defaults what holds where no file is given and no option says otherwise, by name
   * @param fixed what the command itself decides, whatever the file says, by name
   */
  TrainSettings settings(
      ParseResult parsed, Map<String, String> defaults, Map<String, String> fixed) {
    Map<String, String> options = new LinkedHashMap<>(SettingOptions.given(parsed));
    options.putAll(fixed);
    return config == null
        ? TrainSettings.of(defaults, options)
        : TrainSettings.read(config, options);
  }
}
