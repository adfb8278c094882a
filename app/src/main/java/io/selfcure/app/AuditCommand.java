package io.selfcure.app;

import io.selfcure.core.error.UsageException;
import io.selfcure.workflow.AuditLabels;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

@Command(
    name = "audit",
    modelTransformer = AuditCommand.Settings.class,
    description = "Say which labels are doubtful and why: mislabelled, ambiguous, or a bad image.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Writes report.html (to look at), audit.csv (a row a sample), beliefs.csv, twins.csv and",
      "audit.json; with --faces also faces.csv. Nothing is changed:",
      "'selfcure review' takes decisions, 'selfcure cure' writes a data set with cured labels.",
      "What speaks against the network is told first: an accuracy near guessing, alarms of its"
          + " run.",
      "",
      "With a run, its network and its ledger say what is doubtful. Without one, networks are"
          + " trained",
      "for it, each on all folds but the one it judges. The folds stay in a folder beside the"
          + " audit,",
      "its name and '-folds'; the same command goes on after an interruption.",
      "",
      "Examples:",
      "  selfcure audit --data faces",
      "  selfcure audit --data faces --folds 5 --epochs 20 --width 0.5 --to audits/faces",
      "  selfcure audit --data faces --init resnet18.pth --input-size 112 --to audits/faces",
      "  selfcure audit --run runs/ferplus",
      "  selfcure audit --run runs/photos --faces",
      "  selfcure audit --run runs/noisy --truth --to audits/noisy",
      "  selfcure audit --run runs/fer2013 --truth-votes fer2013new.csv",
      "  selfcure audit --data faces --probabilities folds.safetensors --to audits/faces",
    })
final class AuditCommand implements Callable<Integer> {

  /** The options of a training, with an audit's defaults. */
  static final class Settings extends SettingOptions.OfFolds {
    Settings() {
      super(Map.of("mode", "baseline"));
    }
  }

  @Spec private CommandSpec spec;

  @Mixin private AuditSourceOptions source;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description =
          "Where the audit is written. Default: the folder 'audit' in the run; without a run,"
              + " beside the data set with '-audit' at its name.")
  private @Nullable Path to;

  @Option(
      names = "--confidence",
      paramLabel = "R",
      description =
          "Least confidence with which the automatic cure changes a label, 0.8 to 1. Default: 0.85.")
  private @Nullable Double confidence;

  @Option(
      names = "--no-pictures",
      description = "Leave the pictures out of the report; they are small, and are people's faces.")
  private boolean noPictures;

  @Option(
      names = "--pictures",
      paramLabel = "N",
      description = "Pictures of each queue in the report, the worst first. Default: 600.")
  private int most = 600;

  @Option(
      names = "--faces",
      description =
          "Look whether a face is on each picture of 48 pixels or more (BlazeFace). Where none is found"
              + " the picture is a bad image, unless its label looks wrong anyway; no label changes by"
              + " that. Without this, nobody looks.")
  private boolean faces;

  @Mixin private TruthOptions truth;
  @Mixin private JsonOption json;
  @Mixin private CacheOption cache;

  @Override
  public Integer call() {
    json.requireWritable();
    ParseResult parsed = spec.commandLine().getParseResult();
    source.requireNoTraining(parsed, faces);
    if (most < 1) {
      throw new UsageException(
          "--pictures", most + " is below 1", "give a number, or --no-pictures for none");
    }
    AuditLabels.Request request =
        new AuditLabels.Request(
            source.asked(parsed),
            to,
            confidence,
            noPictures ? 0 : most,
            faces,
            truth.asked(),
            source.threads(parsed));
    AuditLabels.Result result = AuditLabels.run(request, Contexts.of(spec, cache));
    Warnings.show(spec, result.doubts());
    json.show(
        spec,
        result.document(),
        out -> {
          out.print(AuditTables.text(result.audit(), result.faces(), result.scoring()));
          out.println("audit written to " + result.to());
          out.println("report: " + result.to().resolve(AuditLabels.REPORT));
        });
    return 0;
  }
}
