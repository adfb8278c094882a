package io.selfcure.recognition;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.model.ModelDescription;
import io.selfcure.core.model.OnnxNatives;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model's graph in ONNX Runtime. Safe from several threads, but for closing. */
final class Network implements AutoCloseable {

  private static final String IMAGES = "images";
  private static final String PROBABILITIES = "probabilities";
  private static final String WEIGHT = "weight";
  private static final String EXPORT = "export the model again with {command export}";

  /** Pixels of a batch at most: larger batches are divided, so that memory stays bounded. */
  private static final int MOST_PIXELS = 32 << 20;

  /** Greatest accepted model, bytes. */
  private static final int MAX_BYTES = 1 << 30;

  private static final double ROUNDING = 1e-4;

  /**
   * What the graph says of some faces.
   *
   * @param probabilities one row of C for each face
   * @param weights N, null where the graph has none
   */
  record Scores(List<double[]> probabilities, float @Nullable [] weights) {

    OptionalDouble weight(int i) {
      return weights == null ? OptionalDouble.empty() : OptionalDouble.of(weights[i]);
    }
  }

  private final String place;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final ModelDescription description;
  private final Set<String> wanted;
  private final int size;
  private final int classes;

  private Network(OrtEnvironment environment, OrtSession session, String place)
      throws OrtException {
    this.place = place;
    this.environment = environment;
    this.session = session;
    description = ModelDescription.of(session.getMetadata().getCustomMetadata(), place);
    size = description.inputSize();
    classes = description.labels().size();
    requireShape(session.getInputInfo(), IMAGES, OnnxJavaType.UINT8, size, size, 3);
    requireShape(session.getOutputInfo(), PROBABILITIES, OnnxJavaType.FLOAT, classes);
    boolean weighs = session.getOutputNames().contains(WEIGHT);
    if (weighs) {
      requireShape(session.getOutputInfo(), WEIGHT, OnnxJavaType.FLOAT);
    }
    wanted = weighs ? Set.of(PROBABILITIES, WEIGHT) : Set.of(PROBABILITIES);
  }

  /** The bytes of a model's file. */
  static byte[] read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new ModelException(
            file.toString(), "has more than " + MAX_BYTES + " bytes", "name an exported model");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new ModelException(file.toString(), "is missing", "name an exported model", e);
    } catch (IOException e) {
      throw new ModelException(
          file.toString(), "cannot be read: " + Reasons.of(e), "check its permissions", e);
    }
  }

  /**
   * Loads a graph and checks that it is one of ours.
   *
   * @param place what to call it in an error
   */
  static Network open(byte[] file, String place, int threads) {
    OrtEnvironment environment = environment();
    OrtSession session = session(environment, file, place, threads);
    try {
      return new Network(environment, session, place);
    } catch (OrtException e) {
      close(session, place);
      throw new ModelException(place, "cannot be read: " + e.getMessage(), EXPORT, e);
    } catch (RuntimeException e) {
      close(session, place);
      throw e;
    }
  }

  private static OrtEnvironment environment() {
    OnnxNatives.unpack();
    try {
      return OrtEnvironment.getEnvironment();
    } catch (LinkageError | IllegalStateException e) {
      throw new EnvironmentException(
          "ONNX Runtime for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch"),
          "cannot be loaded: " + e.getMessage(),
          "check free space in the directory for temporary files; there are natives for Linux and"
              + " macOS on x86-64 and ARM, and for Windows on x86-64",
          e);
    }
  }

  private static OrtSession session(
      OrtEnvironment environment, byte[] file, String place, int threads) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL); // errors are ours
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      // batches differ in size, and a plan would be kept for each
      options.setMemoryPatternOptimization(false);
      // threads that wait in a circle take the processor from whoever finds the next faces
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return environment.createSession(file, options);
    } catch (OrtException e) {
      throw new ModelException(
          place, "is no ONNX model that can be run: " + e.getMessage(), EXPORT, e);
    }
  }

  /** Checks a tensor's type and all of its shape but the first dimension. */
  private void requireShape(
      Map<String, NodeInfo> nodes, String name, OnnxJavaType type, long... shape) {
    NodeInfo node = nodes.get(name);
    if (node == null) {
      throw new ModelException(place, "has no '" + name + "' but " + nodes.keySet(), EXPORT);
    }
    boolean fits =
        node.getInfo() instanceof TensorInfo t
            && t.type == type
            && t.getShape().length == shape.length + 1
            && Arrays.equals(Arrays.copyOfRange(t.getShape(), 1, shape.length + 1), shape);
    if (!fits) {
      throw new ModelException(
          place,
          "has '"
              + name
              + "' as "
              + node.getInfo()
              + "; expected is "
              + type
              + " of N x "
              + Arrays.toString(shape),
          EXPORT);
    }
  }

  ModelDescription description() {
    return description;
  }

  /**
   * Scores faces.
   *
   * @param faces each S x S x 3 bytes, rows first, then red, green and blue
   * @param batch faces at most in one run of the graph
   */
  Scores run(List<byte[]> faces, int batch) {
    int most = Math.max(1, Math.min(batch, MOST_PIXELS / (size * size)));
    List<double[]> probabilities = new ArrayList<>();
    float[] weights = new float[faces.size()];
    for (int from = 0; from < faces.size(); from += most) {
      runBatch(faces.subList(from, Math.min(faces.size(), from + most)), probabilities, weights);
    }
    return new Scores(probabilities, wanted.contains(WEIGHT) ? weights : null);
  }

  private void runBatch(List<byte[]> faces, List<double[]> probabilities, float[] weights) {
    int from = probabilities.size();
    ByteBuffer pixels = ByteBuffer.allocateDirect(faces.size() * size * size * 3);
    faces.forEach(pixels::put);
    pixels.flip();
    long[] shape = {faces.size(), size, size, 3};
    try (OnnxTensor images =
            OnnxTensor.createTensor(environment, pixels, shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(IMAGES, images), wanted)) {
      FloatBuffer all = floats(result, PROBABILITIES, faces.size() * classes);
      for (int i = 0; i < faces.size(); i++) {
        double[] one = new double[classes];
        for (int c = 0; c < classes; c++) {
          one[c] = all.get();
        }
        probabilities.add(one);
      }
      if (wanted.contains(WEIGHT)) {
        floats(result, WEIGHT, faces.size()).get(weights, from, faces.size());
      }
    } catch (OrtException e) {
      throw new ModelException(
          place, "cannot score " + faces.size() + " faces: " + e.getMessage(), EXPORT, e);
    }
  }

  private FloatBuffer floats(OrtSession.Result result, String name, int count) {
    if (!(result.get(name).orElseThrow() instanceof OnnxTensor tensor)) {
      throw new ModelException(place, "gave no tensor as '" + name + "'", EXPORT);
    }
    FloatBuffer found = tensor.getFloatBuffer();
    if (found.remaining() != count) {
      throw new ModelException(
          place,
          "gave " + found.remaining() + " numbers as '" + name + "', expected are " + count,
          EXPORT);
    }
    for (int i = 0; i < count; i++) {
      if (!(found.get(i) >= 0 && found.get(i) <= 1 + ROUNDING)) {
        throw new ModelException(
            place, "gave " + found.get(i) + " as one of '" + name + "'; it is 0 to 1", EXPORT);
      }
    }
    return found;
  }

  @Override
  public void close() {
    close(session, place);
  }

  private static void close(OrtSession session, String place) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new ModelException(place, "cannot be closed: " + e.getMessage(), "", e);
    }
  }
}
