package io.selfcure.app;

import io.selfcure.core.error.UsageException;
import io.selfcure.workflow.AskedSettings;
import java.nio.file.Path;
import java.util.LinkedHashSet;
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
   * The settings asked for; null to go on with what was begun.
   *
   * @param folder the option that names the folder with what was begun
   * @throws UsageException when it is to be gone on and settings are given beside
   */
  @Nullable AskedSettings asked(ParseResult parsed, String folder) {
    Set<String> others = given(parsed);
    others.remove("--resume");
    if (resume && !others.isEmpty()) {
      throw new UsageException(
          "--resume",
          "goes on with the settings that it was begun with, but these were given: "
              + String.join(" ", others),
          "leave them out, or begin anew with another " + folder);
    }
    return resume ? null : new AskedSettings(config, SettingOptions.given(parsed));
  }
}
