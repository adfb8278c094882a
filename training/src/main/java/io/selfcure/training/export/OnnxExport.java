package io.selfcure.training.export;

import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.ProgramVersion;
import io.selfcure.training.loop.Model;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trained networks as ONNX models. The graph takes {@code images}, unsigned bytes N x S x S x 3,
 * red, green and blue, row by row, and gives {@code logits} and {@code probabilities}, N x C, and,
 * where the network has an importance head, {@code weight}, N: alpha, of the predicted class where
 * there is one for each class. docs/formats/model.md describes it for other programs.
 */
public final class OnnxExport {

  private static final int BATCH = 32;
  private static final int CHANNELS = 3;

  private OnnxExport() {}

  /**
   * What a model says of N pictures.
   *
   * @param logits N x C, rows first
   * @param probabilities N x C, rows first
   * @param weight N, null without importance head
   */
  public record Scores(float[] logits, float[] probabilities, float @Nullable [] weight) {}

  /**
   * Writes a network.
   *
   * @param temperature of the probabilities
   * @param pixels pictures at the network's input size
   * @param calibration the rows of those that {@link Precision#INT8} takes its ranges from; others
   *     look at none
   * @param metadata the model's, by name
   * @return the model's bytes
   */
  public static byte[] write(
      Model model,
      double temperature,
      Precision precision,
      PixelPack pixels,
      int[] calibration,
      Map<String, String> metadata) {
    int size = model.settings().network().inputSize();
    Map<String, Range> ranges =
        precision == Precision.INT8 ? ranges(model, size, pixels, calibration) : Map.of();
    return OnnxNetwork.write(
        model.network(), size, temperature, precision, ranges, ProgramVersion.text(), metadata);
  }

  /** Between what every value lies that is to be kept in 8 bits, least and greatest. */
  private static Map<String, Range> ranges(
      Model model, int size, PixelPack pixels, int[] calibration) {
    OnnxNetwork.Observed observed = OnnxNetwork.observed(model.network(), size);
    Map<String, Range> ranges = new LinkedHashMap<>();
    try (OnnxScorer scorer = new OnnxScorer(observed.model(), size, 1)) {
      for (int from = 0; from < calibration.length; from += BATCH) {
        int[] rows =
            Arrays.copyOfRange(calibration, from, Math.min(calibration.length, from + BATCH));
        Map<String, float[]> values = scorer.run(rgb(pixels, rows), rows.length);
        for (String point : observed.points()) {
          ranges.merge(point, range(values.getOrDefault(point, new float[0])), Range::with);
        }
      }
    }
    return ranges;
  }

  private static Range range(float[] values) {
    float low = 0;
    float high = 0;
    for (float v : values) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    return new Range(low, high);
  }

  /**
   * What ONNX Runtime makes of a model's pictures.
   *
   * @param model its bytes
   * @param pixels pictures at its input size
   * @param rows which of them
   * @param threads of the runtime
   */
  public static Scores score(byte[] model, PixelPack pixels, int[] rows, int threads) {
    float[][] parts = new float[CHANNELS][];
    int done = 0;
    try (OnnxScorer scorer = new OnnxScorer(model, pixels.width(), threads)) {
      while (done < rows.length) {
        int[] some = Arrays.copyOfRange(rows, done, Math.min(rows.length, done + BATCH));
        Map<String, float[]> outputs = scorer.run(rgb(pixels, some), some.length);
        int at = 0;
        for (String name :
            new String[] {OnnxNetwork.LOGITS, OnnxNetwork.PROBABILITIES, OnnxNetwork.WEIGHT}) {
          float[] values = outputs.get(name);
          if (values != null) {
            int each = values.length / some.length;
            float[] all = parts[at] == null ? new float[rows.length * each] : parts[at];
            System.arraycopy(values, 0, all, done * each, values.length);
            parts[at] = all;
          }
          at++;
        }
        done += some.length;
      }
    }
    return new Scores(parts[0], parts[1], parts[2]);
  }

  /** Pictures as the graph takes them; grey becomes three equal channels. */
  private static byte[] rgb(PixelPack pixels, int[] rows) {
    int each = pixels.height() * pixels.width() * CHANNELS;
    byte[] all = new byte[rows.length * each];
    byte[] one = new byte[pixels.pictureBytes()];
    for (int i = 0; i < rows.length; i++) {
      pixels.read(rows[i], one, 0);
      if (pixels.channels() == CHANNELS) {
        System.arraycopy(one, 0, all, i * each, each);
      } else {
        for (int p = 0; p < one.length; p++) {
          Arrays.fill(all, i * each + p * CHANNELS, i * each + (p + 1) * CHANNELS, one[p]);
        }
      }
    }
    return all;
  }
}
