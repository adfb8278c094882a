package io.selfcure.app;

import io.selfcure.core.data.Split;
import io.selfcure.datasets.check.KeptCopies;
import io.selfcure.workflow.LeaveOutCopies;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "dedup",
    description =
        "Write a copy of a data set in which no picture of one split has a copy in another split.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Copies are the same picture, be it brighter, compressed, resized, mirrored, turned by up to 10",
      "degrees or cut by up to a tenth; two pictures of one person are none. The new set's skipped.csv",
      "lists what was left out, and of what each is a copy.",
      "",
      "Example:",
      "  selfcure datasets dedup data/faces --keep test --to data/faces-clean"
    })
final class DatasetsDedupCommand implements Callable<Integer> {

  private enum Keep {
    TEST,
    TRAIN
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The data set.")
  private Path dir;

  @Option(
      names = "--keep",
      defaultValue = "test",
      paramLabel = "test|train",
      description =
          "Whose copies stay: test (then valid, and the training copies go), so that figures stay"
              + " comparable; or train (then valid). Default: test.")
  private Keep keep;

  @Option(
      names = "--within-splits",
      description =
          "Also leave out all but the first of copies within one split that have one label; where"
              + " labels differ all stay, for an audit to judge.")
  private boolean withinSplits;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "The new data set.")
  private Path to;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    KeptCopies kept =
        new KeptCopies(
            keep == Keep.TEST ? KeptCopies.TEST_FIRST : KeptCopies.TRAIN_FIRST, withinSplits);
    LeaveOutCopies.Result made =
        LeaveOutCopies.run(new LeaveOutCopies.Request(dir, kept, to), Contexts.of(spec));
    json.show(spec, made.document(), out -> print(out, made.done()));
    return 0;
  }

  private void print(PrintWriter out, KeptCopies.Result done) {
    int all = 0;
    for (Split split : Split.values()) {
      int left = done.left().getOrDefault(split, 0);
      all += left;
      if (left > 0) {
        out.printf(Locale.ROOT, "%-6s %,d copies left out%n", split.id(), left);
      }
    }
    if (done.undecided() > 0) {
      out.printf(
          Locale.ROOT,
          "%,d groups of copies within a split have different labels and stayed whole%n",
          done.undecided());
    }
    out.printf(
        Locale.ROOT,
        "%s: %,d samples, %,d left out (skipped.csv says of what each was a copy)%n",
        to,
        done.made().samples().size(),
        all);
  }
}
