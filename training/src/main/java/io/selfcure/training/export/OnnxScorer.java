package io.selfcure.training.export;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.model.OnnxNatives;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs an ONNX model in ONNX Runtime, to see what it says before anybody relies on it. */
final class OnnxScorer implements AutoCloseable {

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int size;

  /**
   * Loads a model.
   *
   * @param size side of its pictures, pixels
   * @param threads of one picture's computation
   * @throws ModelException when the runtime does not take it
   */
  OnnxScorer(byte[] model, int size, int threads) {
    this.size = size;
    OnnxNatives.unpack();
    environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      session = environment.createSession(model, options);
    } catch (OrtException e) {
      throw refused(e);
    }
  }

  /**
   * The outputs for some pictures, each in row-major order, by name.
   *
   * @param pictures N x size x size x 3 bytes
   */
  Map<String, float[]> run(byte[] pictures, int count) {
    ByteBuffer direct = ByteBuffer.allocateDirect(pictures.length).put(pictures).rewind();
    long[] shape = {count, size, size, 3};
    try (OnnxTensor images =
            OnnxTensor.createTensor(environment, direct, shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(OnnxNetwork.IMAGES, images))) {
      Map<String, float[]> outputs = new LinkedHashMap<>();
      for (Map.Entry<String, OnnxValue> e : result) {
        FloatBuffer values = ((OnnxTensor) e.getValue()).getFloatBuffer();
        float[] copy = new float[values.remaining()];
        values.get(copy);
        outputs.put(e.getKey(), copy);
      }
      return outputs;
    } catch (OrtException e) {
      throw refused(e);
    }
  }

  private static ModelException refused(OrtException e) {
    return new ModelException(
        "the exported model",
        "is not taken by ONNX Runtime: " + e.getMessage(),
        "report this with the settings of the run",
        e);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw refused(e);
    }
  }
}
