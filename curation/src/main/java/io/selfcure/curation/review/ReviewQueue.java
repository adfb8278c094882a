package io.selfcure.curation.review;

import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.audit.AuditFolder;
import io.selfcure.curation.audit.AuditLine;
import io.selfcure.curation.audit.Queue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which findings people are asked about: one of the audit's queues, or what cuts across them. */
public enum ReviewQueue {
  /** {@link Queue#MISLABELLED}. */
  MISLABELLED(Queue.MISLABELLED),
  /** {@link Queue#AMBIGUOUS}. */
  AMBIGUOUS(Queue.AMBIGUOUS),
  /** {@link Queue#BAD_IMAGE}. */
  BAD_IMAGE(Queue.BAD_IMAGE),
  /** {@link Queue#OK}. */
  OK(Queue.OK),
  /** Equal or nearly equal pictures with different labels, whatever queue each is in. */
  TWINS(null),
  /** Pictures on which no face was found, whatever queue each is in. */
  NO_FACE(null);

  private static final Comparator<AuditLine> WORST_FIRST =
      Comparator.comparingDouble((AuditLine l) -> -l.score());

  private final @Nullable Queue queue;

  ReviewQueue(@Nullable Queue queue) {
    this.queue = queue;
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The findings to decide about, the worst labels first; twins group by group, the group with the
   * worst label first.
   *
   * @param which null for all that the audit found something about
   * @param limit at most so many; the group of twins that reaches it is given whole, as half of one
   *     cannot be decided about
   * @throws UsageException when the audit did not look for that
   */
  static List<AuditLine> of(AuditFolder audit, @Nullable ReviewQueue which, int limit) {
    if (which == TWINS) {
      return twins(audit, limit);
    }
    if (which == NO_FACE) {
      return faceless(audit).limit(limit).toList();
    }
    return audit.lines().stream()
        .filter(l -> which == null ? l.queue() != Queue.OK : l.queue() == which.queue)
        .sorted(WORST_FIRST)
        .limit(limit)
        .toList();
  }

  private static Stream<AuditLine> faceless(AuditFolder audit) {
    if (!audit.lookedForFaces()) {
      throw new UsageException(
          "{queue=no-face}",
          "the audit " + Wording.value(audit.dir()) + " did not look for faces",
          "audit again with {command audit: faces to} and a new directory");
    }
    Set<String> faceless = audit.faceless();
    return audit.lines().stream().filter(l -> faceless.contains(l.id())).sorted(WORST_FIRST);
  }

  private static List<AuditLine> twins(AuditFolder audit, int limit) {
    Map<String, Integer> groups = audit.conflicts();
    List<AuditLine> chosen = new ArrayList<>();
    audit.lines().stream()
        .filter(l -> groups.containsKey(l.id()))
        .collect(Collectors.groupingBy(l -> groups.getOrDefault(l.id(), 0)))
        .values()
        .stream()
        .map(group -> group.stream().sorted(WORST_FIRST).toList())
        .sorted(Comparator.comparingDouble(group -> -group.get(0).score()))
        .takeWhile(group -> chosen.size() < limit)
        .forEachOrdered(chosen::addAll);
    return chosen;
  }
}
