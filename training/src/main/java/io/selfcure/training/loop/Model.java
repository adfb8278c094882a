package io.selfcure.training.loop;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.ModelException;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.network.NetworkWeights;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.runtime.Accelerator;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A trained network with what is needed to use it.
 *
 * @param network the network with its weights
 * @param labels the classes in the order of its outputs
 * @param settings how it was trained, input size included
 * @param epoch the last complete epoch
 * @param step the steps done of the epoch after it: 0 unless the checkpoint was written within one
 */
public record Model(ResNet18 network, LabelSet labels, TrainSettings settings, int epoch, int step)
    implements AutoCloseable {

  /** Which checkpoint of a run. */
  public enum Choice {
    /** Best accuracy on the validation samples; the last one where there were none. */
    BEST,
    /** The newest: after an epoch, or within one where the run was stopped there. */
    LAST
  }

  /**
   * Opens a model.
   *
   * @param path a run folder or a checkpoint file
   * @param choice which checkpoint of a run folder
   * @throws ModelException when there is none or it is damaged
   */
  public static Model open(Path path, Choice choice) {
    Checkpoint checkpoint = Checkpoint.read(file(path, choice));
    TrainSettings settings = checkpoint.settings();
    ResNet18 network =
        new ResNet18(
            settings.network().architecture(checkpoint.labels().size(), settings.objective()),
            settings.seed());
    NetworkWeights.restoreAll(network.state(), checkpoint.tensors());
    Checkpoint.Position at = checkpoint.position();
    return new Model(network, checkpoint.labels(), settings, at.epoch(), at.step());
  }

  /** After what its weights were kept: "epoch 3", or "step 2 of epoch 4". */
  public String after() {
    return after(epoch, step);
  }

  /** The same in words of a last complete epoch and the steps done after it. */
  public static String after(int epoch, int step) {
    return step == 0 ? "epoch " + epoch : "step " + step + " of epoch " + (epoch + 1);
  }

  /** The checkpoint's file: of a run folder that of the choice, else the path itself. */
  public static Path file(Path path, Choice choice) {
    if (!Files.isDirectory(path)) {
      return path;
    }
    RunFolder run = new RunFolder(path);
    boolean best = choice == Choice.BEST && Files.exists(run.bestCheckpoint());
    return best ? run.bestCheckpoint() : run.lastCheckpoint();
  }

  /**
   * The classes of a model, in the order of its outputs, without keeping its network.
   *
   * @throws ModelException when there is none or it is damaged
   */
  public static LabelSet labels(Path path, Choice choice) {
    return Checkpoint.read(file(path, choice)).labels();
  }

  /**
   * After which epoch a checkpoint was written.
   *
   * @throws ModelException when it is missing or damaged
   */
  public static int epoch(Path checkpoint) {
    return Checkpoint.read(checkpoint).position().epoch();
  }

  /** Frees the network; the model must not be used afterwards. */
  @Override
  public void close() {
    network.close();
  }

  /** Whether it is run in bf16 here: as it was trained, where the machine can. */
  public boolean bf16() {
    return settings.precision() == TrainSettings.Precision.BF16
        && (Accelerator.onCuda() || Torch.cpuHasBf16());
  }

  /**
   * Refuses data of another label set: a figure over other classes would mean nothing.
   *
   * @param place the data set, for the message
   */
  public void requireLabels(LabelSet data, String place) {
    if (!labels.equals(data)) {
      throw new ModelException(
          place,
          "has the classes " + data.names() + ", the model was trained on " + labels.names(),
          "evaluate on data with the model's classes");
    }
  }
}
