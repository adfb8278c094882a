package io.selfcure.workflow.experiment;

import io.selfcure.core.progress.Durations;
import io.selfcure.core.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows a grid's progress: one line for each cell, with the time left over the grid. A training's
 * own lines would bury it; they are in its run folder.
 */
public final class CellWatch {

  private static final Pattern EPOCH = Pattern.compile("epoch (\\d+)/.*");

  private final Progress shown;
  private final boolean live;
  private final List<Double> seconds = new ArrayList<>();
  private Progress.Task task = Progress.NONE.start("", "", 0);
  private String title = "";
  private int left;
  private int epochs;
  private long started;

  /**
   * A watch.
   *
   * @param shown where lines go
   * @param live whether somebody watches: then what a cell does is shown between the lines
   */
  public CellWatch(Progress shown, boolean live) {
    this.shown = shown;
    this.live = live;
  }

  /** A cell was finished before; the pace of those to come is taken from it. */
  void kept(int index, String name, CellRecord record) {
    Double took = record.figures().get("seconds");
    if (took != null) {
      seconds.add(took);
    }
    shown.say("cell " + (index + 1) + " " + name + ": " + record.state().id() + " before");
  }

  /** A cell begins; its training tells the progress returned. */
  Progress begin(int index, int cells, String name, int itsEpochs) {
    left = cells - index - 1;
    epochs = itsEpochs;
    started = System.nanoTime();
    title = "cell " + (index + 1) + "/" + cells + " " + name;
    if (!live) {
      return Progress.NONE;
    }
    task = shown.start(title, "epochs", itsEpochs);
    return new Inner();
  }

  /** The cell has ended. */
  void end(CellRecord record) {
    double took = (System.nanoTime() - started) / 1e9;
    seconds.add(Math.max(took, record.figures().getOrDefault("seconds", 0.0)));
    String line =
        switch (record.state()) {
          case FINISHED -> accuracies(record) + timeLeft(left);
          case FAILED -> "FAILED: " + record.problem().replaceAll("\\s+", " ") + timeLeft(left);
          case BEGUN -> "interrupted";
        };
    if (live) {
      task.advance(record.state() == CellRecord.State.FINISHED ? epochs : 0, line);
      task.close();
    } else {
      shown.say(String.format(Locale.ROOT, "%s: %s, %s", title, line, Durations.words(took)));
    }
  }

  private static String accuracies(CellRecord record) {
    return String.format(
        Locale.ROOT,
        "accuracy %.2f %%, balanced %.2f %%",
        100 * record.figures().getOrDefault("accuracy", Double.NaN),
        100 * record.figures().getOrDefault("balanced_accuracy", Double.NaN));
  }

  /** At the mean pace of the cells so far. */
  private String timeLeft(double cells) {
    if (cells <= 0 || seconds.isEmpty()) {
      return "";
    }
    double mean = seconds.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return "; grid " + Durations.about(mean * cells) + " left";
  }

  /** Turns a training's tasks into the detail of the cell's. */
  private final class Inner implements Progress {
    private int epoch;

    @Override
    public Task start(String what, String unit, long total) {
      Matcher m = EPOCH.matcher(what);
      epoch = m.matches() ? Integer.parseInt(m.group(1)) - 1 : epoch;
      return new Task() {
        @Override
        public void advance(long done, String detail) {
          double share = total > 0 ? (double) done / total : 0;
          double rest = left + 1 - Math.min(1, (epoch + share) / epochs);
          task.advance(
              epoch, String.format(Locale.ROOT, "%s %.0f %%%s", what, 100 * share, timeLeft(rest)));
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void say(String line) {}
  }
}
