package io.selfcure.training.loop;

import io.selfcure.core.metrics.Evaluation;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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

  /** What the validation samples say; null where there are none. */
  EpochRow putValidation(@Nullable Evaluation e) {
    return put("valid_accuracy", e == null ? Double.NaN : e.accuracy())
        .put("valid_balanced_accuracy", e == null ? Double.NaN : e.balancedAccuracy())
        .put("valid_macro_f1", e == null ? Double.NaN : e.macroF1())
        .put("valid_loss", e == null ? Double.NaN : e.logLoss())
        .put("valid_ece", e == null ? Double.NaN : e.ece());
  }

  Map<String, String> cells() {
    return cells;
  }
}
