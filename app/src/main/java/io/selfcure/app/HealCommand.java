package io.selfcure.app;

import io.selfcure.workflow.AskedSettings;
import io.selfcure.workflow.HealLabels;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "heal",
    modelTransformer = HealCommand.Settings.class,
    description =
        "Find the wrong labels of a data set, cure them, train on the cured ones, prove it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "A judge learns the labels; all labels are audited by it; those that are surely wrong are",
      "changed and the ambiguous get shares of several classes; a student learns the cured labels",
      "and is compared with the judge on pictures that neither has seen. How many changes are",
      "right is estimated by errors that are planted among the labels for the judge.",
      "",
      "Nothing of the data set is changed. The folder holds report.html (to look at), the cured",
      "data set (cured), the audit, the trained network (student) and heal.json. The same command",
      "goes on after an interruption.",
      "",
      "Examples:",
      "  selfcure heal --data faces --to faces-healed",
      "  selfcure heal --data ferplus --to healed --budget 60 --precision 0.9",
      "  selfcure heal --data ferplus --to healed --control --seed 2",
    })
final class HealCommand implements Callable<Integer> {

  /** The options of a training, without those that a heal decides. */
  static final class Settings extends SettingOptions.OfRecipe {
    Settings() {
      super(Set.of("mode", "validation", "holdout", "targets", "precision"));
    }
  }

  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data set.")
  private Path data;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "Where everything goes that comes of it.")
  private Path to;

  @Option(
      names = "--budget",
      paramLabel = "MINUTES",
      description =
          "How long it may take: more time for more epochs, less for fewer. Default: what the recipe"
              + " takes, which is told before it begins.")
  private @Nullable Double budget;

  @Option(
      names = "--precision",
      defaultValue = "0.95",
      paramLabel = "SHARE",
      description =
          "The share of automatic changes that are to be right, by its estimate. Default:"
              + " ${DEFAULT-VALUE}.")
  private double precision;

  @Option(
      names = "--control",
      description =
          "Also train a plain network for as long as judge and student together, to compare with.")
  private boolean control;

  @Mixin private CacheOption cache;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    AskedSettings asked =
        new AskedSettings(null, SettingOptions.given(spec.commandLine().getParseResult()));
    HealLabels.Result result =
        HealLabels.run(
            new HealLabels.Request(data, to, budget, precision, asked, control),
            Contexts.of(spec, cache));
    json.show(
        spec,
        result.document(),
        out -> {
          out.println(result.verdict().replace(". ", "." + System.lineSeparator()));
          out.println("report     " + result.report());
          out.println("cured set  " + result.cured());
          out.println("network    " + result.student());
        });
    return 0;
  }
}
