package io.selfcure.app;

import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.ImportOutcome;
import io.selfcure.datasets.web.LabelRules;
import io.selfcure.workflow.LabelClips;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "label",
    description = {
      "Make a data set of clips' faces: the label is the class of the query that found the video, the"
          + " subject is the video, so that no two splits share one.",
      "Nobody has checked these labels. Of nearly equal faces one stays; of those with different"
          + " labels none.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A video's file is found by the plan's column 'file', else its name is the identifier:"
          + " ID.mp4 or 'Title [ID].mp4'.",
      "",
      "Examples:",
      "  selfcure webemotion label --from clips --plan plan.csv --to data/web",
      "  selfcure webemotion label --from clips --plan plan.csv --balance rarest --to data/web",
    })
final class WebLabelCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DIR",
      description = "What 'webemotion clips' wrote; its pictures stay there.")
  private Path from;

  @Option(
      names = "--plan",
      required = true,
      paramLabel = "FILE",
      description = "The plan of the videos, .csv or .json.")
  private Path plan;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "The new data set.")
  private Path to;

  @Option(
      names = "--balance",
      paramLabel = "N",
      description =
          "At most N faces of a class, or 'rarest' for as many as the rarest class has. First frames"
              + " of many clips go before further ones of few. Default: all.")
  private @Nullable String balance;

  @Option(names = "--keep-duplicates", description = "Keep nearly equal faces.")
  private boolean duplicates;

  @Option(
      names = "--valid-share",
      defaultValue = "0.1",
      paramLabel = "R",
      description = "Share for validation, by videos. Default: 0.1.")
  private double validShare;

  @Option(
      names = "--test-share",
      defaultValue = "0",
      paramLabel = "R",
      description = "Share for testing, by videos. Default: 0.")
  private double testShare;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of the choices. Default: 1.")
  private long seed;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    ImportOutcome made =
        LabelClips.run(
            new LabelClips.Request(
                from,
                new LabelRules(plan, most(), duplicates, seed),
                new Choices(null, null, validShare, testShare, seed),
                to),
            Contexts.of(spec));
    json.show(spec, LabelClips.document(made), out -> print(out, made));
    return 0;
  }

  private @Nullable Integer most() {
    if (balance == null) {
      return null;
    }
    if (balance.equals("rarest")) {
      return 0;
    }
    if (!balance.matches("[1-9]\\d{0,8}")) {
      throw new UsageException(
          "--balance",
          "'" + Wording.value(balance) + "' is no number from 1 on",
          "give one, or 'rarest'");
    }
    return Integer.valueOf(balance);
  }

  private void print(PrintWriter out, ImportOutcome made) {
    out.print(Tables.counts(made.data()));
    out.println("  split: " + made.rule().id() + " (the video)");
    out.println("next: train, then see how many labels are wrong");
    String run = to.resolveSibling("run-" + to.getFileName()).toString();
    out.println("  " + CommandWording.line("train", "mode", "improved", "data", to, "out", run));
    out.println("  " + CommandWording.line("audit", "run", run));
  }
}
