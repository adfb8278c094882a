package io.selfcure.training.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.metrics.Temperature;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.loop.Model;
import io.selfcure.training.method.Evaluator;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxExportTest {

  private static final int COUNT = 40;

  @TempDir Path dir;

  private PixelPack pictures(int side, int channels) {
    Path file = dir.resolve("p.pack");
    Random random = new Random(5);
    byte[] p = new byte[side * side * channels];
    try (PixelPack.Writer w = new PixelPack.Writer(file, side, side, channels)) {
      for (int i = 0; i < COUNT; i++) {
        random.nextBytes(p);
        w.add(p);
      }
    }
    return PixelPack.open(file);
  }

  private static Cohort cohort() {
    List<Sample> samples =
        IntStream.range(0, COUNT)
            .mapToObj(i -> Sample.of("s" + i, "", io.selfcure.core.data.Split.VALID, 0))
            .toList();
    return new Cohort(samples, IntStream.range(0, COUNT).toArray());
  }

  /** Weights as after some training: batch norms that neither scale by one nor centre at zero. */
  private static Model model(String mode, String stem, int size) {
    TrainSettings settings =
        TrainSettings.of(
            Map.of(),
            Map.of(
                "mode",
                mode,
                "width",
                "0.125",
                "stem",
                stem,
                "input-size",
                Integer.toString(size)));
    ResNet18 network = new ResNet18(settings.network().architecture(8, settings.objective()), 3);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      torch.manual_seed(4);
      for (String name : network.state().names()) {
        if (name.endsWith("running_var") || (name.contains("bn") && name.endsWith("weight"))) {
          network
              .state()
              .get(name)
              .uniform_(0.5, 1.5, new org.bytedeco.pytorch.GeneratorOptional());
        } else if (name.endsWith("running_mean") || name.endsWith("bias")) {
          network
              .state()
              .get(name)
              .uniform_(-0.3, 0.3, new org.bytedeco.pytorch.GeneratorOptional());
        }
      }
    }
    return new Model(network, LabelSet.FERPLUS8, settings, 1, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "baseline, stride2, 48, 1",
    "paper, stride1, 32, 3",
    "improved, stride2, 40, 3",
    "reference, imagenet, 64, 1"
  })
  void saysWhatTheTrainedNetworkSays(String mode, String stem, int size, int channels) {
    PixelPack pixels = pictures(size, channels);
    Cohort cohort = cohort();
    try (Model model = model(mode, stem, size)) {
      byte[] onnx =
          OnnxExport.write(model, 1.7, Precision.FP32, pixels, new int[0], Map.of("key", "value"));
      OnnxExport.Scores scores = OnnxExport.score(onnx, pixels, cohort.rows(), 1);
      Evaluator evaluator = new Evaluator(model.network(), pixels, model.labels(), false);
      float[] logits = evaluator.logits(cohort, Progress.NONE);
      assertThat(logits[0]).isNotEqualTo(logits[8]);
      assertThat(scores.logits()).containsExactly(logits, within(1e-4f));
      assertThat(scores.probabilities())
          .containsExactly(Temperature.softmax(logits, 8, 1.7), within(1e-5f));
      float[] weights = evaluator.weights(cohort, Progress.NONE);
      if (weights == null) {
        assertThat(mode).isEqualTo("baseline");
        assertThat(scores.weight()).isNull();
      } else {
        assertThat(scores.weight()).containsExactly(weights, within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"FP16, 0.01, 0.55", "INT8, 0.1, 0.35"})
  void lessBitsSayNearlyTheSame(Precision precision, float tolerance, double size) {
    PixelPack pixels = pictures(48, 1);
    Cohort cohort = cohort();
    try (Model model = model("paper", "stride2", 48)) {
      byte[] whole = OnnxExport.write(model, 1, Precision.FP32, pixels, new int[0], Map.of());
      byte[] less = OnnxExport.write(model, 1, precision, pixels, cohort.rows(), Map.of());
      assertThat((double) less.length / whole.length).isLessThan(size);
      OnnxExport.Scores scores = OnnxExport.score(less, pixels, cohort.rows(), 1);
      assertThat(scores.probabilities())
          .containsExactly(
              OnnxExport.score(whole, pixels, cohort.rows(), 1).probabilities(), within(tolerance));
    }
  }

  @Test
  void metadataIsRead() throws Exception {
    PixelPack pixels = pictures(48, 1);
    try (Model model = model("paper", "stride2", 48)) {
      byte[] onnx =
          OnnxExport.write(model, 1, Precision.FP32, pixels, new int[0], Map.of("a", "b\u00e9"));
      try (OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx)) {
        assertThat(session.getMetadata().getCustomMetadata())
            .containsExactly(Map.entry("a", "b\u00e9"));
        assertThat(session.getMetadata().getProducerName()).isEqualTo("selfcure");
      }
    }
  }

  @Test
  void sameNetworkSameBytes() {
    PixelPack pixels = pictures(48, 1);
    try (Model model = model("improved", "stride2", 48)) {
      byte[] first = OnnxExport.write(model, 1, Precision.INT8, pixels, cohort().rows(), Map.of());
      assertThat(OnnxExport.write(model, 1, Precision.INT8, pixels, cohort().rows(), Map.of()))
          .isEqualTo(first);
    }
  }
}
