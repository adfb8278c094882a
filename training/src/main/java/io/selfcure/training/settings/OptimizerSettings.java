package io.selfcure.training.settings;

import java.util.List;

/**
 * Optimizer, learning rate schedule and sampler; each component says what it is in its annotation.
 */
public record OptimizerSettings(
    @Setting(value = "Optimizer.", byDefault = "sgd") Kind optimizer,
    @Setting(value = "Peak learning rate.", byDefault = "0.05", min = 1e-8, max = 10)
        double learningRate,
    @Setting(value = "Momentum (sgd).", byDefault = "0.9", min = 0, max = 0.9999) double momentum,
    @Setting(value = "Nesterov momentum (sgd).", byDefault = "true") boolean nesterov,
    @Setting(
            value = "Weight decay; decoupled with adamw, L2 otherwise.",
            byDefault = "0.0005",
            min = 0,
            max = 1)
        double weightDecay,
    @Setting(value = "Decay batch norms and biases too.", byDefault = "true") boolean decayNorms,
    @Setting(value = "Learning rate schedule.", byDefault = "cosine") Schedule schedule,
    @Setting(
            value = "Epochs after which the step schedule drops.",
            byDefault = "15,30",
            min = 1,
            max = 100000)
        List<Integer> stepEpochs,
    @Setting(value = "Factor of a drop.", byDefault = "0.1", min = 1e-4, max = 1) double stepFactor,
    @Setting(
            value = "Factor an epoch, exponential schedule.",
            byDefault = "0.9",
            min = 0.1,
            max = 1)
        double exponentialFactor,
    @Setting(value = "Epochs of linear warm-up.", byDefault = "1", min = 0) double warmupEpochs,
    @Setting(value = "Clip the gradient's norm; 0 does not.", byDefault = "0", min = 0, max = 1e6)
        double clipGradient,
    @Setting(
            value = "shuffle, or balanced: every class alike by over-sampling.",
            byDefault = "shuffle")
        Sampler sampler) {

  /** The optimizers. */
  public enum Kind {
    SGD,
    ADAM,
    ADAMW
  }

  /** The schedules. */
  public enum Schedule {
    CONSTANT,
    STEP,
    EXPONENTIAL,
    COSINE
  }

  /** The samplers. */
  public enum Sampler {
    SHUFFLE,
    BALANCED
  }

  /** Copies the list. */
  public OptimizerSettings {
    stepEpochs = List.copyOf(stepEpochs);
  }

  /**
   * The learning rate after {@code t} epochs of {@code epochs}, t counted with fractions from 0:
   * linear warm-up first, then the schedule; cosine falls to zero at the end.
   */
  public double rate(double t, int epochs) {
    if (t < warmupEpochs) {
      return learningRate * t / warmupEpochs;
    }
    double factor =
        switch (schedule) {
          case CONSTANT -> 1;
          case STEP ->
              Math.pow(stepFactor, (double) stepEpochs.stream().filter(e -> e <= t).count());
          case EXPONENTIAL -> Math.pow(exponentialFactor, Math.floor(t));
          case COSINE ->
              0.5
                  * (1
                      + Math.cos(
                          Math.PI * (t - warmupEpochs) / Math.max(1e-9, epochs - warmupEpochs)));
        };
    return learningRate * factor;
  }
}
