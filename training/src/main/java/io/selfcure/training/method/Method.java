package io.selfcure.training.method;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.ledger.Observations;
import io.selfcure.curation.ledger.Relabelling;
import io.selfcure.curation.run.AlarmKind;
import io.selfcure.curation.run.Facts;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.input.SoftTargets;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.objective.Optimization;
import io.selfcure.training.objective.Outcome;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.training.weights.TensorData;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A way to train: what a step does with a batch, what follows at an epoch's end, which network is
 * the one to use, and what of all this a reader of the run must know. The loop knows no other
 * difference between modes.
 *
 * <p>A new method is a class in this package, a line in {@link io.selfcure.training.settings.Mode},
 * and the case in {@link #of} that the compiler asks for then.
 */
public interface Method extends AutoCloseable {

  /** The method that the settings ask for. */
  static Method of(Setup setup) {
    return switch (setup.settings().mode()) {
      // these four are names for switches, each of which may be set otherwise
      case BASELINE, PAPER, REFERENCE, IMPROVED ->
          setup.settings().objective().evidence()
              ? new EvidenceMethod(setup)
              : new ScnMethod(setup);
    };
  }

  /**
   * What a method works with.
   *
   * @param settings of the training
   * @param data what is trained on
   * @param network the network that steps change
   * @param optimization its optimizer
   */
  record Setup(
      TrainSettings settings, TrainingData data, ResNet18 network, Optimization optimization) {

    /** Whether the network's convolutions run in bf16. */
    boolean bf16() {
      return settings.precision() == TrainSettings.Precision.BF16;
    }

    /** An evaluator of a network on the data's pictures. */
    Evaluator evaluator(ResNet18 of) {
      return new Evaluator(of, data.pixels(), data.labels(), bf16());
    }
  }

  /**
   * What is trained on.
   *
   * @param samples the samples; elsewhere their position in it names them
   * @param pixels pictures at the input size, by the samples' rows
   * @param labels the classes
   * @param soft the samples' votes as targets, null where the targets are labels
   */
  record TrainingData(
      Cohort samples, PixelPack pixels, LabelSet labels, @Nullable SoftTargets soft) {}

  /**
   * A batch of N samples.
   *
   * @param images [N, 3, H, W] fp32, normalised
   * @param positions [N] of the samples
   * @param labels [N] their current labels
   * @param epoch in which it is trained on, counted from 1
   */
  record Batch(Tensor images, int[] positions, int[] labels, int epoch) {}

  /**
   * What a checkpoint holds.
   *
   * @param epoch the last complete epoch
   * @param tensors by name
   */
  record Saved(int epoch, Map<String, TensorData> tensors) {

    /**
     * A tensor by name.
     *
     * @throws ModelException when there is none
     */
    public TensorData required(String name) {
      TensorData tensor = tensors.get(name);
      if (tensor == null) {
        throw new ModelException("checkpoint", "lacks '" + name + "'", "use another checkpoint");
      }
      return tensor;
    }
  }

  /**
   * Trains on one batch.
   *
   * @throws io.selfcure.core.error.DivergedException when the loss is not finite; the weights are
   *     then as before the step
   */
  Outcome step(Batch batch);

  /**
   * Ends an epoch.
   *
   * @param current the labels trained on, by position
   * @param observed what the epoch's steps saw
   * @return the labels to change now, beside those that steps changed
   */
  List<Relabelling> endEpoch(int epoch, int[] current, Observations observed, Progress progress);

  /** Evaluates the network to use. */
  Evaluator evaluator();

  /**
   * A copy of all that it needs to go on, apart from the optimizer: the weights of the network to
   * use under PyTorch's names, anything else under {@code selfcure.}.
   */
  Map<String, TensorData> save();

  /**
   * Takes back what {@link #save} gave.
   *
   * @throws ModelException when it is of another network or method
   */
  void restore(Saved saved);

  /** What a reader of the run must know of this method under these settings. */
  Facts facts();

  /** Why it changes labels, as the ledger keeps it beside each change. */
  String rule();

  /** Frees what it made itself; the network and the optimizer are their owner's. */
  @Override
  default void close() {}

  /** What to do about an alarm, by the settings that count here. */
  default String remedy(AlarmKind alarm) {
    return alarm.remedy();
  }
}
