package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.ProgramVersion;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.curation.audit.Audit;
import io.selfcure.curation.audit.AuditInput;
import io.selfcure.curation.audit.AuditRules;
import io.selfcure.curation.audit.AuditWriter;
import io.selfcure.curation.audit.Finding;
import io.selfcure.curation.audit.PlantedErrors;
import io.selfcure.curation.audit.Queue;
import io.selfcure.curation.audit.Reliability;
import io.selfcure.curation.audit.Scoring;
import io.selfcure.curation.audit.Truth;
import io.selfcure.curation.ledger.History;
import io.selfcure.curation.report.AuditReport;
import io.selfcure.curation.run.Doubt;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.vision.PixelComparison;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a judge, trained on labels of which some were made wrong on purpose, says of the data set's
 * own labels. Of planted samples it says so without their history, which is of another label.
 *
 * @param audit of the data set's labels, of all splits
 * @param pictures what was found in the pictures
 * @param reliability what the planted errors tell
 * @param doubts what speaks against it, gravest first
 * @param scoring how well it did, where the data set knows the truth of its training labels
 * @param said what the judge says of the samples
 * @param provenance data set, run and program, by name
 */
record HealJudgement(
    Audit audit,
    PictureChecks pictures,
    Reliability reliability,
    List<Doubt> doubts,
    @Nullable Scoring scoring,
    SampleProbabilities said,
    Map<String, String> provenance) {

  /** Pictures of a queue on the audit's page. */
  private static final int SHOWN = 60;

  private static final String PROBABILITIES = "probabilities.safetensors";

  /**
   * Judges.
   *
   * @param run the judge
   * @param data the data set
   * @param planted the one that the judge was trained on
   */
  static HealJudgement of(
      Path run,
      Dataset data,
      Dataset planted,
      PlantedErrors errors,
      HealPlan plan,
      Context context) {
    SampleProbabilities said =
        SampleProbabilities.ofRun(
            run, planted, EnumSet.copyOf(HealPlan.judged(data)), plan.judge().threads(), context);
    History history = History.read(new RunFolder(run).ledger());
    AuditInput seeded =
        new AuditInput(data.labels(), said.cohort().samples(), said.values(), history);
    Reliability reliability =
        Reliability.of(seeded, errors, AuditRules.DEFAULT, plan.precision(), plan.judge().seed());
    AuditRules rules =
        reliability.chosen() == null
            ? AuditRules.DEFAULT.withoutCure()
            : AuditRules.DEFAULT.withCure(reliability.chosen().confidence());
    AuditInput input =
        new AuditInput(
            data.labels(),
            own(data, said.cohort().samples()),
            untaught(said, errors, data.labels().size()),
            history.without(errors.before().keySet()));
    context.warnOfCopies(data);
    PictureChecks pictures = PictureChecks.of(data, context.prints(data), PixelComparison.of(data));
    Audit audit = Audit.of(input, rules, pictures);
    return new HealJudgement(
        audit,
        pictures,
        reliability,
        doubts(run, input),
        scoring(audit),
        said,
        provenance(run, data, said, reliability));
  }

  /** The same samples with the data set's own labels. */
  private static List<Sample> own(Dataset data, List<Sample> planted) {
    Map<String, Sample> byId = new HashMap<>();
    data.samples().forEach(s -> byId.put(s.id(), s));
    return planted.stream().map(s -> byId.getOrDefault(s.id(), s)).toList();
  }

  /**
   * The probabilities, for planted samples without what the judge was taught: the planted class is
   * taken out, and half of the rest is the sample's own label. So none of them is held mislabelled
   * on the word of a network that learned another label for it on purpose.
   */
  private static float[] untaught(SampleProbabilities said, PlantedErrors errors, int classes) {
    float[] values = said.values().clone();
    for (int i = 0; i < said.cohort().size(); i++) {
      Sample planted = said.cohort().samples().get(i);
      Integer before = errors.before().get(planted.id());
      if (before == null) {
        continue;
      }
      int from = i * classes;
      float rest = Math.max(1e-6f, 1 - values[from + planted.label()]);
      values[from + planted.label()] = 0;
      for (int c = 0; c < classes; c++) {
        values[from + c] = values[from + c] / rest / 2;
      }
      values[from + before] += 0.5f;
    }
    return values;
  }

  /**
   * That many labels would change is no doubt here: how many of the changes are right is told by
   * the planted errors.
   */
  private static List<Doubt> doubts(Path run, AuditInput input) {
    List<Doubt> doubts = new ArrayList<>(Doubt.of(new RunFolder(run)));
    if (Doubt.skill(new RunFolder(run)) == null) {
      doubts.addAll(Doubt.of(input.agreement(), "samples by their given labels"));
    }
    doubts.sort(Doubt.GRAVEST_FIRST);
    return doubts;
  }

  private static @Nullable Scoring scoring(Audit audit) {
    // of labels that are not trained on the true ones are used as they are, and none is repaired
    List<Sample> samples =
        audit.evidence().samples().stream()
            .map(s -> s.split() == Split.TRAIN ? s : s.relabelled(s.label(), Sample.UNKNOWN))
            .toList();
    boolean known = samples.stream().anyMatch(s -> s.trueLabel() != Sample.UNKNOWN);
    return known ? Scoring.of(audit, Truth.of(samples), null) : null;
  }

  /** The audit as a page, or as part of one. */
  AuditReport page(Dataset data) {
    return new AuditReport(
        audit,
        pictures,
        provenance,
        doubts,
        data.card().skipped(),
        scoring,
        new AuditReport.Gallery(DatasetPictures.album(data), SHOWN));
  }

  /** Writes the audit's folder. */
  void write(Dataset data, Path to, Context context) {
    String page = page(data).html(context.wording());
    new AuditWriter(audit, pictures, provenance, doubts, scoring)
        .write(
            to,
            dir -> {
              said.write(data, dir.resolve(PROBABILITIES));
              Outputs.writeAtomically(dir.resolve(AuditLabels.REPORT), page);
            });
  }

  private static Map<String, String> provenance(
      Path run, Dataset data, SampleProbabilities said, Reliability reliability) {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("selfcure", ProgramVersion.text());
    provenance.put("data", data.dir().toAbsolutePath().normalize().toString());
    provenance.put("data-name", data.card().name());
    provenance.put("data-sha256", data.sha256());
    provenance.put("run", run.toString());
    provenance.put("run-mode", new RunFolder(run).settings().getOrDefault("mode", ""));
    provenance.put("run-seed", new RunFolder(run).settings().getOrDefault("seed", ""));
    provenance.put("errors-planted", Integer.toString(reliability.planted()));
    provenance.putAll(said.origin());
    return provenance;
  }

  /** The labels of a split, and how many of them are held mislabelled. */
  record Share(long labels, long mislabelled) {}

  Share of(Split split) {
    long labels = 0;
    long wrong = 0;
    for (Finding f : audit.findings()) {
      if (f.sample().split() == split) {
        labels++;
        wrong += f.queue() == Queue.MISLABELLED ? 1 : 0;
      }
    }
    return new Share(labels, wrong);
  }
}
