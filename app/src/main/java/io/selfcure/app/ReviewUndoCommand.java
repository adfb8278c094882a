package io.selfcure.app;

import io.selfcure.workflow.ReviewLabels;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
final class ReviewUndoCommand implements Callable<Integer> {

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

  @Mixin private ReviewerOption reviewer;

  @Override
  public Integer call() {
    ReviewLabels.undo(which.read(), Arrays.asList(numbers), reviewer.name());
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
