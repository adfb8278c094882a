package io.selfcure.app;

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
    name = "apply",
    description = "Take over the decisions of a table, all or none; twice is the same as once.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  selfcure review apply --run runs/noisy --from review.csv --reviewer Ada"
    })
final class ReviewApplyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private AuditChoice which;
  @Mixin private JsonOption json;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "FILE",
      description = "A table with the columns id, decision and label.")
  private Path from;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description =
          "What the table is encoded in, such as windows-1252. Default: utf-8, or what its byte order"
              + " mark tells.")
  private @Nullable String encoding;

  @Mixin private ReviewerOption reviewer;

  @Override
  public Integer call() {
    ReviewLabels.Applied applied =
        ReviewLabels.apply(which.read(), from, encoding, reviewer.name(), Contexts.of(spec));
    json.show(
        spec,
        applied.document(),
        out ->
            out.printf(
                Locale.ROOT,
                "decisions added: %,d, in force already: %,d%n",
                applied.added(),
                applied.inForceAlready()));
    return 0;
  }
}
