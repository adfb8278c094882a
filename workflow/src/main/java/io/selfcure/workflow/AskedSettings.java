package io.selfcure.workflow;

import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a training as somebody asked for them.
 *
 * @param config a YAML file with settings, such as a run's config.yaml; null for none
 * @param options settings by name, as {@link TrainSettings#describe} names them; they win over the
 *     file
 */
public record AskedSettings(@Nullable Path config, Map<String, String> options) {

  /** Copies, and keeps the order. */
  public AskedSettings {
    options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /**
   * The settings, not resolved yet: defaults, the file and the options, the later winning.
   *
   * @param defaults what holds where no file is given and no option says otherwise, by name
   * @param fixed what the use case itself decides, whatever is asked for, by name
   */
  TrainSettings settings(Map<String, String> defaults, Map<String, String> fixed) {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.putAll(fixed);
    return config == null ? TrainSettings.of(defaults, all) : TrainSettings.read(config, all);
  }
}
