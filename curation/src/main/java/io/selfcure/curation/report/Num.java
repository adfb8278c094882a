package io.selfcure.curation.report;

import io.selfcure.core.metrics.Interval;
import io.selfcure.core.progress.Durations;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Numbers as people read them; what is not there is a dash. */
final class Num {

  /** For a figure that does not exist. */
  static final String NONE = "–";

  /** Between a number and its unit. */
  static final String NBSP = "\u00a0";

  /** How a figure is written. */
  @SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
  enum Format {
    /** 0.773 as 77.3 %. */
    PERCENT(v -> fixed(100 * v, 1) + NBSP + "%"),
    /** 2123 as 2,123. */
    COUNT(v -> String.format(Locale.ROOT, "%,.0f", v)),
    /** Three decimals. */
    PLAIN(v -> fixed(v, 3)),
    /** Two decimals, where room is scarce. */
    SHORT(v -> fixed(v, 2));

    private final DoubleFunction<String> write;

    Format(DoubleFunction<String> write) {
      this.write = write;
    }

    String of(double value) {
      return Double.isFinite(value) ? write.apply(value) : NONE;
    }
  }

  private Num() {}

  static String percent(double share) {
    return Format.PERCENT.of(share);
  }

  /** 0.759 to 0.787 as 75.9 to 78.7 %. */
  static String percents(Interval range) {
    return fixed(100 * range.low(), 1) + " to " + percent(range.high());
  }

  static String count(double n) {
    return Format.COUNT.of(n);
  }

  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  static String plain(double v) {
    return Format.PLAIN.of(v);
  }

  /** A number of things, in the singular or plural. */
  static String count(long n, String one, String many) {
    return count(n) + " " + (n == 1 ? one : many);
  }

  private static String fixed(double v, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", v);
    return text.matches("-0\\.?0*") ? text.substring(1) : text;
  }

  /** As short as it can be with at most two decimals: coordinates. */
  static String coordinate(double v) {
    String text = fixed(v, 2);
    return text.replaceFirst("\\.?0+$", "");
  }

  /** A tick of an axis: as many decimals as its step needs, or a power of ten. */
  static String tick(double v, double step) {
    if (v != 0 && step < 1e-4) {
      return String.format(Locale.ROOT, "%.0e", v).replaceFirst("e-0?", "e-");
    }
    if (step >= 10_000) {
      return v == 0 ? "0" : count(v / 1000) + "k";
    }
    int decimals = step >= 1 ? 0 : (int) Math.ceil(-Math.log10(step) - 1e-9);
    return step >= 1 ? count(v) : fixed(v, decimals);
  }

  /** A duration. */
  static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return NONE;
    }
    return Durations.words(seconds).replace(" ", NBSP);
  }

  /** At most {@code most} characters, the end cut off. */
  static String shorten(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
