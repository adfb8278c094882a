package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.pictures.FaceLooks;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.audit.Audit;
import io.selfcure.curation.audit.AuditFolder;
import io.selfcure.curation.audit.AuditRules;
import io.selfcure.curation.audit.AuditWriter;
import io.selfcure.curation.audit.Evidence;
import io.selfcure.curation.audit.Scoring;
import io.selfcure.curation.audit.Truth;
import io.selfcure.curation.ledger.History;
import io.selfcure.curation.report.AuditReport;
import io.selfcure.curation.run.Doubt;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.vision.face.FaceSurvey;
import io.selfcure.workflow.DatasetPictures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
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

  /** The options of a training, with an audit's defaults ({@link #quick}). */
  static final class Settings extends SettingOptions.OfFolds {
    Settings() {
      super(
          Map.of(
              "mode", "baseline",
              "width", "0.25, or 1 with --init",
              "input-size", "the pictures' own, but 64 at most",
              "epochs", "12 to 60, the more the fewer pictures",
              "batch", "64, or 16 for less than 5,000 pictures",
              "optimizer", "sgd, or adam for less than 5,000 pictures"));
    }
  }

  /** Fewer pictures than this take the recipe for small sets (docs/guide/training-well.md). */
  private static final int FEW = 5000;

  /** The settings of a run that trained towards what it came to believe itself. */
  private static final Map<String, String> LED_BY_EVIDENCE =
      Map.of("evidence", "true", "relabelling", "true");

  private static final String PROBABILITIES = "probabilities.safetensors";
  private static final String REPORT = "report.html";

  @Spec private CommandSpec spec;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "A run: its ledger, and its last network where --probabilities is not given.")
  private @Nullable Path run;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data set. Default: the run's. Without a run, networks are trained on it.")
  private @Nullable Path data;

  @Option(
      names = "--probabilities",
      paramLabel = "FILE",
      description =
          "Class probabilities from a file, such as out-of-sample ones; no network is run.")
  private @Nullable Path probabilities;

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
  @Mixin private FoldOptions folds;

  @Override
  public Integer call() {
    json.requireWritable();
    Progress progress = Terminal.progress(spec);
    ParseResult parsed = spec.commandLine().getParseResult();
    requireNoTraining(parsed);
    if (most < 1) {
      throw new UsageException(
          "--pictures", most + " is below 1", "give a number, or --no-pictures for none");
    }
    if (faces) {
      FaceSurvey.requireDetector();
    }
    Path place = dataDir();
    Path target = target(place);
    Outputs.requireFresh(target, "--to");
    AuditRules rules = rules();
    Dataset dataset = Dataset.read(place);
    if (run != null) {
      new RunFolder(run).requireData(dataset);
    }
    Function<List<Sample>, Truth> known = truth.open(dataset);
    Opinion said = opinion(parsed, dataset, target, progress);
    History history = run == null ? null : History.read(new RunFolder(run).ledger());
    Evidence evidence =
        new Evidence(dataset.labels(), said.cohort().samples(), said.values(), history);
    PictureChecks pictures = pictures(parsed, dataset, said, progress);
    Audit audit = Audit.of(evidence, rules, pictures);
    Scoring scoring =
        known == null ? null : Scoring.of(audit, known.apply(said.cohort().samples()), history);
    Map<String, String> provenance = provenance(dataset, said);
    List<Doubt> doubts = doubts(audit, scoring);
    AuditReport.Gallery gallery =
        noPictures ? null : new AuditReport.Gallery(DatasetPictures.album(dataset), most);
    String page =
        new AuditReport(
                audit, pictures, provenance, doubts, dataset.card().skipped(), scoring, gallery)
            .html();
    Map<String, Object> summary =
        new AuditWriter(audit, pictures, provenance, doubts, scoring)
            .write(
                target,
                dir -> {
                  said.write(dataset, dir.resolve(PROBABILITIES));
                  Outputs.writeAtomically(dir.resolve(REPORT), page);
                });
    Warnings.show(spec, doubts);
    report(audit, pictures.faces(), scoring, summary, target);
    return 0;
  }

  /** Of blank pictures nobody asks for a face. */
  private PictureChecks pictures(
      ParseResult parsed, Dataset dataset, Opinion said, Progress progress) {
    PixelPack pixels = cache.pixels(dataset, pictureSize(dataset), progress);
    PictureChecks pictures = PictureChecks.of(dataset, pixels, progress);
    if (!faces) {
      return pictures;
    }
    List<Sample> shown =
        said.cohort().samples().stream()
            .filter(s -> !pictures.blanks().containsKey(s.id()))
            .toList();
    return pictures.with(FaceSurvey.of(dataset, shown, threads(parsed), progress));
  }

  /**
   * With a run or probabilities no network is trained: of a training's options only threads hold.
   */
  private void requireNoTraining(ParseResult parsed) {
    Set<String> idle = folds.given(parsed);
    if (faces || (run != null && probabilities == null)) {
      idle.remove("--threads");
    }
    if ((run != null || probabilities != null) && !idle.isEmpty()) {
      throw new UsageException(
          run != null ? "--run" : "--probabilities",
          "needs no training, but options of one are given: " + String.join(" ", idle),
          "leave them out, or give --data alone");
    }
  }

  /** What speaks against the run's network, or against the probabilities of a file or of folds. */
  private List<Doubt> doubts(Audit audit, @Nullable Scoring scoring) {
    List<Doubt> doubts = new ArrayList<>();
    if (probabilities != null || run == null || Doubt.skill(new RunFolder(run)) == null) {
      doubts.addAll(Doubt.of(audit.evidence().agreement(), "samples by their given labels"));
    }
    if (run != null) {
      doubts.addAll(Doubt.of(new RunFolder(run)));
    }
    doubts.addAll(audit.doubts());
    if (scoring != null && scoring.cure().broken() > scoring.cure().repaired()) {
      doubts.add(
          new Doubt(
              String.format(
                  Locale.ROOT,
                  "by the known truth the automatic cure repairs %,d labels and breaks %,d",
                  scoring.cure().repaired(),
                  scoring.cure().broken()),
              "take decisions with 'selfcure review' and 'cure --policy confirmed', or audit by a"
                  + " network that has learned more",
              true));
    }
    doubts.sort(Doubt.GRAVEST_FIRST);
    return doubts;
  }

  private AuditRules rules() {
    AuditRules rules =
        confidence == null ? AuditRules.DEFAULT : AuditRules.DEFAULT.withCure(confidence);
    boolean ledByEvidence =
        run != null
            && probabilities == null
            && new RunFolder(run).settings().entrySet().containsAll(LED_BY_EVIDENCE.entrySet());
    return ledByEvidence ? rules.ofEvidence() : rules;
  }

  private Path target(Path place) {
    if (to != null) {
      return to;
    }
    return run != null ? AuditFolder.of(new RunFolder(run)) : beside(place, "-audit");
  }

  private static Path beside(Path dir, String ending) {
    Path whole = dir.toAbsolutePath().normalize();
    return whole.resolveSibling(whole.getFileName() + ending);
  }

  private Path dataDir() {
    if (data != null) {
      return data;
    }
    if (run == null) {
      throw new UsageException(
          "--run", "is missing, and so is --data", "name a run, or a data set to train on");
    }
    new RunFolder(run).settings();
    String named = new RunFolder(run).origin().get("data");
    if (named == null) {
      throw new DataException(
          new RunFolder(run).provenance().toString(), "names no data set", "give it with --data");
    }
    return Path.of(named);
  }

  private Opinion opinion(ParseResult parsed, Dataset dataset, Path target, Progress progress) {
    if (probabilities != null) {
      return Opinion.ofFile(probabilities, dataset);
    }
    if (run != null) {
      return Opinion.ofRun(run, dataset, cache, threads(parsed), progress);
    }
    Path work = beside(target, "-folds");
    folds.run(parsed, dataset, work, quick(parsed, dataset), cache, progress);
    return Opinion.ofFile(work.resolve(PROBABILITIES), dataset);
  }

  /** As a training would take it: 0, and no option, take the default. */
  private static int threads(ParseResult parsed) {
    Map<String, String> given = SettingOptions.given(parsed);
    given.keySet().retainAll(Set.of("threads"));
    int threads = TrainSettings.of(Map.of(), given).threads();
    return threads == 0 ? Torch.defaultThreads() : threads;
  }

  /** Settings with which an audit of common size takes minutes and not hours. */
  private static Map<String, String> quick(ParseResult parsed, Dataset dataset) {
    int pictures = Math.max(1, dataset.split(Split.TRAIN).size());
    Map<String, String> quick = new LinkedHashMap<>();
    quick.put("mode", "baseline");
    quick.put("input-size", Integer.toString(Math.min(64, pictureSize(dataset))));
    quick.put("epochs", Integer.toString(Math.max(12, Math.min(60, 300_000 / pictures))));
    if (!SettingOptions.given(parsed).containsKey("init")) {
      quick.put("width", "0.25"); // initial weights decide the width themselves
    }
    if (pictures < FEW) {
      quick.put("epochs", "40");
      quick.put("batch", "16");
      quick.put("optimizer", "adam");
    }
    return quick;
  }

  private static int pictureSize(Dataset dataset) {
    PixelPack pack = dataset.pack();
    return pack == null ? 64 : pack.height();
  }

  private Map<String, String> provenance(Dataset dataset, Opinion said) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("selfcure", new Main.Version().getVersion()[0].replace("selfcure ", ""));
    all.put("data", dataset.dir().toAbsolutePath().normalize().toString());
    all.put("data-name", dataset.card().name());
    all.put("data-sha256", dataset.sha256());
    if (run != null) {
      all.put("run", run.toString());
      all.put("run-mode", new RunFolder(run).settings().getOrDefault("mode", ""));
      all.put("run-seed", new RunFolder(run).settings().getOrDefault("seed", ""));
    }
    all.putAll(said.origin());
    return all;
  }

  private void report(
      Audit audit,
      FaceLooks seen,
      @Nullable Scoring scoring,
      Map<String, Object> summary,
      Path target) {
    json.show(
        spec,
        summary,
        out -> {
          out.print(AuditTables.text(audit, seen, scoring));
          out.println("audit written to " + target);
          out.println("report: " + target.resolve(REPORT));
        });
  }
}
