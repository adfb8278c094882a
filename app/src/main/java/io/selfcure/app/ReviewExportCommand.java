package io.selfcure.app;

import io.selfcure.curation.review.ReviewQueue;
import io.selfcure.workflow.ReviewLabels;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
final class ReviewExportCommand implements Callable<Integer> {

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
    ReviewLabels.Export request = new ReviewLabels.Export(queue, limit, to);
    ReviewLabels.Exported exported = ReviewLabels.export(which.read(), request);
    json.show(
        spec,
        exported.document(),
        out ->
            out.printf(Locale.ROOT, "%,d findings to decide about: %s%n", exported.findings(), to));
    return 0;
  }
}
