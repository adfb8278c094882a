package io.selfcure.app;

import io.selfcure.curation.review.Cure;
import io.selfcure.curation.review.Policy;
import io.selfcure.workflow.CureLabels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "cure",
    description =
        "Write a data set with cured labels, after an audit; the original is never changed.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Policies; decisions taken with 'selfcure review' are followed under each:",
      "  auto       besides, what is held mislabelled with at least --confidence",
      "  confirmed  decisions only; without any the labels are the original ones",
      "  soft       as auto; besides, 'votes' of what is mislabelled or ambiguous",
      "             holds what the audit believes, in parts of a hundred: 'selfcure",
      "             train --targets soft' trains on them",
      "",
      "The new data set's changes.csv says what was changed, why and by whom.",
      "",
      "Examples:",
      "  selfcure audit --run runs/noisy",
      "  selfcure cure --run runs/noisy --to noisy-cured",
      "  selfcure cure --audit audits/noisy --policy confirmed --to confirmed",
    })
final class CureCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private AuditChoice choice;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data set that was audited, should it lie elsewhere now.")
  private @Nullable Path data;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "The new data set.")
  private Path to;

  @Option(
      names = "--policy",
      defaultValue = "auto",
      paramLabel = "auto|confirmed|soft",
      description = "Which labels are changed. Default: auto.")
  private Policy policy;

  @Option(
      names = "--confidence",
      paramLabel = "R",
      description = "Least confidence of an automatic change. Default: the audit's.")
  private @Nullable Double confidence;

  @Option(
      names = "--despite-alarms",
      description = "Change labels on the word of a network that alarms or chance speak against.")
  private boolean despiteAlarms;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    Cure.Result done =
        CureLabels.run(
            new CureLabels.Request(choice.read(), data, to, policy, confidence, despiteAlarms),
            Contexts.of(spec));
    Path changes = to.resolve(Cure.CHANGES);
    json.show(
        spec,
        CureLabels.document(to, done),
        out -> {
          out.println(sentences(done));
          out.println("data set: " + to);
          out.printf("what and why: %s%n", changes);
        });
    return 0;
  }

  private static String sentences(Cure.Result done) {
    List<String> lines = new ArrayList<>();
    lines.add(
        done.relabelled().all() == 0
            ? "labels changed: none"
            : String.format(
                Locale.ROOT,
                "labels changed: %,d, of these %,d by people's decisions and %,d automatically",
                done.relabelled().all(),
                done.relabelled().byPeople(),
                done.relabelled().automatic()));
    if (done.dropped() > 0) {
      lines.add(String.format(Locale.ROOT, "samples left out by decisions: %,d", done.dropped()));
    }
    if (done.softened().all() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "samples with other votes: %,d, of these %,d by people's decisions and %,d"
                  + " automatically",
              done.softened().all(),
              done.softened().byPeople(),
              done.softened().automatic()));
    }
    Cure.Truths truths = done.truths();
    if (truths != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "by the true labels: %,d of the changes are right (people's %,d, automatic %,d), %,d broke"
                  + " a right label (%,d, %,d); wrong labels: %,d before, %,d now",
              truths.right().all(),
              truths.right().byPeople(),
              truths.right().automatic(),
              truths.broken().all(),
              truths.broken().byPeople(),
              truths.broken().automatic(),
              truths.wrongBefore(),
              truths.wrongAfter()));
    }
    return String.join(System.lineSeparator(), lines);
  }
}
