package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.error.DataException;
import io.selfcure.curation.audit.AuditFolder;
import io.selfcure.curation.review.Cure;
import io.selfcure.curation.review.Policy;
import io.selfcure.curation.review.ReviewStore;
import io.selfcure.curation.run.Doubt;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a data set with cured labels, after an audit. */
public final class CureLabels {

  private CureLabels() {}

  /**
   * What is to be cured.
   *
   * @param audit the audit
   * @param data the data set; null where the audit found it
   * @param to the new data set
   * @param policy which labels are changed
   * @param confidence least confidence of an automatic change, 0.8 to 1; null for the audit's
   * @param despiteAlarms whether labels are changed on the word of a network that alarms or chance
   *     speak against
   */
  public record Request(
      AuditFolder audit,
      @Nullable Path data,
      Path to,
      Policy policy,
      @Nullable Double confidence,
      boolean despiteAlarms) {}

  /**
   * Writes it.
   *
   * @throws DataException when the audit's network is not to be believed and labels would follow it
   */
  public static Cure.Result run(Request request, Context context) {
    AuditFolder audit = request.audit();
    requireBelievable(request, context);
    Dataset dataset = Dataset.read(request.data() == null ? Path.of(audit.data()) : request.data());
    return new Cure(
            dataset,
            audit,
            ReviewStore.inForce(audit),
            request.policy(),
            request.confidence() == null ? audit.rules().cure() : request.confidence())
        .write(request.to(), context.progress());
  }

  /** The figures for programs (docs/formats/json.md). */
  public static Map<String, Object> document(Path to, Cure.Result done) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("data", to.toString());
    document.put("changes", to.resolve(Cure.CHANGES).toString());
    document.put("relabelled", done.relabelled().all());
    document.put("with-other-votes", done.softened().all());
    document.put("left-out", done.dropped());
    document.put("by-decisions", done.byPeople());
    Cure.Truths truths = done.truths();
    if (truths != null) {
      document.put("right", truths.right().all());
      document.put("broken", truths.broken().all());
      document.put("wrong-before", truths.wrongBefore());
      document.put("wrong-after", truths.wrongAfter());
    }
    return document;
  }

  /** Decisions of people need no network; everything else rests on it. */
  private static void requireBelievable(Request request, Context context) {
    if (request.policy() == Policy.CONFIRMED) {
      return;
    }
    List<Doubt> doubts = request.audit().doubts();
    List<Doubt> grave = doubts.stream().filter(Doubt::grave).toList();
    if (!grave.isEmpty() && !request.despiteAlarms()) {
      throw new DataException(
          request.audit().dir().toString(),
          "is not to be believed without a look: "
              + String.join("; ", grave.stream().map(Doubt::finding).toList()),
          grave.get(0).remedy()
              + ". Or follow people's decisions only, with {policy=confirmed}; {despite-alarms}"
              + " cures nevertheless");
    }
    doubts.forEach(d -> context.warnings().accept(d.warning(context.wording())));
  }
}
