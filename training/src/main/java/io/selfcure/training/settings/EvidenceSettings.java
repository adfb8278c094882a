package io.selfcure.training.settings;

/**
 * What the objective does with evidence gathered over epochs; without effect when {@link
 * ObjectiveSettings#evidence} is off. Then, too, the rules that evidence replaces have none: beta,
 * gamma, loss combination, relabel epoch, scope, probability and margin 2.
 *
 * @param averageWeights greatest decay a step of the running average of the network's weights,
 *     which validates, predicts and gives the evidence, while it is gathered
 * @param evidenceMemory share of the evidence so far that an epoch keeps
 * @param evidenceSharpness exponent that sharpens the averaged probabilities
 * @param evidenceStart share of the epochs that gather evidence before losses and labels follow it
 * @param evidenceEnd share of the epochs after which evidence is no longer gathered: from then on
 *     the network learns labels by heart, and would confirm them
 * @param targetSharpness exponent of the posteriors that are trained towards after that
 * @param weightLoss weight of the regression of alpha on the posterior that the label is right
 * @param relabelConfidence least posterior of a new label
 */
public record EvidenceSettings(
    @Setting(
            value =
                "Greatest decay a step of the averaged weights that judge, while evidence is gathered.",
            byDefault = "0.995",
            min = 0,
            max = 0.99999)
        double averageWeights,
    @Setting(
            value = "Share of the evidence so far that an epoch keeps.",
            byDefault = "0.7",
            min = 0,
            max = 0.99)
        double evidenceMemory,
    @Setting(
            value = "Exponent of the averaged probabilities (evidence).",
            byDefault = "1",
            min = 0.1,
            max = 10)
        double evidenceSharpness,
    @Setting(
            value = "Share of the epochs before losses and labels follow the evidence.",
            byDefault = "0.35",
            min = 0,
            max = 1)
        double evidenceStart,
    @Setting(
            value = "Share of the epochs after which no more evidence is gathered.",
            byDefault = "0.5",
            min = 0,
            max = 1)
        double evidenceEnd,
    @Setting(
            value = "Exponent of the posteriors that are trained towards after that.",
            byDefault = "2",
            min = 0.1,
            max = 100)
        double targetSharpness,
    @Setting(
            value = "Weight of the regression of alpha on the evidence.",
            byDefault = "1",
            min = 0,
            max = 100)
        double weightLoss,
    @Setting(
            value = "Least posterior of a new label (evidence).",
            byDefault = "0.8",
            min = 0.5,
            max = 1)
        double relabelConfidence) {

  /** Greatest share of a run that the averaged weights look back on. */
  private static final double LONGEST = 0.25;

  /**
   * The decay of the averaged weights in a run of so many steps. While evidence is gathered a run
   * is averaged over a fiftieth of it at most, or the average would lag behind what the network has
   * learnt. After that it is averaged over as great a share of the run as labels are wrong: the
   * more are, the more of them does the network come to learn by heart.
   *
   * @param noise estimated share of wrong labels; 0 while evidence is gathered
   */
  public double averageWeights(long steps, double noise) {
    double early = Math.min(averageWeights, Math.max(0, 1 - 50.0 / steps));
    return Math.max(early, 1 - 1 / Math.max(1, Math.min(noise, LONGEST) * steps));
  }

  /** Whether evidence is complete before this epoch, counted from 1. */
  public boolean complete(int epoch, int epochs) {
    return epoch > Math.max(1, evidenceEnd * epochs);
  }

  /** Whether losses and labels follow the evidence in this epoch, counted from 1. */
  public boolean cures(int epoch, int epochs) {
    return epoch > evidenceStart * epochs;
  }
}
