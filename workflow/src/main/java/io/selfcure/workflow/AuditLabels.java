package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.ProgramVersion;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.pictures.FaceLooks;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.curation.audit.Audit;
import io.selfcure.curation.audit.AuditFolder;
import io.selfcure.curation.audit.AuditInput;
import io.selfcure.curation.audit.AuditRules;
import io.selfcure.curation.audit.AuditWriter;
import io.selfcure.curation.audit.Scoring;
import io.selfcure.curation.audit.Truth;
import io.selfcure.curation.ledger.History;
import io.selfcure.curation.report.AuditReport;
import io.selfcure.curation.run.Doubt;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.runtime.Torch;
import io.selfcure.vision.PixelComparison;
import io.selfcure.vision.face.FaceSurvey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says which labels are doubtful and why: by a run's network and ledger, by probabilities of a
 * file, or by networks that it trains, each on all folds but the one that it judges.
 */
public final class AuditLabels {

  /** The page of an audit, in its folder. */
  public static final String REPORT = "report.html";

  private static final String PROBABILITIES = "probabilities.safetensors";

  private final Request request;
  private final Context context;

  private AuditLabels(Request request, Context context) {
    this.request = request;
    this.context = context;
  }

  /**
   * What is to be audited.
   *
   * @param source what says which labels are doubtful
   * @param to where the audit is written; null for the usual place: in the run's folder, or beside
   *     the data set
   * @param confidence least confidence with which the automatic cure changes a label, 0.8 to 1;
   *     null for the usual
   * @param pictures pictures of each queue on the page, the worst first; 0 for none
   * @param faces whether to look for a face on each picture
   * @param truth what the audit is scored against; null for nothing
   * @param threads of the networks and the search for faces; 0 for all
   */
  public record Request(
      Source source,
      @Nullable Path to,
      @Nullable Double confidence,
      int pictures,
      boolean faces,
      @Nullable AuditTruth truth,
      int threads) {}

  /**
   * What says which labels are doubtful: a run, a file of probabilities (with the ledger of the run
   * where one is named), or else networks that are trained for it.
   *
   * @param run a run: its ledger, and its last network where there are no probabilities
   * @param data the data set; null for the run's
   * @param probabilities class probabilities from a file
   * @param splits whose labels a run's network judges; the others judge training labels
   * @param folds how networks are trained where there is neither run nor probabilities
   */
  public record Source(
      @Nullable Path run,
      @Nullable Path data,
      @Nullable Path probabilities,
      Set<Split> splits,
      Folds folds) {

    /** Checks that somebody can judge what is asked for. */
    public Source {
      splits = Set.copyOf(splits);
      if (!splits.equals(Set.of(Split.TRAIN)) && (run == null || probabilities != null)) {
        throw new UsageException(
            "{split}",
            "asks for labels that only a run's network judges",
            "name a {run} without {probabilities}, or leave it out");
      }
    }
  }

  /**
   * How networks are trained for an audit.
   *
   * @param number networks, each trained on all folds but one
   * @param asked their settings; null to go on with what was begun
   */
  public record Folds(int number, @Nullable AskedSettings asked) {}

  /**
   * What came of it.
   *
   * @param to the folder of the audit
   * @param audit the findings
   * @param faces where no face was found
   * @param scoring how good it is, where the truth is known
   * @param doubts what speaks against it, the gravest first
   * @param document the figures for programs (docs/formats/json.md)
   */
  public record Result(
      Path to,
      Audit audit,
      FaceLooks faces,
      @Nullable Scoring scoring,
      List<Doubt> doubts,
      Map<String, Object> document) {}

  /** Audits and writes the audit's folder. */
  public static Result run(Request request, Context context) {
    return new AuditLabels(request, context).result();
  }

  private Result result() {
    if (request.faces()) {
      FaceSurvey.requireDetector();
    }
    Path place = dataDir();
    Path target = target(place);
    Outputs.requireFresh(target, "{to}");
    AuditRules rules = rules();
    Dataset dataset = Dataset.read(place);
    Path run = request.source().run();
    if (run != null) {
      new RunFolder(run).requireData(dataset);
    }
    Function<List<Sample>, Truth> known =
        request.truth() == null ? null : request.truth().open(dataset);
    SampleProbabilities said = probabilities(dataset, target);
    History history = run == null ? null : History.read(new RunFolder(run).ledger());
    AuditInput evidence =
        new AuditInput(dataset.labels(), said.cohort().samples(), said.values(), history);
    PictureChecks pictures = pictures(dataset, said);
    Audit audit = Audit.of(evidence, rules, pictures);
    Scoring scoring =
        known == null ? null : Scoring.of(audit, known.apply(said.cohort().samples()), history);
    List<Doubt> doubts = doubts(audit, scoring);
    Map<String, Object> summary =
        write(target, dataset, said, new Findings(audit, pictures, doubts, scoring));
    return new Result(target, audit, pictures.faces(), scoring, doubts, summary);
  }

  private record Findings(
      Audit audit, PictureChecks pictures, List<Doubt> doubts, @Nullable Scoring scoring) {}

  private Map<String, Object> write(
      Path target, Dataset dataset, SampleProbabilities said, Findings found) {
    Map<String, String> provenance = provenance(dataset, said);
    AuditReport.Gallery gallery =
        request.pictures() == 0
            ? null
            : new AuditReport.Gallery(DatasetPictures.album(dataset), request.pictures());
    String page =
        new AuditReport(
                found.audit(),
                found.pictures(),
                provenance,
                found.doubts(),
                dataset.card().skipped(),
                found.scoring(),
                gallery)
            .html(context.wording());
    return new AuditWriter(
            found.audit(), found.pictures(), provenance, found.doubts(), found.scoring())
        .write(
            target,
            dir -> {
              said.write(dataset, dir.resolve(PROBABILITIES));
              Outputs.writeAtomically(dir.resolve(REPORT), page);
            });
  }

  /** Of blank pictures nobody asks for a face. */
  private PictureChecks pictures(Dataset dataset, SampleProbabilities said) {
    context.warnOfCopies(dataset);
    PictureChecks pictures =
        PictureChecks.of(
            dataset.withoutRegisteredLabels(),
            context.prints(dataset),
            PixelComparison.of(dataset));
    if (!request.faces()) {
      return pictures;
    }
    List<Sample> shown =
        said.cohort().samples().stream()
            .filter(s -> !pictures.blanks().containsKey(s.id()))
            .toList();
    return pictures.with(FaceSurvey.of(dataset, shown, threads(), context.progress()));
  }

  /** What speaks against the run's network, or against the probabilities of a file or of folds. */
  private List<Doubt> doubts(Audit audit, @Nullable Scoring scoring) {
    List<Doubt> doubts = new ArrayList<>();
    Path run = request.source().run();
    if (request.source().probabilities() != null
        || run == null
        || Doubt.skill(new RunFolder(run)) == null) {
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
              "take decisions with {command review} and {command cure: policy=confirmed}, or audit by a"
                  + " network that has learned more",
              true));
    }
    if (run != null
        && request.source().probabilities() == null
        && new RunFolder(run).readFacts() == null) {
      doubts.add(
          new Doubt(
              "the run, begun by an older version, does not record whether it was led by its own"
                  + " evidence; as if it was, a label is changed automatically only to what the run"
                  + " itself came to train on",
              "go on with the run by {command train: resume}, which records it without training"
                  + " again, and audit it anew",
              false));
    }
    doubts.sort(Doubt.GRAVEST_FIRST);
    return doubts;
  }

  private AuditRules rules() {
    Path run = request.source().run();
    Double confidence = request.confidence();
    AuditRules rules =
        confidence == null ? AuditRules.DEFAULT : AuditRules.DEFAULT.withCure(confidence);
    return run == null || request.source().probabilities() != null
        ? rules
        : rules.ofRun(new RunFolder(run).readFacts());
  }

  private Path target(Path place) {
    if (request.to() != null) {
      return request.to();
    }
    Path run = request.source().run();
    return run != null ? AuditFolder.of(new RunFolder(run)) : beside(place, "-audit");
  }

  private static Path beside(Path dir, String ending) {
    Path whole = dir.toAbsolutePath().normalize();
    return whole.resolveSibling(whole.getFileName() + ending);
  }

  private Path dataDir() {
    if (request.source().data() != null) {
      return request.source().data();
    }
    Path run = request.source().run();
    if (run == null) {
      throw new UsageException(
          "{run}", "is missing, and so is {data}", "name a run, or a data set to train on");
    }
    new RunFolder(run).settings();
    String named = new RunFolder(run).origin().get("data");
    if (named == null) {
      throw new DataException(
          new RunFolder(run).provenance().toString(), "names no data set", "give it with {data}");
    }
    return Path.of(named);
  }

  private SampleProbabilities probabilities(Dataset dataset, Path target) {
    Source source = request.source();
    if (source.probabilities() != null) {
      return SampleProbabilities.ofFile(source.probabilities(), dataset);
    }
    if (source.run() != null) {
      return SampleProbabilities.ofRun(source.run(), dataset, source.splits(), threads(), context);
    }
    AskedSettings asked = source.folds().asked();
    CrossValidate.Result scored =
        CrossValidate.run(
            new CrossValidate.Request(
                dataset.dir(), beside(target, "-folds"), asked, source.folds().number()),
            dataset,
            Map.of("mode", "baseline"),
            context);
    return SampleProbabilities.ofFile(scored.probabilities(), dataset);
  }

  private int threads() {
    return request.threads() == 0 ? Torch.defaultThreads() : request.threads();
  }

  private Map<String, String> provenance(Dataset dataset, SampleProbabilities said) {
    Map<String, String> all = new LinkedHashMap<>();
    Path run = request.source().run();
    all.put("selfcure", ProgramVersion.text());
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
}
