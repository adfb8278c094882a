package io.selfcure.app;

import io.selfcure.core.data.Split;
import io.selfcure.datasets.split.HashDraw;
import io.selfcure.datasets.split.SplitDraw;
import io.selfcure.workflow.DrawSplit;
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
    name = "split",
    description =
        "Write a copy of a data set in which a share of the training pictures, drawn by a hash of their ids, is the test or validation split.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A picture is drawn when the SHA-256 of salt and id, read as a fraction, lies in the range. Pictures",
      "of one person stay together. Two draws with one salt have nothing in common where their ranges do",
      "not overlap; drawn-test.csv (or drawn-valid.csv) in the new data set lists what was drawn.",
      "",
      "Examples:",
      "  selfcure datasets split ferplus --share 0.12 --salt record-1 --register --to ferplus-record",
      "  selfcure datasets split ferplus-record --into valid --replace --from 0.12 --share 0.12 \\",
      "      --salt record-1 --to ferplus-protocol"
    })
final class DatasetsSplitCommand implements Callable<Integer> {

  private enum Into {
    TEST,
    VALID
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The data set.")
  private Path dir;

  @Option(
      names = "--share",
      required = true,
      paramLabel = "S",
      description = "How much of the training pictures is drawn, such as 0.12.")
  private double share;

  @Option(
      names = "--salt",
      required = true,
      paramLabel = "NAME",
      description = "A name for the draw: another name draws others. Choose it before any result.")
  private String salt;

  @Option(
      names = "--from",
      defaultValue = "0",
      paramLabel = "F",
      description =
          "Where the range begins: 0.12 for a second draw after a share of 0.12. Default: 0.")
  private double from;

  @Option(
      names = "--into",
      defaultValue = "test",
      paramLabel = "test|valid",
      description = "The split they go to. Default: test.")
  private Into into;

  @Option(
      names = "--replace",
      description =
          "Leave out the pictures that are in that split now; without this a split that is not"
              + " empty is refused.")
  private boolean replace;

  @Option(
      names = "--apart",
      description =
          "Keep copies of one picture together too, so that none is in training and in the drawn"
              + " split. Without this they are counted.")
  private boolean apart;

  @Option(
      names = "--register",
      description =
          "Keep the split for figures of record: no training and no audit reads it, and who reads"
              + " it stands in NEW.readings.csv beside the new data set.")
  private boolean register;

  @Option(names = "--to", required = true, paramLabel = "NEW", description = "The new data set.")
  private Path to;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    SplitDraw draw =
        new SplitDraw(
            new HashDraw(salt, from, share), Split.valueOf(into.name()), replace, apart, register);
    DrawSplit.Result made = DrawSplit.run(new DrawSplit.Request(dir, draw, to), Contexts.of(spec));
    json.show(spec, made.document(), out -> print(out, draw, made.done()));
    return 0;
  }

  private void print(PrintWriter out, SplitDraw draw, SplitDraw.Result done) {
    String split = draw.into().id();
    out.printf(
        Locale.ROOT,
        "%s: %,d of %,d training pictures drawn (%.2f %%), fractions from %s to below %s%n",
        split,
        done.ids().size(),
        done.from(),
        100.0 * done.ids().size() / done.from(),
        from,
        draw.by().end());
    out.println("SHA-256 of the drawn ids: " + done.sha256());
    if (done.people() > 0) {
      out.printf(Locale.ROOT, "they show %,d people, none of whom is in training%n", done.people());
    }
    out.printf(
        Locale.ROOT,
        "%,d of them have a copy in training%s, %,d one in the third split%n",
        done.copiesInTraining(),
        done.copiesInTraining() > 0 ? " (--apart keeps copies together)" : "",
        done.copiesElsewhere());
    if (done.replaced() > 0) {
      out.printf(
          Locale.ROOT, "%,d pictures that were in %s are left out%n", done.replaced(), split);
    }
    if (!done.without().isEmpty()) {
      out.println("of these classes none was drawn: " + String.join(", ", done.without()));
    }
    out.printf(Locale.ROOT, "%s: %,d samples%n", to, done.made().samples().size());
    if (done.readings() != null) {
      out.println("registered; readings are recorded in " + done.readings());
    }
  }
}
