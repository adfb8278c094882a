package io.selfcure.app;

import io.selfcure.training.settings.TrainSettings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Makes an option of every training setting, under the setting's own name: the command names this
 * as its {@code modelTransformer}.
 */
class SettingOptions implements IModelTransformer {

  private final Set<String> without;
  private final Map<String, String> defaults;

  SettingOptions() {
    this(Set.of(), Map.of());
  }

  private SettingOptions(Set<String> without, Map<String, String> defaults) {
    this.without = without;
    this.defaults = defaults;
  }

  /** What the recipe decides (docs/decisions/0021-the-recipe.md), in words. */
  private static final Map<String, String> BY_RECIPE =
      Map.of(
          "width", "0.25 on a CPU and 1 on CUDA, or that of {init}",
          "input-size", "the pictures' own, 96 at most on a CPU and 224 on CUDA",
          "epochs", "40; the fewer the more pictures: 34 for 25,000, 4 for a million",
          "batch", "16; 32 from 5,000 pictures on, 64 from 20,000 on",
          "optimizer", "adam; sgd from 5,000 pictures on",
          "learning-rate", "0.05 for sgd, 0.001 for adam");

  /** For a training whose recipe is chosen from the data. */
  static class OfRecipe extends SettingOptions {
    OfRecipe() {
      this(Set.of());
    }

    /** Likewise, without settings that the command decides. */
    OfRecipe(Set<String> without) {
      super(without, BY_RECIPE);
    }
  }

  /** For a cross-validation, in which nothing can be chosen on the fold that is scored. */
  static class OfFolds extends SettingOptions {
    OfFolds() {
      this(Map.of());
    }

    /** Likewise, with defaults of its own in words. */
    OfFolds(Map<String, String> defaults) {
      super(Set.of("validation", "holdout"), joined(defaults));
    }
  }

  private static Map<String, String> joined(Map<String, String> defaults) {
    Map<String, String> all = new LinkedHashMap<>(BY_RECIPE);
    all.putAll(defaults);
    return all;
  }

  /** Adds the settings, those that belong together under one heading of the help. */
  @Override
  public CommandSpec transform(CommandSpec command) {
    Map<String, ArgGroupSpec.Builder> groups = new LinkedHashMap<>();
    for (TrainSettings.Description d : TrainSettings.describe()) {
      if (!without.contains(d.name())) {
        groups.computeIfAbsent(d.group(), g -> group(g, groups.size())).addArg(option(d));
      }
    }
    groups.values().forEach(g -> command.addArgGroup(g.build()));
    return command;
  }

  private static ArgGroupSpec.Builder group(String name, int place) {
    String title = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return ArgGroupSpec.builder().heading("%n" + title + ":%n").order(place + 1).validate(false);
  }

  private OptionSpec option(TrainSettings.Description d) {
    OptionSpec.Builder option =
        OptionSpec.builder("--" + d.name())
            .type(String.class)
            .paramLabel("<" + d.kind() + ">")
            .description(describe(d));
    if (d.kind().equals("true|false")) {
      option.arity("0..1").fallbackValue("true");
    }
    if (!d.choices().isEmpty()) {
      option.completionCandidates(d.choices());
    }
    return option.build();
  }

  private String describe(TrainSettings.Description d) {
    StringBuilder text = new StringBuilder(CommandWording.INSTANCE.render(d.text()));
    if (!d.range().isEmpty()) {
      text.append(" Range: ").append(d.range()).append('.');
    }
    String byDefault = defaults.getOrDefault(d.name(), d.byDefault());
    if (!byDefault.isEmpty()) {
      text.append(" Default: ").append(CommandWording.INSTANCE.render(byDefault)).append('.');
    }
    return text.toString().replace("%", "%%");
  }

  /**
   * The settings given on the command line, by name. A command may have an option of a setting's
   * name that means something of its own, and is no text.
   */
  static Map<String, String> given(ParseResult parsed) {
    Map<String, String> values = new LinkedHashMap<>();
    for (TrainSettings.Description d : TrainSettings.describe()) {
      OptionSpec option = parsed.matchedOption("--" + d.name());
      if (option != null && option.type() == String.class) {
        String value = option.getValue();
        values.put(d.name(), value);
      }
    }
    return values;
  }
}
