package io.selfcure.app;

import io.selfcure.curation.review.Entry;
import io.selfcure.workflow.ReviewLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    description = "List the decisions, undone ones included.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:", "  selfcure review list --run runs/noisy"})
final class ReviewListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private AuditChoice which;
  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    ReviewLabels.Log log = ReviewLabels.log(which.read());
    json.show(spec, log.document(), out -> out.print(Tables.plain(lines(log))));
    return 0;
  }

  private static List<List<String>> lines(ReviewLabels.Log log) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("number", "time (UTC)", "reviewer", "id", "decision", "label", ""));
    for (Entry e : log.entries()) {
      lines.add(
          List.of(
              Long.toString(e.number()),
              e.at().toString(),
              e.reviewer(),
              e.id(),
              e.decision().action(),
              e.decision().argument(log.audit().classes()),
              e.undone() ? "undone" : ""));
    }
    return lines;
  }
}
