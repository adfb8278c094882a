package io.selfcure.training.objective;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What many epochs say of each training sample's true class, by position: class probabilities q
 * averaged over epochs and sharpened, and from them and the given label y the posterior of the true
 * class.
 *
 * <p>A network trained on wrong labels spreads their shares over its probabilities: it tells how
 * likely a label is, not how likely the class. These shares ({@link Transitions}) are taken off.
 *
 * <p>A picture of true class c carries label y with chance T(c, y) = eps / (C - 1) + excess(c, y):
 * a share eps of labels is wrong with every wrong class alike, and besides some classes' labels
 * lean to some others. It carries its own with chance T(y, y), which is what these leave. So
 *
 * <pre>
 *   posterior(c) = q_c T(c, y) / sum_k q_k T(k, y)
 * </pre>
 *
 * <p>eps is the share of labels that its part of these posteriors makes wrong: expectation
 * maximisation, from {@link #PRIOR_NOISE} on. That holds for evidence gathered before the network
 * learns wrong labels by heart; one that fits its labels explains all of them.
 */
public final class LabelPosteriors {

  private static final double PRIOR_NOISE = 0.2;
  private static final double LEAST = 1e-9;
  private static final double LEAST_SHARE = 1e-4;

  /** A class keeps some of its labels, whatever the shares of its others add up to. */
  private static final double LEAST_OWN = 0.05;

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
  public LabelPosteriors(int[] given, int classes, double memory, double sharpness) {
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
    Transitions transitions = Transitions.of(average, given, classes);
    for (int i = 0; i < given.length; i++) {
      sharpen(i, transitions);
    }
    double[] leaning = leaning(transitions);
    double[] leaving = IntStream.range(0, classes).mapToDouble(transitions::leaving).toArray();
    double even = estimateEven(leaning, leaving);
    double wrong = 0;
    for (int i = 0; i < given.length; i++) {
      int y = given[i];
      double total = right(i, even, leaving) + even(i, even) + leaning[i];
      for (int c = 0; c < classes; c++) {
        int at = i * classes + c;
        double part =
            c == y
                ? right(i, even, leaving)
                : sharp[at] * (even / (classes - 1) + transitions.excess()[c][y]);
        posterior[at] = (float) (part / Math.max(LEAST, total));
      }
      wrong += 1 - posterior[i * classes + y];
    }
    noise = wrong / given.length;
    trustClasses();
  }

  /** The chance of the sample's label by other classes' leaning to it, [N]. */
  private double[] leaning(Transitions transitions) {
    double[] chances = new double[given.length];
    for (int i = 0; i < given.length; i++) {
      for (int c = 0; c < classes; c++) {
        chances[i] += sharp[i * classes + c] * transitions.excess()[c][given[i]];
      }
    }
    return chances;
  }

  /** The chance of the sample's label with it being right. */
  private double right(int i, double even, double[] leaving) {
    double own = Math.max(LEAST_OWN, 1 - even - leaving[given[i]]);
    return own * sharp[i * classes + given[i]];
  }

  /** The chance of the sample's label by even noise. */
  private double even(int i, double even) {
    return even / (classes - 1) * (1 - sharp[i * classes + given[i]]);
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

  private double estimateEven(double[] leaning, double[] leaving) {
    double eps = PRIOR_NOISE;
    for (int step = 0; step < STEPS; step++) {
      double wrong = 0;
      for (int i = 0; i < given.length; i++) {
        double part = even(i, eps);
        wrong += part / Math.max(LEAST, right(i, eps, leaving) + part + leaning[i]);
      }
      double next = wrong / given.length;
      if (Math.abs(next - eps) < CONVERGED) {
        return next;
      }
      eps = next;
    }
    return eps;
  }

  private void sharpen(int i, Transitions transitions) {
    int from = i * classes;
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += above(transitions.noise(i, c), average[from + c]);
    }
    for (int c = 0; c < classes; c++) {
      sharp[from + c] = (float) (above(transitions.noise(i, c), average[from + c]) / sum);
    }
  }

  private double above(double noise, double p) {
    return Math.pow(Math.max(p - noise, LEAST_SHARE), sharpness);
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
