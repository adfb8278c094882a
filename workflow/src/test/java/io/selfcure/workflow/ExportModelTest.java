package io.selfcure.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.model.ModelDescription;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.export.Precision;
import io.selfcure.training.loop.Model;
import io.selfcure.training.loop.SmallRuns;
import io.selfcure.training.loop.Trainer;
import io.selfcure.training.weights.WeightsReader;
import io.selfcure.vision.Degradation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportModelTest extends SmallRuns {

  private final List<String> warnings = new ArrayList<>();

  private Context context() {
    return new Context(
        dir.resolve("cache"), Progress.NONE, Interruption.NEVER, warnings::add, Wording.NEUTRAL);
  }

  private Path trained(String... options) {
    Path run = dir.resolve("run");
    PixelPack pixels = Objects.requireNonNull(data.pack());
    try (Trainer trainer = Trainer.start(settings(options), data, pixels, run, Progress.NONE)) {
      trainer.train();
    }
    return run;
  }

  private ExportModel.Request request(
      Path run, @Nullable Path set, String to, ExportModel.Format format, Precision precision) {
    return new ExportModel.Request(
        run,
        Model.Choice.LAST,
        set,
        dir.resolve(to),
        format,
        precision,
        "shades",
        "free",
        "Not for use.");
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aModelSaysAllAboutItself(Precision precision) throws Exception {
    Path run = trained("epochs=3");
    ExportModel.Onnx onnx =
        Objects.requireNonNull(
            ExportModel.run(
                    request(run, null, "m.onnx", ExportModel.Format.ONNX, precision), context())
                .onnx());
    EvaluateModel.Result evaluated =
        EvaluateModel.run(
            new EvaluateModel.Request(
                run,
                Model.Choice.LAST,
                data.dir(),
                EvaluateModel.Part.VALID,
                EvaluateModel.Look.PLAIN,
                false,
                null),
            context());
    assertThat(onnx.compared()).isEqualTo(30);
    assertThat(onnx.trained().accuracy()).isEqualTo(evaluated.figures().accuracy());
    assertThat(onnx.before().logLoss()).isCloseTo(evaluated.figures().logLoss(), within(1e-5));
    assertThat(onnx.trained().logLoss()).isLessThanOrEqualTo(onnx.before().logLoss());
    // of 8 bits a network of three epochs tells nothing more: its answers are near the border
    assertThat(onnx.difference())
        .isLessThan(
            switch (precision) {
              case FP32 -> 1e-5;
              case FP16 -> 0.02;
              case INT8 -> 1;
            });
    try (OrtSession session =
        OrtEnvironment.getEnvironment().createSession(dir.resolve("m.onnx").toString())) {
      ModelDescription read =
          ModelDescription.of(session.getMetadata().getCustomMetadata(), "m.onnx");
      assertThat(read).isEqualTo(onnx.description());
      assertThat(read.labels().names()).containsExactly("a", "b", "c");
      assertThat(read.inputSize()).isEqualTo(SIDE);
      assertThat(read.grey()).isTrue();
      assertThat(read.faces()).isNull();
      assertThat(read.weight()).contains("alpha");
      assertThat(read.precision()).isEqualTo(precision.id());
      assertThat(read.provenance()).containsEntry("data-sha256", data.sha256());
      assertThat(read.provenance().toString()).doesNotContain(dir.toString());
      assertThat(read.card()).contains("# shades", "Not for use.", "Terms of use: free");
      assertThat(read.card()).contains("| figure | % |").doesNotContain("%%");
      assertThat(session.getOutputNames()).contains("probabilities", "logits", "weight");
    }
  }

  @Test
  void weightsAloneNeedNoData() {
    Path run = trained("epochs=1");
    Outputs.deleteTree(data.dir());
    for (ExportModel.Format format :
        List.of(ExportModel.Format.SAFETENSORS, ExportModel.Format.PTH)) {
      Path to = dir.resolve("w." + format);
      ExportModel.run(request(run, null, "w." + format, format, Precision.FP32), context());
      assertThat(WeightsReader.read(to)).containsKeys("conv1.weight", "fc.weight");
    }
    assertThatThrownBy(
            () ->
                ExportModel.run(
                    request(run, null, "m.onnx", ExportModel.Format.ONNX, Precision.FP32),
                    context()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no longer at");
    assertThat(dir.resolve("m.onnx")).doesNotExist();
  }

  @Test
  void worseAndMirroredPicturesAreScoredToo() {
    Path run = trained("epochs=2");
    EvaluateModel.Result result =
        EvaluateModel.run(
            new EvaluateModel.Request(
                run,
                Model.Choice.LAST,
                data.dir(),
                EvaluateModel.Part.VALID,
                new EvaluateModel.Look(true, true),
                false,
                null),
            context());
    assertThat(result.degraded().keySet()).containsExactlyElementsOf(Degradation.ALL);
    // brightness tells the class here: in the dark all look like the darkest
    double dark =
        Objects.requireNonNull(result.degraded().get(new Degradation(Degradation.Kind.LIGHT, 0.1)))
            .accuracy();
    assertThat(dark).isCloseTo(1 / 3.0, within(0.01));
    assertThat(result.document()).containsEntry("mirrored", true).containsKey("degraded-accuracy");
  }

  @Test
  void withoutValidationThereIsNothingToCalibrateBy() {
    Path run = trained("epochs=1", "validation=none");
    assertThatThrownBy(
            () ->
                ExportModel.run(
                    request(run, data.dir(), "m.onnx", ExportModel.Format.ONNX, Precision.FP32),
                    context()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no validation samples");
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    Path run = trained("epochs=1");
    Files.writeString(dir.resolve("m.onnx"), "mine");
    assertThatThrownBy(
            () ->
                ExportModel.run(
                    request(run, null, "m.onnx", ExportModel.Format.ONNX, Precision.FP32),
                    context()))
        .isInstanceOf(UsageException.class);
    assertThat(dir.resolve("m.onnx")).hasContent("mine");
    assertThatThrownBy(() -> request(run, null, "w.pth", ExportModel.Format.PTH, Precision.INT8))
        .isInstanceOf(UsageException.class);
  }
}
