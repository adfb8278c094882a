package io.selfcure.training.loop;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.run.Doubt;
import io.selfcure.training.input.BatchLoader;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.input.Order;
import io.selfcure.training.input.SoftTargets;
import io.selfcure.training.settings.ObjectiveSettings;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What can be told of a training before it begins: what would fail, and settings that will hardly
 * come to anything.
 */
public final class Outlook {

  /** From random weights fewer steps than this teach little (docs/results.md, small sets). */
  private static final long FEW_STEPS = 2000;

  /** As many do well on a few thousand pictures. */
  private static final long GOOD_STEPS = 5000;

  /** Before so many steps from random weights it is no wonder that a network guesses. */
  private static final long HASTY_STEPS = 1000;

  private static final int SMALL_BATCH = 16;
  private static final int MOST_EPOCHS = 300;

  private Outlook() {}

  /**
   * The doubts about a training, none of them grave.
   *
   * @param settings resolved settings
   */
  public static List<Doubt> of(TrainSettings settings, Dataset data) {
    List<Doubt> doubts = new ArrayList<>();
    int images = Cohort.divide(data, settings).training().size();
    long steps = settings.epochs() * Order.stepsAnEpoch(images, settings.batch());
    if (steps < FEW_STEPS && settings.network().init().isEmpty()) {
      doubts.add(fewSteps(settings, images, steps));
    }
    ObjectiveSettings objective = settings.objective();
    if (!settings.idle().contains("relabel-epoch")
        && objective.relabelEpoch() >= settings.epochs()) {
      boolean last = objective.relabelEpoch() == settings.epochs();
      doubts.add(
          new Doubt(
              String.format(
                  Locale.ROOT,
                  "labels are to be changed from epoch %d on, %s",
                  objective.relabelEpoch(),
                  last
                      ? "which is the last: no later epoch learns from the changed labels"
                      : "but the last is epoch " + settings.epochs() + ": none will be changed"),
              "lower {relabel-epoch}, raise {epochs}, or say {relabelling=false}",
              false));
    }
    return doubts;
  }

  /**
   * The first epoch in which a network ought to do better than guessing; the last at the latest.
   */
  static int judgedFrom(TrainSettings settings, int images) {
    long anEpoch = Order.stepsAnEpoch(images, settings.batch());
    return (int) Math.min(settings.epochs(), (HASTY_STEPS + anEpoch - 1) / anEpoch);
  }

  /**
   * Refuses what would make {@link Trainer#start} fail, before any long preparation.
   *
   * @param settings resolved settings
   * @param out the run folder, must be new or empty
   */
  public static void check(TrainSettings settings, Dataset data, Path out) {
    Outputs.requireFresh(out, "{out}");
    requireTrainable(settings, data);
    int side = settings.network().inputSize();
    BatchLoader.requireHeld(settings.batch() + 1, side, side);
    String init = settings.network().init();
    if (!init.isEmpty() && !Files.isRegularFile(Path.of(init))) {
      throw new UsageException(
          "{init}", Wording.value(init) + " is not a file", "name a .pth or .safetensors file");
    }
  }

  /**
   * Refuses a data set that cannot be trained on so.
   *
   * @throws DataException when it lacks samples or the votes that the settings ask for
   */
  public static void requireTrainable(TrainSettings settings, Dataset data) {
    SoftTargets.of(settings, data, Cohort.divide(data, settings).training());
  }

  private static Doubt fewSteps(TrainSettings settings, int images, long steps) {
    int batch = Math.min(settings.batch(), SMALL_BATCH);
    long anEpoch = Order.stepsAnEpoch(images, batch);
    long epochs =
        Math.max(settings.epochs(), Math.min(MOST_EPOCHS, (GOOD_STEPS + anEpoch - 1) / anEpoch));
    return new Doubt(
        String.format(
            Locale.ROOT,
            "%d epochs of %,d images in batches of %d are %,d steps; from random weights a network"
                + " learns little in fewer than %,d",
            settings.epochs(),
            images,
            settings.batch(),
            steps,
            FEW_STEPS),
        String.format(
            Locale.ROOT,
            "{batch=%d} {epochs=%d} {optimizer=adam} {learning-rate=0.001} (see"
                + " docs/guide/training-well.md, small sets), or {init} with a network trained on"
                + " faces",
            batch,
            epochs),
        false);
  }
}
