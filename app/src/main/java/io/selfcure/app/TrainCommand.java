package io.selfcure.app;

import io.selfcure.core.metrics.Skill;
import io.selfcure.curation.run.AlarmKind;
import io.selfcure.curation.run.Doubt;
import io.selfcure.curation.run.RunEvent;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.run.RunSummary;
import io.selfcure.workflow.AskedSettings;
import io.selfcure.workflow.Documents;
import io.selfcure.workflow.TrainNetwork;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

@Command(
    name = "train",
    modelTransformer = SettingOptions.OfRecipe.class,
    description = "Train a network and keep a ledger of every label it doubts.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Examples:",
      "  selfcure train --data ferplus --mode paper --epochs 40 --out runs/paper",
      "  selfcure train --data ferplus --out runs/paper --resume",
      "  selfcure train --data ferplus --config runs/paper/config.yaml --seed 2 --out runs/paper-2",
      "  selfcure train --data faces --mode baseline --input-size 224 --init resnet18.pth --out"
          + " runs/b",
    })
final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data set.")
  private Path data;

  @Option(names = "--out", required = true, paramLabel = "RUN", description = "The run folder.")
  private Path out;

  @Mixin private TrainingOptions training;

  @Mixin private CacheOption cache;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    ParseResult parsed = spec.commandLine().getParseResult();
    AskedSettings asked = training.asked(parsed, "--out");
    RunSummary summary =
        TrainNetwork.run(new TrainNetwork.Request(data, out, asked), Contexts.of(spec, cache));
    Warnings.show(spec, Doubt.of(summary.run()));
    json.show(spec, Documents.run(summary), to -> print(to, summary));
    return 0;
  }

  private void print(PrintWriter out, RunSummary summary) {
    out.println("run written to " + this.out);
    Map<String, String> best = summary.best();
    if (best != null && best != summary.last()) {
      print(out, best, "  best");
    }
    print(out, summary.last(), best == summary.last() ? "  best and last" : "  last");
    Skill skill = Doubt.skill(summary.run());
    if (skill != null) {
      out.printf(
          Locale.ROOT,
          "  guessing   valid accuracy %5.1f %%  always the most frequent class%n",
          100 * skill.mostFrequent());
    }
    List<RunEvent> alarms = summary.alarms();
    out.println(
        "  alarms: "
            + (alarms.isEmpty() ? "none" : String.join(", ", AlarmKind.names(alarms, skill))));
    Path report = summary.run().report();
    if (Files.exists(report)) {
      out.println("report: " + report);
    }
  }

  private static void print(PrintWriter out, Map<String, String> row, String which) {
    double accuracy = RunFolder.number(row, "valid_accuracy");
    out.printf(
        "  epoch %3s  valid accuracy %7s%s%n",
        row.get("epoch"),
        Double.isNaN(accuracy) ? "none" : String.format(Locale.ROOT, "%.1f %%", 100 * accuracy),
        which);
  }
}
