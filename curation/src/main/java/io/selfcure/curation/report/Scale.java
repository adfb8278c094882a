package io.selfcure.curation.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear axis with round ticks.
 *
 * @param low where it begins
 * @param high where it ends, above {@code low}
 * @param step the distance of its ticks, positive
 */
record Scale(double low, double high, double step) {

  /** An axis from one round number to another that holds both ends. */
  static Scale round(double least, double greatest, int ticks) {
    double low = Double.isFinite(least) ? least : 0;
    double high = Double.isFinite(greatest) ? greatest : 1;
    if (high - low < 1e-9 * Math.max(1, Math.abs(high))) {
      double room = low == 0 ? 1 : Math.abs(low) * 0.1;
      low -= low == 0 ? 0 : room;
      high += room;
    }
    double step = roundStep((high - low) / Math.max(1, ticks));
    return new Scale(
        Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, step);
  }

  /** Epochs: whole numbers, half an epoch of room on both sides. */
  static Scale epochs(int first, int last) {
    double step = Math.max(1, roundStep((last - first) / 8.0));
    return new Scale(first - 0.5, last + 0.5, step);
  }

  /** From 0 to 1. */
  static Scale unit() {
    return new Scale(0, 1, 0.2);
  }

  private static double roundStep(double raw) {
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double digit = raw / power;
    double nice = digit <= 1 + 1e-9 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10;
    return nice * power;
  }

  /** The ticks, lowest first. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    double first = Math.ceil(low / step - 1e-9);
    for (long i = 0; (first + i) * step <= high + 1e-9 * step; i++) {
      ticks.add((first + i) * step);
    }
    return ticks;
  }

  /** Where {@code value} lies between the pixels {@code from} (low) and {@code to} (high). */
  double map(double value, double from, double to) {
    return from + (value - low) / (high - low) * (to - from);
  }
}
