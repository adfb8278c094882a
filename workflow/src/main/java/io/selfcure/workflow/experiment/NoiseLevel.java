package io.selfcure.workflow.experiment;

import io.selfcure.core.noise.NoiseKind;

/**
 * How wrong the labels of a cell are.
 *
 * @param kind the kind of noise
 * @param rate share of wrong labels, 0 to 1; 0 where the kind takes no rate
 */
record NoiseLevel(NoiseKind kind, double rate) {

  /** As a part of file names: none, symmetric-0.2. */
  String name() {
    return kind.takesRate() ? kind.id() + "-" + number(rate) : kind.id();
  }

  /** A number as users write it: 0.2, 0, 0.125. */
  static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
