package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.data.ProgramVersion;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.metrics.Abstention;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.core.metrics.Temperature;
import io.selfcure.core.model.ModelDescription;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.export.OnnxExport;
import io.selfcure.training.export.Precision;
import io.selfcure.training.export.WeightFiles;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.loop.Model;
import io.selfcure.training.method.Evaluator;
import io.selfcure.training.runtime.Torch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a run's network as a model file that says all about itself, calibrated on the run's
 * validation samples and proven: ONNX Runtime must say what libtorch says.
 */
public final class ExportModel {

  /** Pictures that both runtimes score. */
  private static final int PROOF = 2000;

  /** Pictures of the training split that 8-bit ranges are taken from. */
  private static final int RANGES = 256;

  /** Pictures that are looked at for colour. */
  private static final int COLORS = 500;

  /** The share of right answers that fewer bits may cost. */
  private static final double MOST_LOSS = 0.02;

  /** So few answers say nothing, whatever their share. */
  private static final int FEW = 3;

  private static final int CHANNELS = 3;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ExportModel() {}

  /** The file formats. */
  public enum Format {
    /** A model for ONNX Runtime and others, with all that is needed to use it. */
    ONNX,
    /** The weights alone, in torchvision's names. */
    SAFETENSORS,
    /** The same for Python's {@code torch.load}. */
    PTH;

    /** The name that users write. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is to be written.
   *
   * @param run the run folder
   * @param checkpoint which of its checkpoints
   * @param data the run's data set; null for the place where it was when the run began
   * @param to the new file
   * @param format its format
   * @param precision of an ONNX model's weights
   * @param name of the model, for people
   * @param license its terms of use
   * @param notes Markdown that is added to the card; empty for none
   */
  public record Request(
      Path run,
      Model.Choice checkpoint,
      @Nullable Path data,
      Path to,
      Format format,
      Precision precision,
      String name,
      String license,
      String notes) {

    /** Checks what belongs together. */
    public Request {
      if (format != Format.ONNX && precision != Precision.FP32) {
        throw new UsageException(
            "{precision=" + precision.id() + "}",
            "is for ONNX models only; " + format + " holds the weights as they are",
            "leave it out");
      }
    }
  }

  /**
   * What an ONNX model came to.
   *
   * @param description what it says of itself
   * @param bytes its size
   * @param before figures on the validation samples as trained: libtorch, temperature 1
   * @param after figures of the model in ONNX Runtime on the {@code compared} samples
   * @param trained libtorch's figures on the same, with the temperature
   * @param compared how many pictures both runtimes scored
   * @param difference the greatest between two probabilities of the two runtimes
   */
  public record Onnx(
      ModelDescription description,
      long bytes,
      Evaluation before,
      Evaluation after,
      Evaluation trained,
      int compared,
      double difference) {}

  /**
   * What was written.
   *
   * @param to the file
   * @param format its format
   * @param onnx figures of an ONNX model; null for others
   */
  public record Result(Path to, Format format, @Nullable Onnx onnx) {

    /** All of it for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("to", to.toString());
      d.put("format", format.toString());
      if (onnx != null) {
        d.put("bytes", onnx.bytes());
        d.put("precision", onnx.description().precision());
        d.put("temperature", onnx.description().temperature());
        d.put("ece-before", onnx.before().ece());
        d.put("compared", onnx.compared());
        d.put("greatest-difference", onnx.difference());
        d.put("accuracy-trained", onnx.trained().accuracy());
        d.put("accuracy-exported", onnx.after().accuracy());
        d.put("ece-exported", onnx.after().ece());
        d.put("labels", onnx.description().labels().names());
        d.put("margin", onnx.description().margin());
        d.put("shift", onnx.description().shift());
        d.put("grey", onnx.description().grey());
      }
      return d;
    }
  }

  /**
   * Writes it.
   *
   * @throws UsageException when the file exists, or this is no run folder
   * @throws DataException when the data set is not the run's, or has no validation samples
   * @throws ModelException when the model does not say what the trained network says
   */
  public static Result run(Request request, Context context) {
    if (Files.exists(request.to())) {
      throw new UsageException(
          "{to}", Wording.value(request.to()) + " exists", "name a new file or remove it");
    }
    Outputs.requireWritable(request.to(), "{to}");
    RunFolder run = new RunFolder(request.run());
    run.settings();
    Torch.threads(Torch.defaultThreads());
    try (Model model = Model.open(request.run(), request.checkpoint())) {
      return switch (request.format()) {
        case ONNX -> new Result(request.to(), Format.ONNX, onnx(request, run, model, context));
        case SAFETENSORS -> {
          WeightFiles.safetensors(model.network().state(), provenance(run, model), request.to());
          yield new Result(request.to(), Format.SAFETENSORS, null);
        }
        case PTH -> {
          WeightFiles.pth(model.network().state(), request.to());
          yield new Result(request.to(), Format.PTH, null);
        }
      };
    }
  }

  private static Dataset data(Request request, RunFolder run) {
    Path dir = request.data();
    if (dir == null) {
      dir = Path.of(Objects.requireNonNullElse(run.origin().get("data"), ""));
      if (!Files.isDirectory(dir)) {
        throw new DataException(
            run.dir().toString(),
            "was trained on a data set that is no longer at " + Wording.value(dir),
            "say where it is with {data}: the temperature is fitted to its validation samples");
      }
    }
    Dataset data = Dataset.read(dir);
    run.requireData(data);
    return data;
  }

  private static Onnx onnx(Request request, RunFolder run, Model model, Context context) {
    Dataset data = data(request, run);
    Cohort.Parts parts = Cohort.divide(data, model.settings());
    Cohort validation = parts.validation();
    if (validation.size() == 0) {
      throw new DataException(
          data.dir().toString(),
          "has no validation samples for this run: nothing to fit a temperature to",
          "export a run that was trained with a validation split or with {holdout}");
    }
    int size = model.settings().network().inputSize();
    PixelPack pixels = context.pixels(data, size);
    // in 32 bits everywhere, so that all machines export the same
    Evaluator network = new Evaluator(model.network(), pixels, model.labels(), false);
    float[] logits = network.logits(validation, context.progress());
    int classes = model.labels().size();
    double temperature = Temperature.fit(logits, validation.labels());
    float[] calibrated = Temperature.softmax(logits, classes, temperature);
    Evaluation before = evaluation(Temperature.softmax(logits, classes, 1), validation, model);
    Evaluation figures = evaluation(calibrated, validation, model);
    ModelDescription description =
        describe(
            new Calibrated(request, run, data, model, before, figures, temperature),
            parts.training(),
            pixels,
            Abstention.table(calibrated, validation.labels()));
    byte[] written =
        OnnxExport.write(
            model,
            temperature,
            request.precision(),
            pixels,
            spread(parts.training().rows(), RANGES),
            description.toMetadata());
    Onnx proven =
        prove(request, model, validation, calibrated, written, pixels, description, before);
    Outputs.writeAtomically(request.to(), written);
    return proven;
  }

  private static Evaluation evaluation(float[] probabilities, Cohort cohort, Model model) {
    return Evaluation.withIntervals(
        probabilities, cohort.labels(), model.labels(), cohort.subjects(), model.settings().seed());
  }

  /** Has both runtimes score the same pictures, and refuses a model that says something else. */
  private static Onnx prove(
      Request request,
      Model model,
      Cohort validation,
      float[] calibrated,
      byte[] written,
      PixelPack pixels,
      ModelDescription description,
      Evaluation before) {
    int[] some = spread(IntStream.range(0, validation.size()).toArray(), PROOF);
    Cohort compared =
        new Cohort(
            IntStream.of(some).mapToObj(validation.samples()::get).toList(),
            IntStream.of(some).map(i -> validation.rows()[i]).toArray());
    int classes = model.labels().size();
    float[] expected = new float[some.length * classes];
    for (int i = 0; i < some.length; i++) {
      System.arraycopy(calibrated, some[i] * classes, expected, i * classes, classes);
    }
    float[] said =
        OnnxExport.score(written, pixels, compared.rows(), Torch.defaultThreads()).probabilities();
    double difference = 0;
    for (int i = 0; i < said.length; i++) {
      difference = Math.max(difference, Math.abs(said[i] - expected[i]));
    }
    Evaluation trained = evaluation(expected, compared, model);
    Evaluation after = evaluation(said, compared, model);
    requireSame(
        request.precision(), difference, trained.accuracy() - after.accuracy(), some.length);
    return new Onnx(description, written.length, before, after, trained, some.length, difference);
  }

  private static void requireSame(
      Precision precision, double difference, double loss, int pictures) {
    double tolerance =
        switch (precision) {
          case FP32 -> 1e-4;
          case FP16 -> 0.02;
          case INT8 -> 1;
        };
    if (!(difference <= tolerance)) {
      throw new ModelException(
          "the exported model",
          String.format(
              Locale.ROOT,
              "gives probabilities up to %.2g from those of the trained network; at most %.2g is"
                  + " taken",
              difference,
              tolerance),
          precision == Precision.FP16
              ? "export with {precision=fp32}"
              : "report this with the settings of the run");
    }
    if (loss > Math.max(MOST_LOSS, (double) FEW / pictures)) {
      throw new ModelException(
          "the exported model",
          String.format(
              Locale.ROOT,
              "is right %.1f points less often than the trained network; at most %.0f are taken",
              100 * loss,
              100 * MOST_LOSS),
          "export with {precision=fp16} or {precision=fp32}");
    }
  }

  /**
   * What the description is made of.
   *
   * @param before figures as trained
   * @param figures with the temperature
   */
  record Calibrated(
      Request request,
      RunFolder run,
      Dataset data,
      Model model,
      Evaluation before,
      Evaluation figures,
      double temperature) {}

  private static ModelDescription describe(
      Calibrated from, Cohort training, PixelPack pixels, List<Abstention> abstain) {
    Model model = from.model();
    String faces = RunFolder.preprocessing(from.data());
    Preprocessing known = faces.equals(Preprocessing.UNKNOWN) ? null : Preprocessing.of(faces);
    FaceFraming framing =
        known == null
            ? FaceFraming.of(pixels, training.rows())
            : new FaceFraming(known.margin(), 0, 0, 0);
    int heads = model.network().architecture().importanceHeads();
    ModelDescription bare =
        new ModelDescription(
            from.request().name(),
            model.labels(),
            model.settings().network().inputSize(),
            grey(pixels, spread(training.rows(), COLORS)),
            known,
            framing.margin(),
            framing.shift(),
            from.temperature(),
            abstain,
            heads == 0
                ? null
                : "importance weight alpha of SCN (Eq. 1), 0 to 1"
                    + (heads == 1 ? "" : ", of the predicted class"),
            from.request().precision().id(),
            from.request().license(),
            "",
            provenance(from.run(), model));
    return bare.withCard(ModelCard.of(from, bare, framing));
  }

  /** Where it comes from; no folder of this machine, which says nothing to others. */
  private static Map<String, String> provenance(RunFolder run, Model model) {
    Map<String, String> origin = run.origin();
    Map<String, String> p = new LinkedHashMap<>();
    p.put("run", String.valueOf(run.dir().toAbsolutePath().getFileName()));
    p.put("run-started", origin.getOrDefault("started", ""));
    p.put("after", model.after());
    p.put("data-name", origin.getOrDefault("data-name", ""));
    p.put(RunFolder.DATA_HASH, origin.getOrDefault(RunFolder.DATA_HASH, ""));
    Map<String, String> settings = new TreeMap<>(model.settings().toMap());
    settings.computeIfPresent(
        "init", (k, v) -> v.isEmpty() ? v : String.valueOf(Path.of(v).getFileName()));
    p.put("settings", JSON.writeValueAsString(settings));
    p.put("made-by", "selfcure " + ProgramVersion.text());
    return p;
  }

  private static boolean grey(PixelPack pixels, int[] rows) {
    if (pixels.channels() != CHANNELS) {
      return true;
    }
    byte[] p = new byte[pixels.pictureBytes()];
    for (int row : rows) {
      pixels.read(row, p, 0);
      for (int i = 0; i < p.length; i += CHANNELS) {
        if (p[i] != p[i + 1] || p[i] != p[i + 2]) {
          return false;
        }
      }
    }
    return true;
  }

  /** At most so many of the rows, evenly spread. */
  private static int[] spread(int[] rows, int most) {
    int count = Math.min(most, rows.length);
    return IntStream.range(0, count)
        .map(i -> rows[(int) ((long) i * rows.length / count)])
        .toArray();
  }
}
