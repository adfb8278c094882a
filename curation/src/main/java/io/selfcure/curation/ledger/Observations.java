package io.selfcure.curation.ledger;

import java.util.Arrays;

/**
 * What the network thought of every training sample in one epoch, by position in the training
 * split. Probabilities are the plain softmax (alpha not applied) at the moment the sample was
 * trained on. A sample the sampler did not visit keeps NaN and -1.
 */
public final class Observations {

  private final float[] alpha;
  private final float[] pGiven;
  private final float[] pBest;
  private final int[] predicted;

  /** Empty observations of {@code samples} samples. */
  public Observations(int samples) {
    alpha = new float[samples];
    pGiven = new float[samples];
    pBest = new float[samples];
    predicted = new int[samples];
    Arrays.fill(alpha, Float.NaN);
    Arrays.fill(pGiven, Float.NaN);
    Arrays.fill(pBest, Float.NaN);
    Arrays.fill(predicted, -1);
  }

  /**
   * Notes one sample.
   *
   * @param alphaOrNaN its weight in (0, 1), NaN where the network has none
   * @param ofGiven probability of the label it was given (not the current one), 0..1
   * @param ofBest probability of the most probable class, 0..1
   * @param best that class
   */
  public void set(int position, float alphaOrNaN, float ofGiven, float ofBest, int best) {
    alpha[position] = alphaOrNaN;
    pGiven[position] = ofGiven;
    pBest[position] = ofBest;
    predicted[position] = best;
  }

  /** Number of samples. */
  public int size() {
    return alpha.length;
  }

  /** Whether the sample was seen. */
  public boolean seen(int position) {
    return predicted[position] >= 0;
  }

  /** The weight, NaN where there is none. */
  public float alpha(int position) {
    return alpha[position];
  }

  /** Probability of the given label. */
  public float pGiven(int position) {
    return pGiven[position];
  }

  /** Probability of the most probable class. */
  public float pBest(int position) {
    return pBest[position];
  }

  /** The most probable class, -1 where the sample was not seen. */
  public int predicted(int position) {
    return predicted[position];
  }
}
