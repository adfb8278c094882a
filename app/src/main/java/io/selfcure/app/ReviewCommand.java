package io.selfcure.app;

import io.selfcure.core.error.UsageException;
import io.selfcure.curation.audit.AuditFolder;
import io.selfcure.curation.review.Decision;
import io.selfcure.curation.review.Decisions;
import io.selfcure.curation.review.Entry;
import io.selfcure.curation.review.ReviewQueue;
import io.selfcure.curation.review.ReviewStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "review",
    description = "Take decisions about an audit's findings, list them and undo them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "export|apply|list|undo",
    subcommands = {
      ReviewCommand.Export.class,
      ReviewCommand.Apply.class,
      ReviewCommand.Listing.class,
      ReviewCommand.Undo.class
    },
    footer = {
      "",
      "Examples:",
      "  selfcure review export --run runs/noisy --queue mislabelled --to review.csv",
      "  selfcure review apply --run runs/noisy --from review.csv --reviewer Ada",
    })
final class ReviewCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what: export, apply, list or undo.");
  }

  /** Who takes decisions, or undoes them. */
  static final class Reviewer {
    @Option(
        names = "--reviewer",
        required = true,
        paramLabel = "NAME",
        description = "Your name, which the log keeps.")
    private String name;
  }

  @Command(
      name = "export",
      description = "Write the findings to decide about as a table, the worst labels first.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      footer = {
        "",
        "Fill in the column 'decision', then apply the table:",
        "  accept     the suggested label is right",
        "  reject     the given label stays",
        "  label      another one is right: the column 'label' names it",
        "  ambiguous  people would disagree: 'label' may say how, as in 'anger:60 fear:40'; the",
        "             greatest share becomes the label (of equal ones the given, else the first class), the",
        "             shares serve --targets soft",
        "  drop       the picture is of no use",
        "Rows without a decision are passed over.",
        "",
        "Example:",
        "  selfcure review export --run runs/noisy --queue mislabelled --limit 200 --to review.csv",
        "  selfcure review export --run runs/noisy --queue twins --to twins.csv",
      })
  static final class Export implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private AuditChoice which;
    @Mixin private JsonOption json;

    @Option(names = "--to", required = true, paramLabel = "FILE", description = "The new table.")
    private Path to;

    @Option(
        names = "--queue",
        paramLabel = "QUEUE",
        description =
            "${COMPLETION-CANDIDATES}; twins are nearly equal pictures with different labels, side by"
                + " side, no-face is what 'audit --faces' found none on, both whatever else was found."
                + " Default: all but ok.")
    private @Nullable ReviewQueue queue;

    @Option(
        names = "--limit",
        paramLabel = "N",
        description = "At most so many, but that the last group of twins is whole. Default: all.")
    private @Nullable Integer limit;

    @Override
    public Integer call() {
      if (limit != null && limit < 1) {
        throw new UsageException("--limit", limit + " is below 1", "give a number of rows");
      }
      if (Files.exists(to)) {
        throw new UsageException(
            "--to", to + " exists: there may be decisions in it", "name a new file or remove it");
      }
      AuditFolder audit = which.read();
      int most = limit == null ? Integer.MAX_VALUE : limit;
      int written = Decisions.export(audit, ReviewStore.inForce(audit), queue, most, to);
      json.show(
          spec,
          Map.of("to", to.toString(), "findings", written),
          out -> out.printf(Locale.ROOT, "%,d findings to decide about: %s%n", written, to));
      return 0;
    }
  }

  @Command(
      name = "apply",
      description = "Take over the decisions of a table, all or none; twice is the same as once.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      footer = {
        "",
        "Example:",
        "  selfcure review apply --run runs/noisy --from review.csv --reviewer Ada"
      })
  static final class Apply implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private AuditChoice which;
    @Mixin private JsonOption json;

    @Option(
        names = "--from",
        required = true,
        paramLabel = "FILE",
        description = "A table with the columns id, decision and label.")
    private Path from;

    @Mixin private Reviewer reviewer;

    @Override
    public Integer call() {
      AuditFolder audit = which.read();
      Map<String, Decision> decisions = Decisions.read(from, audit);
      try (ReviewStore store = ReviewStore.open(audit)) {
        int added = store.apply(decisions, reviewer.name);
        int known = decisions.size() - added;
        json.show(
            spec,
            Map.of("added", added, "in-force-already", known),
            out ->
                out.printf(
                    Locale.ROOT, "decisions added: %,d, in force already: %,d%n", added, known));
      }
      return 0;
    }
  }

  @Command(
      name = "list",
      description = "List the decisions, undone ones included.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      footer = {"", "Example:", "  selfcure review list --run runs/noisy"})
  static final class Listing implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private AuditChoice which;
    @Mixin private JsonOption json;

    @Override
    public Integer call() {
      AuditFolder audit = which.read();
      List<List<String>> lines = new ArrayList<>();
      lines.add(List.of("number", "time (UTC)", "reviewer", "id", "decision", "label", ""));
      try (ReviewStore store = ReviewStore.open(audit)) {
        for (Entry e : store.log()) {
          lines.add(
              List.of(
                  Long.toString(e.number()),
                  e.at().toString(),
                  e.reviewer(),
                  e.id(),
                  e.decision().action(),
                  e.decision().argument(audit.classes()),
                  e.undone() ? "undone" : ""));
        }
      }
      List<Map<String, String>> document =
          lines.subList(1, lines.size()).stream()
              .map(
                  l ->
                      Map.of(
                          "number", l.get(0),
                          "time", l.get(1),
                          "reviewer", l.get(2),
                          "id", l.get(3),
                          "decision", l.get(4),
                          "label", l.get(5),
                          "state", l.get(6).isEmpty() ? "in force" : l.get(6)))
              .toList();
      json.show(spec, document, out -> out.print(Tables.plain(lines)));
      return 0;
    }
  }

  @Command(
      name = "undo",
      description = "Undo decisions by their numbers; the ones before them are in force again.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      footer = {
        "",
        "Example:",
        "  selfcure review undo --run runs/noisy --number 12,13 --reviewer Ada"
      })
  static final class Undo implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private AuditChoice which;
    @Mixin private JsonOption json;

    @Option(
        names = "--number",
        required = true,
        split = ",",
        paramLabel = "N",
        description = "The decisions' numbers; 'review list' shows them.")
    private Long[] numbers;

    @Mixin private Reviewer reviewer;

    @Override
    public Integer call() {
      AuditFolder audit = which.read();
      try (ReviewStore store = ReviewStore.open(audit)) {
        store.undo(Arrays.asList(numbers), reviewer.name);
      }
      json.show(
          spec,
          Map.of("undone", numbers.length),
          out ->
              out.printf(
                  Locale.ROOT,
                  "decisions undone: %,d; an automatic cure may change these labels again ('reject'"
                      + " keeps one)%n",
                  numbers.length));
      return 0;
    }
  }
}
