package io.selfcure.training.loop;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs trainings one after the other, each in a run folder of its own that this program made: a new
 * one is begun, a begun one goes on, a finished one answers with its figures. {@link #stop} reaches
 * the one under way.
 */
public final class Trainings {

  /** Settings that decide no figure. */
  private static final Set<String> FREE = Set.of("threads", "checkpoint-minutes");

  private final int kept;
  private volatile boolean stopping;
  private volatile @Nullable Trainer current;

  /**
   * Trainings that keep the checkpoints of their last epochs.
   *
   * @param kept how many, 0 for none
   */
  public Trainings(int kept) {
    this.kept = kept;
  }

  /**
   * Trains, or goes on, to the end.
   *
   * @param settings resolved settings
   * @param pixels the data set's pictures at the input size, picture i for row i
   * @param out the run folder; what lies there without being a run is removed
   * @return all epochs' figures
   * @throws io.selfcure.core.error.InterruptedRunException after {@link #stop}
   * @throws UsageException when the run was begun with other settings
   */
  public List<Map<String, String>> train(
      TrainSettings settings, Dataset data, PixelPack pixels, Path out, Progress progress) {
    try (Trainer trainer = open(settings, data, pixels, out, progress)) {
      trainer.keepLast(kept);
      current = trainer;
      if (stopping) {
        trainer.stop();
      }
      return trainer.train();
    } finally {
      current = null;
    }
  }

  private static Trainer open(
      TrainSettings settings, Dataset data, PixelPack pixels, Path out, Progress progress) {
    RunFolder run = new RunFolder(out);
    if (!run.exists()) {
      Outputs.deleteTree(out); // killed before it was a run
      return Trainer.start(settings, data, pixels, out, progress);
    }
    Map<String, String> changed = differences(RunFiles.settings(run).toMap(), settings.toMap());
    if (!changed.isEmpty()) {
      throw new UsageException(
          out.toString(),
          "was begun with other settings: " + Wording.value(changed),
          "name another folder");
    }
    return Trainer.resume(data, pixels, out, progress);
  }

  /** Those of some settings by name that decide figures. */
  public static Map<String, String> deciding(Map<String, String> settings) {
    Map<String, String> deciding = new LinkedHashMap<>(settings);
    deciding.keySet().removeAll(FREE);
    return deciding;
  }

  /**
   * The settings that differ and decide figures, by name: "0.25, now 0.5".
   *
   * @param recorded settings by name; an earlier version may have written them, which knew fewer:
   *     the others count as they are by default
   * @param now settings by name
   */
  public static Map<String, String> differences(
      Map<String, String> recorded, Map<String, String> now) {
    Map<String, String> changed = new LinkedHashMap<>();
    Map<String, String> before = completed(recorded);
    Map<String, String> all = new LinkedHashMap<>(before);
    all.putAll(now);
    all.keySet().removeAll(FREE);
    for (String name : all.keySet()) {
      String was = before.getOrDefault(name, "not there");
      String is = now.getOrDefault(name, "not there");
      if (!was.equals(is)) {
        changed.put(name, was + ", now " + is);
      }
    }
    return changed;
  }

  private static Map<String, String> completed(Map<String, String> recorded) {
    Map<String, String> settings = new LinkedHashMap<>(recorded);
    settings.keySet().retainAll(TrainSettings.describe().stream().map(d -> d.name()).toList());
    if (settings.isEmpty()) {
      return recorded;
    }
    Map<String, String> all = new LinkedHashMap<>(recorded);
    TrainSettings.of(settings, Map.of()).toMap().forEach(all::putIfAbsent);
    return all;
  }

  /** Asks, from any thread, the training under way to write a checkpoint and end; and all later. */
  public void stop() {
    stopping = true;
    Trainer trainer = current;
    if (trainer != null) {
      trainer.stop();
    }
  }

  /** Whether {@link #stop} was called. */
  public boolean stopping() {
    return stopping;
  }
}
