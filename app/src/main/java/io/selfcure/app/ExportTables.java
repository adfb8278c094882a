package io.selfcure.app;

import io.selfcure.workflow.ExportModel;
import java.io.PrintWriter;
import java.util.Locale;

/** What an export of a model came to, for people. */
final class ExportTables {

  private static final double PERCENT = 100;
  private static final double MILLION = 1e6;

  private ExportTables() {}

  static void print(ExportModel.Result made, PrintWriter out) {
    ExportModel.Onnx onnx = made.onnx();
    if (onnx == null) {
      out.printf("weights: %s%n", made.to());
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s: %s, %.2f MB, %d pixels, %s%n",
        made.to(),
        onnx.description().precision(),
        onnx.bytes() / MILLION,
        onnx.description().inputSize(),
        onnx.description().grey() ? "grey" : "colour");
    out.printf(
        Locale.ROOT,
        "temperature %.3f: calibration error %.2f %% on %,d validation samples, without it %.2f %%%n",
        onnx.description().temperature(),
        PERCENT * onnx.after().ece(),
        onnx.compared(),
        PERCENT * onnx.before().ece());
    out.printf(
        Locale.ROOT,
        "ONNX Runtime against libtorch on %,d pictures: greatest difference of a probability %.2g,"
            + " accuracy %.2f against %.2f %%%n",
        onnx.compared(),
        onnx.difference(),
        PERCENT * onnx.after().accuracy(),
        PERCENT * onnx.trained().accuracy());
  }
}
