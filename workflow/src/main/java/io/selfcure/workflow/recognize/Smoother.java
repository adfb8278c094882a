package io.selfcure.workflow.recognize;

import io.selfcure.recognition.RecognizedFace;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Smooths each person's probabilities over time: an exponential mean whose weight falls to 1/e in
 * the time that is given, whatever the rate of the frames.
 */
final class Smoother {

  private record State(double seconds, double[] mean) {}

  private final double seconds;
  private final double abstainBelow;
  private final Map<Integer, State> states = new HashMap<>();

  /**
   * @param seconds 0: not at all
   * @param abstainBelow the threshold that smoothed probabilities are compared with
   */
  Smoother(double seconds, double abstainBelow) {
    this.seconds = seconds;
    this.abstainBelow = abstainBelow;
  }

  RecognizedFace smooth(int id, double now, RecognizedFace face) {
    if (seconds == 0 || id == 0) {
      return face;
    }
    State before = states.get(id);
    double[] p = face.probabilities().clone();
    if (before != null) {
      double old = Math.exp(-(now - before.seconds()) / seconds);
      for (int c = 0; c < p.length; c++) {
        p[c] = old * before.mean()[c] + (1 - old) * p[c];
      }
    }
    states.put(id, new State(now, p));
    double most = 0;
    for (double v : p) {
      most = Math.max(most, v);
    }
    return new RecognizedFace(
        face.box(),
        face.score(),
        face.landmarks(),
        face.labels(),
        p,
        face.weight(),
        face.quality(),
        most < abstainBelow);
  }

  /** Forgets people who are gone. */
  void forget(Collection<Integer> gone) {
    states.keySet().removeAll(gone);
  }
}
