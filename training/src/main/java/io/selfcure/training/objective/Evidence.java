package io.selfcure.training.objective;

import java.util.Arrays;

/**
 * What many epochs say of each training sample's true class, by position: class probabilities q
 * averaged over epochs and sharpened, and from them and the given label y the posterior of the true
 * class.
 *
 * <p>A network trained on wrong labels spreads their share over its probabilities: it tells how
 * likely a label is, not how likely the class. What it gives to classes that nobody thinks of, the
 * middle one of those that are not the label, is that share; it is taken off all classes.
 *
 * <p>With a share eps of labels wrong and every wrong class alike, a picture of true class y
 * carries label y with chance 1 - eps, any other picture with eps / (C - 1). So
 *
 * <pre>
 *   posterior(y) = (1 - eps) q_y / ((1 - eps) q_y + eps / (C - 1) (1 - q_y))
 *   posterior(c) = (1 - posterior(y)) q_c / (1 - q_y)        for every other class c
 * </pre>
 *
 * <p>eps is the mean of 1 - posterior(y) that it gives itself: expectation maximisation, from
 * {@link #PRIOR_NOISE} on. That holds for evidence gathered before the network learns wrong labels
 * by heart; one that fits its labels explains all of them.
 */
public final class Evidence {

  private static final double PRIOR_NOISE = 0.2;
  private static final double LEAST = 1e-9;
  private static final double LEAST_SHARE = 1e-4;
  private static final double CONVERGED = 1e-7;
  private static final int STEPS = 1000;

  private final int[] given;
  private final int classes;
  private final double memory;
  private final double sharpness;
  private final float[] average;
  private final float[] sharp;
  private final float[] posterior;
  private final float[] classTrust;
  private double noise = PRIOR_NOISE;
  private int epochs;

  /**
   * No evidence yet.
   *
   * @param given the given labels by position
   * @param classes number of classes C
   * @param memory share of the average so far that an epoch keeps
   * @param sharpness exponent of the averages
   */
  public Evidence(int[] given, int classes, double memory, double sharpness) {
    this.given = given.clone();
    this.classes = classes;
    this.memory = memory;
    this.sharpness = sharpness;
    this.sharp = new float[given.length * classes];
    this.average = new float[given.length * classes];
    this.posterior = new float[given.length * classes];
    this.classTrust = new float[classes];
  }

  /** Number of epochs seen. */
  public int epochs() {
    return epochs;
  }

  /** The averaged probabilities of all samples, N x C, rows first. */
  public float[] averages() {
    return average.clone();
  }

  /** Takes back what {@link #averages} gave after {@code ofEpochs} epochs. */
  public void restore(float[] averages, int ofEpochs) {
    System.arraycopy(averages, 0, average, 0, average.length);
    epochs = ofEpochs;
    conclude();
  }

  /**
   * Adds an epoch. An epoch's part in the average falls by {@code memory} with each later one; the
   * parts add up to one.
   *
   * @param probabilities N x C, rows first
   */
  public void add(float[] probabilities) {
    double old = memory * (1 - Math.pow(memory, epochs)) / (1 - Math.pow(memory, epochs + 1.0));
    for (int i = 0; i < average.length; i++) {
      average[i] = (float) (old * average[i] + (1 - old) * probabilities[i]);
    }
    epochs++;
    conclude();
  }

  private void conclude() {
    double floor = floor();
    for (int i = 0; i < given.length; i++) {
      sharpen(i * classes, floor);
    }
    noise = estimateNoise();
    for (int i = 0; i < given.length; i++) {
      double q = sharp[i * classes + given[i]];
      double right = trust(q, noise);
      double share = (1 - right) / Math.max(LEAST, 1 - q);
      for (int c = 0; c < classes; c++) {
        int at = i * classes + c;
        posterior[at] = (float) (c == given[i] ? right : share * sharp[at]);
      }
    }
    trustClasses();
  }

  private void trustClasses() {
    double[] sum = new double[classes];
    int[] labels = new int[classes];
    for (int i = 0; i < given.length; i++) {
      sum[given[i]] += posterior[i * classes + given[i]];
      labels[given[i]]++;
    }
    for (int c = 0; c < classes; c++) {
      classTrust[c] = labels[c] == 0 ? 1 : (float) (sum[c] / labels[c]);
    }
  }

  private double estimateNoise() {
    double eps = PRIOR_NOISE;
    for (int step = 0; step < STEPS; step++) {
      double doubts = 0;
      for (int i = 0; i < given.length; i++) {
        doubts += 1 - trust(sharp[i * classes + given[i]], eps);
      }
      double next = doubts / given.length;
      if (Math.abs(next - eps) < CONVERGED) {
        return next;
      }
      eps = next;
    }
    return eps;
  }

  /** The mean over samples of the lower median of the probabilities of all but the given class. */
  private double floor() {
    if (classes < 3) {
      return 0; // the only other class is no class that nobody thinks of
    }
    double sum = 0;
    float[] others = new float[classes - 1];
    for (int i = 0; i < given.length; i++) {
      int from = i * classes;
      System.arraycopy(average, from, others, 0, given[i]);
      System.arraycopy(average, from + given[i] + 1, others, given[i], classes - 1 - given[i]);
      Arrays.sort(others);
      sum += others[(others.length - 1) / 2];
    }
    return sum / given.length;
  }

  private void sharpen(int from, double floor) {
    double sum = 0;
    for (int c = from; c < from + classes; c++) {
      sum += above(floor, average[c]);
    }
    for (int c = from; c < from + classes; c++) {
      sharp[c] = (float) (above(floor, average[c]) / sum);
    }
  }

  private double above(double floor, double p) {
    return Math.pow(Math.max(p - floor, LEAST_SHARE), sharpness);
  }

  private double trust(double q, double eps) {
    double right = (1 - eps) * q;
    return right / Math.max(LEAST, right + eps / (classes - 1) * (1 - q));
  }

  /** The estimated share of wrong labels. */
  public double noise() {
    return noise;
  }

  /** The sharpened average q of the sample at {@code position}, [C]. */
  public float[] prediction(int position) {
    return Arrays.copyOfRange(sharp, position * classes, (position + 1) * classes);
  }

  /** The posterior of the true class of the sample at {@code position}, [C]. */
  public float[] posterior(int position) {
    return Arrays.copyOfRange(posterior, position * classes, (position + 1) * classes);
  }

  /** The mean posterior that a given label of each class is right, [C]; 1 where there is none. */
  public float[] classTrust() {
    return classTrust.clone();
  }

  /**
   * The label that the evidence asks for: a class whose posterior is above {@code confidence}, the
   * given label where that is the most probable class, and else the current one. So a change needs
   * more than its undoing does, and no label flutters.
   */
  public int verdict(int position, int current, double confidence) {
    float[] r = posterior(position);
    int best = SelfCure.argmax(r);
    return best == given[position] || r[best] > confidence ? best : current;
  }
}
