package io.selfcure.workflow;

import io.selfcure.core.data.TextReader;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.audit.AuditFolder;
import io.selfcure.curation.review.Decision;
import io.selfcure.curation.review.Decisions;
import io.selfcure.curation.review.Entry;
import io.selfcure.curation.review.ReviewQueue;
import io.selfcure.curation.review.ReviewStore;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes people's decisions about an audit's findings, lists them and undoes them. */
public final class ReviewLabels {

  private ReviewLabels() {}

  /**
   * Which findings are to be decided about in a table.
   *
   * @param queue only these; null for all but ok
   * @param limit at most so many, but that the last group of near-duplicates is whole; null for all
   * @param to the new table
   */
  public record Export(@Nullable ReviewQueue queue, @Nullable Integer limit, Path to) {

    /** Checks the limit. */
    public Export {
      if (limit != null && limit < 1) {
        throw new UsageException("{limit}", limit + " is below 1", "give a number of rows");
      }
    }
  }

  /**
   * A table to fill in.
   *
   * @param to the table
   * @param findings its rows
   */
  public record Exported(Path to, int findings) {

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("to", to.toString());
      d.put("findings", findings);
      return d;
    }
  }

  /**
   * Writes the findings, the worst labels first; decisions in force are filled in.
   *
   * @throws UsageException when the table exists already: there may be decisions in it
   */
  public static Exported export(AuditFolder audit, Export request) {
    Path to = request.to();
    if (Files.exists(to)) {
      throw new UsageException(
          "{to}",
          Wording.value(to) + " exists: there may be decisions in it",
          "name a new file or remove it");
    }
    int most = request.limit() == null ? Integer.MAX_VALUE : request.limit();
    return new Exported(
        to, Decisions.export(audit, ReviewStore.inForce(audit), request.queue(), most, to));
  }

  /**
   * A table that was applied.
   *
   * @param added decisions that are in force now and were not before
   * @param inForceAlready the others
   */
  public record Applied(int added, int inForceAlready) {

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("added", added);
      d.put("in-force-already", inForceAlready);
      return d;
    }
  }

  /**
   * Takes over the decisions of a table, all or none; twice is the same as once.
   *
   * @param table a table with the columns id, decision and label
   * @param encoding what it is encoded in, such as windows-1252; null for UTF-8, or what a byte
   *     order mark tells
   * @param reviewer who decided
   * @throws io.selfcure.core.error.DataException when the table is not about this audit
   */
  public static Applied apply(
      AuditFolder audit, Path table, @Nullable String encoding, String reviewer, Context context) {
    Charset charset = encoding == null ? null : TextReader.encoding(encoding, "{encoding}");
    Map<String, Decision> decisions = Decisions.read(table, charset, audit, context.progress());
    try (ReviewStore store = ReviewStore.open(audit)) {
      int added = store.apply(decisions, reviewer);
      return new Applied(added, decisions.size() - added);
    }
  }

  /**
   * All decisions.
   *
   * @param audit what they are about
   * @param entries in the order of time, undone ones included
   */
  public record Log(AuditFolder audit, List<Entry> entries) {

    /** Copies the list. */
    public Log {
      entries = List.copyOf(entries);
    }

    /** They for programs (docs/formats/json.md). */
    public List<Map<String, String>> document() {
      return entries.stream().map(this::document).toList();
    }

    private Map<String, String> document(Entry e) {
      Map<String, String> d = new LinkedHashMap<>();
      d.put("number", Long.toString(e.number()));
      d.put("time", e.at().toString());
      d.put("reviewer", e.reviewer());
      d.put("id", e.id());
      d.put("decision", e.decision().action());
      d.put("label", e.decision().argument(audit.classes()));
      d.put("state", e.undone() ? "undone" : "in force");
      return d;
    }
  }

  /** Reads the decisions. */
  public static Log log(AuditFolder audit) {
    return new Log(audit, ReviewStore.log(audit));
  }

  /**
   * Undoes decisions, all or none; the ones before them are in force again.
   *
   * @param numbers lines of the log
   * @throws UsageException when one is not in the log or is undone already
   */
  public static void undo(AuditFolder audit, List<Long> numbers, String reviewer) {
    try (ReviewStore store = ReviewStore.open(audit)) {
      store.undo(numbers, reviewer);
    }
  }
}
