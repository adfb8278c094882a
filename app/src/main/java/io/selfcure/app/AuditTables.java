package io.selfcure.app;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.pictures.FaceLooks;
import io.selfcure.curation.audit.Audit;
import io.selfcure.curation.audit.Finding;
import io.selfcure.curation.audit.Queue;
import io.selfcure.curation.audit.Repair;
import io.selfcure.curation.audit.Scoring;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An audit as a terminal shows it. */
final class AuditTables {

  private static final int WORST = 10;

  private AuditTables() {}

  static String text(Audit audit, FaceLooks faces, @Nullable Scoring scoring) {
    StringBuilder text = new StringBuilder();
    text.append(queues(audit));
    if (faces.asked()) {
      text.append(faces(audit, faces));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%nestimated share of wrong labels: %.1f %% (confident learning's count, which names none;"
                + " too high where the network is weak)%n",
            100 * audit.joint().noiseRate()));
    if (scoring != null) {
      text.append(String.format("%n")).append(scores(scoring));
    }
    text.append(String.format("%nthe worst labels:%n")).append(worst(audit));
    return text.toString();
  }

  private static String faces(Audit audit, FaceLooks faces) {
    long bad =
        audit.findings().stream()
            .filter(f -> f.queue() == Queue.BAD_IMAGE && faces.without(f.sample().id()))
            .count();
    String text =
        String.format(
            Locale.ROOT,
            "%nno face was found on %,d of %,d pictures",
            faces.countWithout(),
            faces.sureness().size());
    if (faces.countWithout() > 0) {
      text +=
          String.format(
              Locale.ROOT,
              ": %,d of them are under bad-image, the others under mislabelled as before",
              bad);
    }
    if (faces.small() > 0) {
      text +=
          String.format(
              Locale.ROOT,
              "; %,d more are smaller than %d pixels and were not looked at",
              faces.small(),
              FaceLooks.LEAST_SIDE);
    }
    return text + String.format("%n");
  }

  private static String queues(Audit audit) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("queue", "samples", "share", "cured automatically"));
    for (Queue q : Queue.values()) {
      List<Finding> found = audit.findings().stream().filter(f -> f.queue() == q).toList();
      long cured = found.stream().filter(f -> f.cured() != f.sample().label()).count();
      lines.add(
          List.of(
              q.id(),
              count(found.size()),
              percent((double) found.size() / audit.findings().size()),
              q == Queue.MISLABELLED ? count(cured) : ""));
    }
    return Tables.plain(lines);
  }

  private static String scores(Scoring scoring) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("score", "AUROC", "average precision", "precision at rate", "at 500"));
    for (Scoring.Found f : scoring.found()) {
      lines.add(
          List.of(
              f.name(),
              String.format(Locale.ROOT, "%.4f", f.auroc()),
              String.format(Locale.ROOT, "%.4f", f.averagePrecision()),
              percent(f.precisionAtRate()),
              percent(f.precisionAtReviewed())));
    }
    Repair cure = scoring.cure();
    return String.format(
            Locale.ROOT,
            "truth: %s; %,d of %,d labels differ from it%n",
            scoring.truth().source(),
            scoring.truth().wrong(),
            scoring.truth().known())
        + Tables.plain(lines)
        + heads(scoring)
        + String.format(
            Locale.ROOT,
            "automatic cure: %,d labels changed, %s of them right; %,d wrong ones repaired (%s), %,d right ones"
                + " broken (%s)%s%n",
            cure.changed(),
            percent(cure.precision()),
            cure.repaired(),
            percent(cure.repairedShare()),
            cure.broken(),
            percent(cure.brokenShare()),
            cure.broken() > cure.repaired() ? ": it does more harm than good" : "");
  }

  /** What somebody meets who works through the list of 'review export'. */
  private static String heads(Scoring scoring) {
    if (scoring.heads().isEmpty()) {
      return String.format("%n");
    }
    return String.format("%nof the list that 'review export' writes, the worst first: ")
        + scoring.heads().stream()
            .map(h -> String.format(Locale.ROOT, "%,d of the first %,d", h.wrong(), h.first()))
            .collect(Collectors.joining(", "))
        + String.format(" have a wrong label%n");
  }

  private static String worst(Audit audit) {
    LabelSet classes = audit.evidence().classes();
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("id", "given", "suggested", "score", "confidence", "queue"));
    audit.findings().stream()
        .sorted(Comparator.comparingDouble((Finding f) -> -f.score()))
        .limit(WORST)
        .forEach(
            f ->
                lines.add(
                    List.of(
                        f.sample().id(),
                        classes.name(f.sample().label()),
                        classes.name(f.suggested()),
                        String.format(Locale.ROOT, "%.3f", f.score()),
                        String.format(Locale.ROOT, "%.3f", f.confidence()),
                        f.queue().id())));
    return Tables.plain(lines);
  }

  private static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
