package io.selfcure.core.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one task has done so far, and its wording. Times are in nanoseconds of one clock. */
final class ProgressLine {

  private static final int BAR = 20;
  private static final double NANOS = 1e9;

  private final String what;
  private final String unit;
  private final long total;
  private final long started;
  private final TimeLeft timeLeft = new TimeLeft();
  private long done;
  private String detail = "";
  private long firstDone = -1;
  private long firstAt;
  private long lastAt;

  ProgressLine(String what, String unit, long total, long started) {
    this.what = clean(what);
    this.unit = clean(unit);
    this.total = total;
    this.started = started;
    this.lastAt = started;
  }

  long started() {
    return started;
  }

  void advance(long done, String detail, long now) {
    if (firstDone < 0) {
      firstDone = done;
      firstAt = now;
    }
    this.done = done;
    this.detail = clean(detail);
    this.lastAt = now;
    if (total > 0 && perSecond() > 0) {
      timeLeft.update((total - done) / perSecond(), now);
    }
  }

  /**
   * The live line, at most {@code width} characters: with a bar where there is room, else with a
   * percentage in place of bar and count, so that the detail is the last to be cut.
   */
  String live(int width, long now) {
    String bar = "";
    String percent = counted();
    if (total > 0) {
      int full = (int) Math.min(BAR, Math.max(0, done * BAR / total));
      bar = "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
      percent = 100 * done / total + " %";
    }
    String text = join("  ", what, bar, counted(), rate(), left(now), detail);
    if (text.length() > width) {
      text = join("  ", what, percent, rate(), left(now), detail);
    }
    return text.length() > width ? text.substring(0, Math.max(0, width)) : text;
  }

  /** The same for a log: no bar. */
  String plain(long now) {
    return what + ": " + join(", ", counted(), rate(), left(now), detail);
  }

  /** The line that stays when the task ends; "of" tells that it ended early. */
  String last(long now) {
    double seconds = (now - started) / NANOS;
    String count = total > 0 && done < total ? counted() : number(done) + " " + unit;
    String rate = rate();
    if (rate.isEmpty() && done > 0 && seconds > 0) {
      rate = rate(done / seconds);
    }
    return what + ": " + join(", ", count + " in " + Durations.words(seconds), rate, detail);
  }

  private String counted() {
    return number(done) + (total > 0 ? " of " + number(total) : "") + " " + unit;
  }

  /**
   * Units a second since the first report. Not since the start: a resumed task's first report
   * counts work that an earlier run did.
   */
  private double perSecond() {
    double seconds = (lastAt - firstAt) / NANOS;
    return firstDone >= 0 && seconds > 0 && done > firstDone ? (done - firstDone) / seconds : 0;
  }

  private String rate() {
    return perSecond() > 0 ? rate(perSecond()) : "";
  }

  private String rate(double perSecond) {
    String format = perSecond < 10 ? "%,.2f" : perSecond < 100 ? "%,.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, perSecond) + " " + unit + "/s";
  }

  private String left(long now) {
    return total <= 0 || done >= total ? "" : timeLeft.words(now);
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private static String join(String separator, String... parts) {
    List<String> filled = new ArrayList<>();
    for (String part : parts) {
      if (!part.isEmpty()) {
        filled.add(part);
      }
    }
    return String.join(separator, filled);
  }

  /** Details may carry file names: no line break or escape code of theirs reaches the screen. */
  private static String clean(String text) {
    return ScreenText.of(text.replaceAll("\\p{Cntrl}", " "));
  }
}
