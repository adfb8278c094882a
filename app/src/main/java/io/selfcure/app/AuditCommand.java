package io.selfcure.app;

import io.selfcure.core.audit.Audit;
import io.selfcure.core.audit.AuditFolder;
import io.selfcure.core.audit.AuditRules;
import io.selfcure.core.audit.AuditWriter;
import io.selfcure.core.audit.Evidence;
import io.selfcure.core.audit.PictureChecks;
import io.selfcure.core.audit.Scoring;
import io.selfcure.core.audit.Truth;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.ledger.History;
import io.selfcure.core.progress.Progress;
import io.selfcure.core.run.RunFolder;
import io.selfcure.datasets.fer2013.VoteTable;
import io.selfcure.training.loop.Cohort;
import io.selfcure.training.loop.Evaluator;
import io.selfcure.training.loop.Model;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.settings.TrainSettings.Precision;
import io.selfcure.training.weights.ProbabilityFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "audit",
    description = "Say which labels are doubtful and why: mislabelled, ambiguous, or a bad image.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Writes audit.csv (a row a sample), beliefs.csv, twins.csv and audit.json. Nothing is changed:",
      "'selfcure review' takes decisions, 'selfcure cure' writes a data set with cured labels.",
      "",
      "Examples:",
      "  selfcure audit --run runs/ferplus",
      "  selfcure audit --run runs/noisy --truth --to audits/noisy",
      "  selfcure audit --run runs/fer2013 --truth-votes fer2013new.csv",
      "  selfcure audit --data faces --probabilities folds.safetensors --to audits/faces",
    })
final class AuditCommand implements Callable<Integer> {

  private static final String PROBABILITIES = "probabilities.safetensors";

  /** Of ten annotators, so many must disagree for a label to count as wrong. */
  private static final double DISAGREE = 0.8;

  @Spec private CommandSpec spec;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "A run: its ledger, and its last network where --probabilities is not given.")
  private @Nullable Path run;

  @Option(names = "--data", paramLabel = "DIR", description = "The data set. Default: the run's.")
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
      description = "Where the audit is written. Default: the folder 'audit' in the run.")
  private @Nullable Path to;

  @Option(
      names = "--confidence",
      paramLabel = "R",
      description =
          "Least confidence with which the automatic cure changes a label, 0.8 to 1. Default: 0.9.")
  private @Nullable Double confidence;

  @Option(
      names = "--truth",
      description = "Score the audit against the true labels of the data set.")
  private boolean truth;

  @Option(
      names = "--truth-votes",
      paramLabel = "FILE",
      description =
          "Score it against FERPlus's fer2013new.csv: wrong is a label that 8 of 10 annotators did not choose.")
  private @Nullable Path truthVotes;

  @Mixin private JsonOption json;

  @Option(names = "--cache", paramLabel = "DIR", description = "Where decoded pixels are kept.")
  private @Nullable Path cache;

  /** What the network or a file says, with where it comes from. */
  private record Said(Cohort cohort, float[] values, Map<String, String> origin) {}

  @Override
  public Integer call() {
    json.requireWritable();
    Progress progress = Terminal.progress(spec);
    Path target = target();
    Outputs.requireFresh(target, "--to");
    AuditRules rules =
        confidence == null ? AuditRules.DEFAULT : AuditRules.DEFAULT.withCure(confidence);
    Dataset dataset = Dataset.read(dataDir());
    if (run != null) {
      new RunFolder(run).requireData(dataset);
    }
    Said said =
        probabilities == null ? ofNetwork(dataset, progress) : ofFile(dataset, probabilities);
    History history = run == null ? null : History.read(new RunFolder(run).ledger());
    Evidence evidence =
        new Evidence(dataset.labels(), said.cohort().samples(), said.values(), history);
    PixelPack pixels = Pipeline.pixels(dataset, pictureSize(dataset), cache, progress);
    PictureChecks pictures = PictureChecks.of(dataset, pixels, progress);
    Audit audit = Audit.of(evidence, rules, pictures);
    Truth known = truth(dataset, said.cohort());
    Scoring scoring = known == null ? null : Scoring.of(audit, known, history);
    Map<String, Object> summary =
        new AuditWriter(audit, pictures, provenance(dataset, said), scoring)
            .write(target, dir -> keep(said, dataset, dir.resolve(PROBABILITIES)));
    report(audit, scoring, summary, target);
    return 0;
  }

  private Path target() {
    if (to != null) {
      return to;
    }
    if (run == null) {
      throw new UsageException("--to", "is missing", "name the directory of the audit");
    }
    return AuditFolder.of(new RunFolder(run));
  }

  private Path dataDir() {
    if (data != null) {
      return data;
    }
    if (run == null) {
      throw new UsageException(
          "--run",
          "is missing, and so is --data",
          "name a run, or a data set with --probabilities");
    }
    new RunFolder(run).settings();
    String named = new RunFolder(run).origin().get("data");
    if (named == null) {
      throw new DataException(
          new RunFolder(run).provenance().toString(), "names no data set", "give it with --data");
    }
    return Path.of(named);
  }

  private Said ofNetwork(Dataset dataset, Progress progress) {
    if (run == null) {
      throw new UsageException(
          "--data",
          "alone is not enough: an audit needs class probabilities",
          "give --run, or --probabilities FILE with out-of-sample ones");
    }
    Torch.threads(Torch.defaultThreads());
    Model loaded = Model.open(run, Model.Choice.LAST);
    loaded.requireLabels(dataset.labels(), String.valueOf(data));
    boolean bf16 = loaded.settings().precision() == Precision.BF16 && Torch.cpuHasBf16();
    Cohort cohort = Cohort.of(dataset, Split.TRAIN);
    PixelPack pixels =
        Pipeline.pixels(dataset, loaded.settings().network().inputSize(), cache, progress);
    float[] values =
        new Evaluator(loaded.network(), pixels, dataset.labels(), bf16)
            .probabilities(cohort, progress);
    return new Said(
        cohort,
        values,
        Map.of(
            "probabilities",
            "the run's network after epoch " + loaded.epoch() + ", on what it was trained on"));
  }

  private static Said ofFile(Dataset dataset, Path file) {
    ProbabilityFile found = ProbabilityFile.read(file);
    if (!found.classes().equals(dataset.labels().names())) {
      throw new DataException(
          file.toString(),
          "has the classes " + found.classes() + ", the data set has " + dataset.labels().names(),
          "give probabilities of this data set");
    }
    Map<String, Integer> rows = new HashMap<>();
    for (int row = 0; row < dataset.samples().size(); row++) {
      rows.put(dataset.samples().get(row).id(), row);
    }
    List<Sample> samples = new ArrayList<>();
    int[] of = new int[found.ids().size()];
    for (int i = 0; i < of.length; i++) {
      Integer row = rows.get(found.ids().get(i));
      if (row == null || dataset.samples().get(row).label() == Sample.UNKNOWN) {
        throw new DataException(
            file + ", row " + i,
            "is of sample '"
                + found.ids().get(i)
                + "', which the data set "
                + (row == null ? "lacks" : "gives no label"),
            "give probabilities of labelled samples of " + dataset.dir());
      }
      of[i] = row;
      samples.add(dataset.samples().get(row));
    }
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put("probabilities", file + ", SHA-256 " + Outputs.sha256(file));
    found.notes().forEach((key, value) -> origin.put("probabilities-" + key, value));
    return new Said(new Cohort(samples, of), found.values(), origin);
  }

  private static int pictureSize(Dataset dataset) {
    PixelPack pack = dataset.pack();
    return pack == null ? 64 : pack.height();
  }

  private @Nullable Truth truth(Dataset dataset, Cohort cohort) {
    if (truth && truthVotes != null) {
      throw new UsageException("--truth-votes", "stands beside --truth", "give one of them");
    }
    if (truthVotes != null) {
      VoteTable.requireRows(dataset);
      VoteTable votes = VoteTable.read(truthVotes);
      List<Truth.Verdict> verdicts = new ArrayList<>();
      for (Sample s : cohort.samples()) {
        VoteTable.Row row = votes.of(s);
        int against = row.total() - row.votesFor(dataset.labels().name(s.label()));
        boolean wrong = against >= DISAGREE * row.total();
        verdicts.add(new Truth.Verdict(true, wrong, row.majority(dataset.labels())));
      }
      return new Truth("8 of 10 annotators chose another label: " + truthVotes, verdicts);
    }
    Truth known = Truth.of(cohort.samples());
    if (truth && known.known() == 0) {
      throw new DataException(
          dataset.dir().toString(),
          "has no true labels",
          "leave --truth out, or audit data made with 'selfcure noise'");
    }
    return truth ? known : null;
  }

  private Map<String, String> provenance(Dataset dataset, Said said) {
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

  private static void keep(Said said, Dataset dataset, Path file) {
    new ProbabilityFile(
            dataset.labels().names(),
            said.cohort().samples().stream().map(Sample::id).toList(),
            said.values(),
            said.origin())
        .write(file);
  }

  private void report(
      Audit audit, @Nullable Scoring scoring, Map<String, Object> summary, Path target) {
    json.show(
        spec,
        summary,
        out -> {
          out.print(AuditTables.text(audit, scoring));
          out.println("audit written to " + target);
        });
  }
}
