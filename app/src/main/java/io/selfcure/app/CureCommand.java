package io.selfcure.app;

import io.selfcure.core.audit.AuditFolder;
import io.selfcure.core.audit.AuditRules;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.review.Cure;
import io.selfcure.core.review.Entry;
import io.selfcure.core.review.Policy;
import io.selfcure.core.review.ReviewStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    AuditFolder folder = choice.read();
    Dataset dataset = Dataset.read(data == null ? Path.of(folder.data()) : data);
    Map<String, Entry> decisions = ReviewStore.inForce(folder);
    AuditRules rules = folder.rules();
    Cure.Result done =
        new Cure(dataset, folder, decisions, policy, confidence == null ? rules.cure() : confidence)
            .write(to, Terminal.progress(spec));
    Path changes = to.resolve(Cure.CHANGES);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("data", to.toString());
    document.put("changes", changes.toString());
    document.put("relabelled", done.relabelled());
    document.put("with-other-votes", done.softened());
    document.put("left-out", done.dropped());
    document.put("by-decisions", done.byPeople());
    json.show(
        spec,
        document,
        out -> {
          out.printf(
              Locale.ROOT,
              "%,d labels changed, %,d with other votes, %,d samples left out; %,d of these by"
                  + " decisions: %s%n",
              done.relabelled(),
              done.softened(),
              done.dropped(),
              done.byPeople(),
              to);
          out.printf("what and why: %s%n", changes);
        });
    return 0;
  }
}
