package io.selfcure.training.loop;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One epoch's figures: a line of {@code metrics.csv}; its columns are documented in
 * docs/formats/run.md.
 */
final class EpochRow {

  private final Map<String, String> cells = new LinkedHashMap<>();

  EpochRow put(String column, double value) {
    cells.put(column, Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "");
    return this;
  }

  EpochRow put(String column, long value) {
    cells.put(column, Long.toString(value));
    return this;
  }

  EpochRow put(String column, OptionalLong value) {
    cells.put(column, value.isPresent() ? Long.toString(value.getAsLong()) : "");
    return this;
  }

  Map<String, String> cells() {
    return cells;
  }
}
