package io.selfcure.curation.review;

import io.selfcure.core.data.CellTexts;
import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.CsvText;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Spelling;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.audit.AuditFolder;
import io.selfcure.curation.audit.AuditLine;
import io.selfcure.curation.audit.Queue;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decisions as a table that is filled in elsewhere (docs/formats/audit.md). */
public final class Decisions {

  private static final String WORDS = "accept, reject, label, ambiguous or drop";
  private static final int SHOWN = 20;

  private Decisions() {}

  /**
   * Writes findings for people to decide about, the worst first; decisions in force are filled in.
   *
   * @param queue only these; null for all that the audit found something about, and, where there is
   *     no limit, whatever else was decided, so that the table carries all decisions
   * @param limit at most so many, but that a group of twins is written whole
   * @return how many were written
   */
  public static int export(
      AuditFolder audit,
      Map<String, Entry> inForce,
      @Nullable ReviewQueue queue,
      int limit,
      Path to) {
    LabelSet classes = audit.classes();
    List<AuditLine> chosen = new ArrayList<>(ReviewQueue.of(audit, queue, limit));
    if (queue == null && limit == Integer.MAX_VALUE) {
      audit.lines().stream()
          .filter(l -> l.queue() == Queue.OK && inForce.containsKey(l.id()))
          .forEach(chosen::add);
    }
    CsvText table =
        new CsvText(
            "id",
            "path",
            "split",
            "given_label",
            "suggested_label",
            "queue",
            "score",
            "confidence",
            "why",
            "decision",
            "label");
    for (AuditLine l : chosen) {
      Entry entry = inForce.get(l.id());
      table.add(
          l.id(),
          l.path(),
          l.split(),
          classes.name(l.given()),
          classes.name(l.suggested()),
          l.queue().id(),
          String.format(Locale.ROOT, "%.6f", l.score()),
          String.format(Locale.ROOT, "%.6f", l.confidence()),
          l.why(),
          entry == null ? "" : entry.decision().action(),
          entry == null ? "" : entry.decision().argument(classes));
    }
    Outputs.writeAtomically(to, table.text());
    return chosen.size();
  }

  /**
   * Reads a table of decisions: columns {@code id}, {@code decision} and {@code label}, others are
   * ignored, rows without a decision are passed over. Spreadsheets save such tables with other
   * separators and encodings: both are recognised.
   *
   * @param encoding of a table without a byte order mark; null for UTF-8
   * @param progress is told what was recognised
   * @throws DataException naming all rows that cannot be taken
   */
  public static Map<String, Decision> read(
      Path file, @Nullable Charset encoding, AuditFolder audit, Progress progress) {
    Map<String, AuditLine> lines = new HashMap<>();
    audit.lines().forEach(l -> lines.put(l.id(), l));
    Map<String, Decision> decisions = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    try (CsvInput csv = new CsvInput(file, CsvLayout.ANYONES.in(encoding))) {
      if (!csv.reading().isEmpty()) {
        progress.say(file + ": " + csv.reading());
      }
      int id = csv.column("id");
      int action = csv.column("decision");
      int argument = csv.column("label");
      for (CsvInput.Row r = csv.next(); r != null; r = csv.next()) {
        if (CellTexts.missing(r.cells().get(action))) {
          continue;
        }
        AuditLine line = lines.get(r.cells().get(id));
        try {
          if (line == null) {
            throw new IllegalArgumentException(
                CsvInput.shown(r.cells().get(id))
                    + " is no sample of the audit, which looks at labelled training pictures");
          }
          String label = CellTexts.value(r.cells().get(argument));
          Decision decision = decide(r.cells().get(action), label, line, audit);
          if (decisions.put(line.id(), decision) != null) {
            throw new IllegalArgumentException(CsvInput.shown(line.id()) + " is decided twice");
          }
        } catch (IllegalArgumentException e) {
          problems.add(r.place() + ": " + e.getMessage());
        }
      }
    }
    if (!problems.isEmpty()) {
      int more = problems.size() - SHOWN;
      throw new DataException(
          file.toString(),
          problems.size()
              + " of its rows cannot be taken, so none was:\n    "
              + String.join("\n    ", problems.subList(0, Math.min(SHOWN, problems.size())))
              + (more > 0 ? "\n    and " + more + " more" : ""),
          "decisions are " + WORDS + "; labels are " + Wording.value(audit.classes().names()));
    }
    return decisions;
  }

  /** What the audit knows fills in what a row leaves out. */
  private static Decision decide(
      String action, String argument, AuditLine line, AuditFolder audit) {
    String word = action.strip().toLowerCase(Locale.ROOT);
    LabelSet classes = audit.classes();
    if (word.equals("accept")) {
      // what is accepted is the suggestion, whatever else the row's label says by mistake
      String suggested = classes.name(line.suggested());
      if (!argument.isBlank() && classes.find(argument) != line.suggested()) {
        throw new IllegalArgumentException(
            "accepts "
                + CsvInput.shown(argument)
                + ", but '"
                + suggested
                + "' is suggested; write 'label' for another one");
      }
      return new Decision.Accept(line.suggested());
    }
    if (word.equals("ambiguous") && argument.isBlank()) {
      return new Decision.Ambiguous(Shares.plausible(line.shares(), audit.rules().plausible()));
    }
    return parse(word, argument, classes);
  }

  /**
   * A decision from its words.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Decision parse(String action, String argument, LabelSet classes) {
    String word = action.strip();
    if ((word.equals("reject") || word.equals("drop")) && !argument.isBlank()) {
      throw new IllegalArgumentException(
          "'" + word + "' takes no label, but there is " + CsvInput.shown(argument));
    }
    return switch (word) {
      case "accept" -> new Decision.Accept(label(argument, classes));
      case "reject" -> new Decision.Reject();
      case "label" -> new Decision.Relabel(label(argument, classes));
      case "ambiguous" -> new Decision.Ambiguous(Shares.parse(argument, classes));
      case "drop" -> new Decision.Drop();
      default -> throw new IllegalArgumentException(CsvInput.shown(word) + " is not " + WORDS);
    };
  }

  private static int label(String name, LabelSet classes) {
    int label = classes.find(name);
    if (label < 0) {
      throw new IllegalArgumentException(
          "label "
              + CsvInput.shown(name)
              + " is no class"
              + Spelling.hint(name.strip().toLowerCase(Locale.ROOT), classes.names()));
    }
    return label;
  }
}
