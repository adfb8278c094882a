package io.selfcure.curation.audit;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Split;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.curation.run.Doubt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An audit: every sample's finding with what it rests on.
 *
 * @param evidence the samples and what is known of them
 * @param rules from when on a finding is one
 * @param joint confident learning's estimates
 * @param scores all scores, selfcure's own first
 * @param findings by sample
 */
public record Audit(
    AuditInput evidence,
    AuditRules rules,
    ConfidentLearning joint,
    List<Score> scores,
    List<Finding> findings) {

  /** Who would change more than a fifth of the labels is more likely wrong than the labels. */
  private static final double SANE_RATE = 0.2;

  /** Copies the lists. */
  public Audit {
    scores = List.copyOf(scores);
    findings = List.copyOf(findings);
  }

  /** Audits. */
  public static Audit of(AuditInput evidence, AuditRules rules, PictureChecks pictures) {
    ConfidentLearning joint = new ConfidentLearning(evidence);
    Belief belief = evidence.belief();
    List<Finding> findings = new ArrayList<>();
    Map<String, String> conflicts = pictures.conflicts(evidence.classes());
    for (int i = 0; i < evidence.size(); i++) {
      String id = evidence.samples().get(i).id();
      findings.add(find(evidence, belief, rules, Faults.of(pictures, conflicts, id), i));
    }
    return new Audit(evidence, rules, joint, Scores.all(evidence, joint, belief), findings);
  }

  /** What is wrong with a picture, in words. */
  private record Faults(
      @Nullable String blank, @Nullable String conflict, @Nullable String faceless) {

    static Faults of(PictureChecks pictures, Map<String, String> conflicts, String id) {
      return new Faults(pictures.blank(id), conflicts.get(id), pictures.faces().finding(id));
    }

    /** What else there is to say of it, added to some words. */
    static String after(String words, @Nullable String... findings) {
      StringBuilder all = new StringBuilder(words);
      for (String finding : findings) {
        if (finding != null) {
          all.append(all.isEmpty() ? "" : "; ").append(finding);
        }
      }
      return all.toString();
    }
  }

  private static Finding find(
      AuditInput evidence, Belief belief, AuditRules rules, Faults faults, int i) {
    LabelSet classes = evidence.classes();
    int given = evidence.given(i);
    double confidence = belief.confidence(i);
    List<Double> shares = belief.shares(i);
    String blank = faults.blank();
    List<Integer> plausible = plausible(shares, rules.plausible());
    Queue queue;
    String why;
    if (blank != null) {
      queue = Queue.BAD_IMAGE;
      why = blank;
    } else if (confidence >= rules.mislabelled()) {
      queue = Queue.MISLABELLED;
      String words =
          String.format(
              Locale.ROOT,
              "%s rather than %s: %.2f to %.2f",
              classes.name(belief.other(i)),
              classes.name(given),
              shares.get(belief.other(i)),
              shares.get(given));
      why = Faults.after(words, faults.conflict(), faults.faceless());
    } else if (faults.faceless() != null) {
      queue = Queue.BAD_IMAGE;
      why = Faults.after("", faults.conflict(), faults.faceless());
    } else if (plausible.size() > 1) {
      queue = Queue.AMBIGUOUS;
      why = Faults.after(describe(plausible, shares, classes), faults.conflict());
    } else {
      // that a copy has another label says something of labels, and nothing of the picture
      queue = Queue.OK;
      why = Faults.after("", faults.conflict());
    }
    // what figures are measured by is changed by people only
    boolean change =
        queue == Queue.MISLABELLED
            && evidence.samples().get(i).split() == Split.TRAIN
            && rules.changes(
                confidence, shares.get(belief.other(i)), evidence.trainedOn(i) == belief.other(i));
    return new Finding(
        evidence.samples().get(i),
        belief.best(i),
        change ? belief.other(i) : given,
        queue,
        belief.score(i),
        confidence,
        shares,
        why);
  }

  /** Classes whose share is at least a part of the greatest, greatest first. */
  public static List<Integer> plausible(List<Double> shares, double part) {
    double top = shares.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    List<Integer> plausible = new ArrayList<>();
    for (int c = 0; c < shares.size(); c++) {
      if (shares.get(c) >= part * top) {
        plausible.add(c);
      }
    }
    plausible.sort((a, b) -> Double.compare(shares.get(b), shares.get(a)));
    return plausible;
  }

  private static String describe(List<Integer> plausible, List<Double> shares, LabelSet classes) {
    List<String> parts = new ArrayList<>();
    for (int c : plausible) {
      parts.add(String.format(Locale.ROOT, "%s %.2f", classes.name(c), shares.get(c)));
    }
    return String.join(", ", parts);
  }

  /** How many labels the automatic cure would change. */
  public long changed() {
    return findings.stream().filter(f -> f.cured() != f.sample().label()).count();
  }

  /** What the findings themselves say against the audit. */
  public List<Doubt> doubts() {
    double share = (double) changed() / findings.size();
    return share <= SANE_RATE
        ? List.of()
        : List.of(
            new Doubt(
                String.format(
                    Locale.ROOT,
                    "the automatic cure would change %,d of %,d labels (%.0f %%); few data sets are"
                        + " that wrong, but networks are often too sure of themselves",
                    changed(),
                    findings.size(),
                    100 * share),
                "look at the worst labels with {command review} first, or audit by a network that"
                    + " has learned more",
                true));
  }

  /** The score of that name, or null. */
  public @Nullable Score score(String name) {
    return scores.stream().filter(s -> s.name().equals(name)).findFirst().orElse(null);
  }
}
