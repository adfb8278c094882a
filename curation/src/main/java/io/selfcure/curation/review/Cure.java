package io.selfcure.curation.review;

import io.selfcure.core.data.Card;
import io.selfcure.core.data.CsvText;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.audit.Audit;
import io.selfcure.curation.audit.AuditFolder;
import io.selfcure.curation.audit.AuditLine;
import io.selfcure.curation.audit.AuditRules;
import io.selfcure.curation.audit.Queue;
import io.selfcure.curation.run.Doubt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a data set with cured labels. The original is never changed; what was changed and why is
 * in the new one's {@code changes.csv}.
 */
public final class Cure {

  /** The table of changes in the new data set's directory. */
  public static final String CHANGES = "changes.csv";

  private static final String CURED = ", cured";

  private final Dataset data;
  private final AuditFolder audit;
  private final Map<String, Entry> decisions;
  private final Policy policy;
  private final AuditRules rules;
  private final Map<String, AuditLine> lines = new HashMap<>();
  private final Set<String> faceless = new HashSet<>();

  /**
   * A cure of one data set by one audit of it.
   *
   * @param decisions those in force, by sample
   * @param confidence least confidence of an automatic change
   * @throws DataException when the audit is of other data
   */
  public Cure(
      Dataset data,
      AuditFolder audit,
      Map<String, Entry> decisions,
      Policy policy,
      double confidence) {
    if (!data.sha256().equals(audit.dataHash())) {
      throw new DataException(
          data.dir().toString(),
          "has hash " + data.sha256() + ", the audit was of " + audit.dataHash(),
          "use the data set that was audited: " + Wording.value(audit.data()));
    }
    this.data = data;
    this.audit = audit;
    this.decisions = Map.copyOf(decisions);
    this.policy = policy;
    this.rules = audit.rules().withCure(confidence);
    audit.lines().forEach(l -> lines.put(l.id(), l));
    if (policy == Policy.SOFT) {
      faceless.addAll(audit.faceless());
    }
  }

  /**
   * What became of one sample.
   *
   * @param sample the sample as it is now, null where it was dropped
   * @param from the label before, a class index
   * @param why in words
   * @param confidence of the audit that the new label is right; NaN where it suggests another one
   * @param reviewer who decided; empty where nobody did
   */
  private record Outcome(
      @Nullable Sample sample, int from, String why, double confidence, String reviewer) {}

  /**
   * What a cure did.
   *
   * @param made the new data set
   * @param relabelled samples with another label
   * @param softened samples with other votes
   * @param dropped samples left out
   * @param byPeople those of all these that somebody decided
   */
  public record Result(
      Dataset made,
      Count relabelled,
      Count softened,
      long dropped,
      long byPeople,
      @Nullable Truths truths) {}

  /**
   * What the changes did, where true labels are known.
   *
   * @param right new labels that are the true ones
   * @param broken true labels that are lost
   * @param wrongBefore wrong labels in training before
   * @param wrongAfter and after, of the samples that are left
   */
  public record Truths(Count right, Count broken, long wrongBefore, long wrongAfter) {}

  /** A number of samples, in all and by whom. */
  public record Count(long all, long byPeople) {

    /** Those that nobody decided. */
    public long automatic() {
      return all - byPeople;
    }
  }

  /** Writes the new data set. */
  public Result write(Path to, Progress progress) {
    List<Sample> samples = data.samples();
    Map<Integer, Outcome> changes = new HashMap<>();
    for (int row = 0; row < samples.size(); row++) {
      Outcome outcome = outcome(samples.get(row));
      if (outcome != null) {
        changes.put(row, outcome);
      }
    }
    boolean drops = changes.values().stream().anyMatch(o -> o.sample() == null);
    CsvText table = new CsvText("id", "from", "to", "why", "confidence", "reviewer");
    try (DatasetWriter writer =
            drops ? DatasetWriter.fewer(to, data) : DatasetWriter.sharing(to, data);
        Progress.Task task = progress.start("cure", "samples", samples.size())) {
      for (int row = 0; row < samples.size(); row++) {
        Outcome outcome = changes.get(row);
        Sample now = outcome == null ? samples.get(row) : outcome.sample();
        if (outcome != null) {
          table.add(describe(samples.get(row).id(), outcome));
        }
        if (now == null) {
          writer.skip(samples.get(row).id(), "dropped in review");
        } else {
          writer.add(now);
        }
        task.advance(row + 1, "");
      }
      writer.attach(CHANGES, table.text());
      Dataset made =
          writer.finish(name(), data.card().source(), data.card().terms(), madeBy(changes));
      return result(made, changes, samples);
    }
  }

  /** The source's name with "cured" after it, once however often it is cured. */
  private String name() {
    String name = data.card().name();
    return name.endsWith(CURED) ? name : name + CURED;
  }

  private @Nullable Outcome outcome(Sample s) {
    AuditLine line = lines.get(s.id());
    if (line == null) {
      return null;
    }
    Entry entry = decisions.get(s.id());
    if (entry != null) {
      return decided(s, line, entry);
    }
    if (s.split() != Split.TRAIN) {
      return null; // what figures are measured by is changed by people only
    }
    double share = line.shares().get(line.suggested());
    boolean mislabelled = line.queue() == Queue.MISLABELLED;
    boolean change =
        policy != Policy.CONFIRMED
            && mislabelled
            && rules.changes(line.confidence(), share, line.trainedOn() == line.suggested());
    boolean soften = policy == Policy.SOFT && (mislabelled || ambiguous(line));
    if (!change && !soften) {
      return null;
    }
    Sample now = change ? s.changedTo(line.suggested(), s.trueLabel()) : s;
    // a softened bad image is one without a face, which is not why
    String why =
        "automatic: " + (line.queue() == Queue.BAD_IMAGE ? "ambiguous; " : "") + line.why();
    if (soften) {
      now = now.withVotes(Shares.ofHundred(line.shares()));
      why += change ? "; votes written" : "; votes written, label kept";
    }
    return new Outcome(now, s.label(), why, line.confidence(), "");
  }

  /** A face that the detector overlooked must cost nothing, so such a picture is judged as any. */
  private boolean ambiguous(AuditLine line) {
    return line.queue() == Queue.AMBIGUOUS
        || (line.queue() == Queue.BAD_IMAGE
            && faceless.contains(line.id())
            && Audit.plausible(line.shares(), rules.plausible()).size() > 1);
  }

  private @Nullable Outcome decided(Sample s, AuditLine line, Entry entry) {
    Sample now = entry.decision().applyTo(s);
    if (s.equals(now)) {
      return null;
    }
    String why = "decision " + entry.number() + ": " + entry.decision().action();
    // the audit's confidence is in its own suggestion only
    boolean suggested = now != null && now.label() == line.suggested();
    return new Outcome(
        now, s.label(), why, suggested ? line.confidence() : Double.NaN, entry.reviewer());
  }

  private String[] describe(String id, Outcome o) {
    LabelSet classes = data.labels();
    return new String[] {
      id,
      classes.name(o.from()),
      o.sample() == null ? "" : classes.name(o.sample().label()),
      o.why(),
      Double.isNaN(o.confidence()) ? "" : String.format(Locale.ROOT, "%.6f", o.confidence()),
      o.reviewer()
    };
  }

  private List<Map<String, String>> madeBy(Map<Integer, Outcome> changes) {
    List<Map<String, String>> steps = new ArrayList<>(data.card().madeBy());
    if (!changes.isEmpty()) {
      long grave = audit.doubts().stream().filter(Doubt::grave).count();
      steps.add(
          Card.step(
              "cure",
              "policy",
              policy.id(),
              "confidence",
              Double.toString(rules.cure()),
              "decisions",
              Integer.toString(decisions.size()),
              "changes",
              Integer.toString(changes.size()),
              "grave-doubts-about-the-audit",
              Long.toString(grave),
              "audit-sha256",
              audit.sha256(),
              "data-sha256",
              data.sha256()));
    }
    return steps;
  }

  /**
   * What a cure did, told from what it made; who decided is not told.
   *
   * @param before the data set it was made from
   */
  public static Result told(Dataset before, Dataset made) {
    Map<String, Sample> now = new HashMap<>();
    made.samples().forEach(s -> now.put(s.id(), s));
    Map<Integer, Outcome> changes = new HashMap<>();
    for (int row = 0; row < before.samples().size(); row++) {
      Sample was = before.samples().get(row);
      Sample is = now.get(was.id());
      if (is == null || is.label() != was.label() || !is.votes().equals(was.votes())) {
        changes.put(row, new Outcome(is, was.label(), "", Double.NaN, ""));
      }
    }
    return result(made, changes, before.samples());
  }

  private static Result result(Dataset made, Map<Integer, Outcome> changes, List<Sample> before) {
    long dropped = 0;
    List<Outcome> relabelled = new ArrayList<>();
    List<Outcome> softened = new ArrayList<>();
    for (Map.Entry<Integer, Outcome> e : changes.entrySet()) {
      Sample now = e.getValue().sample();
      if (now == null) {
        dropped++;
        continue;
      }
      if (now.label() != e.getValue().from()) {
        relabelled.add(e.getValue());
      }
      if (!now.votes().isEmpty() && !now.votes().equals(before.get(e.getKey()).votes())) {
        softened.add(e.getValue());
      }
    }
    return new Result(
        made,
        count(relabelled),
        count(softened),
        dropped,
        byPeople(changes.values()),
        truths(relabelled, before, made.samples()));
  }

  private static @Nullable Truths truths(
      List<Outcome> relabelled, List<Sample> before, List<Sample> after) {
    if (before.stream().noneMatch(s -> s.trueLabel() != Sample.UNKNOWN)) {
      return null;
    }
    return new Truths(
        count(relabelled.stream().filter(o -> isTrue(o, label(o))).toList()),
        count(relabelled.stream().filter(o -> isTrue(o, o.from())).toList()),
        before.stream().filter(Sample::knownWrong).count(),
        after.stream().filter(Sample::knownWrong).count());
  }

  private static int label(Outcome o) {
    return Objects.requireNonNull(o.sample()).label();
  }

  private static boolean isTrue(Outcome o, int label) {
    int truth = Objects.requireNonNull(o.sample()).trueLabel();
    return truth != Sample.UNKNOWN && truth == label;
  }

  private static Count count(List<Outcome> outcomes) {
    return new Count(outcomes.size(), byPeople(outcomes));
  }

  private static long byPeople(Collection<Outcome> outcomes) {
    return outcomes.stream().filter(o -> !o.reviewer().isEmpty()).count();
  }
}
