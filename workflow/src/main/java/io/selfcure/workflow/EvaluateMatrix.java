package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Split;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.curation.report.MatrixPage.Cell;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.datasets.intake.LabelMap;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.loop.Model;
import io.selfcure.training.method.Evaluator;
import io.selfcure.training.runtime.Torch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Scores models trained on some data sets on several, in classes that all share. */
public final class EvaluateMatrix {

  private EvaluateMatrix() {}

  /**
   * The classes of all figures.
   *
   * @param spec how they were asked for, null where all have them
   */
  public record Classes(LabelSet to, @Nullable String spec) {
    static Classes of(List<LabelSet> all, @Nullable String spec) {
      return new Classes(
          spec == null ? LabelMap.common(all) : LabelMap.of(all.get(0), spec).to(), spec);
    }

    public LabelMap map(LabelSet from) {
      return spec == null ? LabelMap.onto(from, to) : LabelMap.of(from, spec);
    }
  }

  /**
   * What is to be compared.
   *
   * @param models run folders or checkpoints
   * @param checkpoint which of a run folder
   * @param sets the data sets
   * @param split which split of each is read
   * @param labels classes to map to, as an import takes them; null for those that all have
   * @param otherFaces whether models may be shown faces that were cut out otherwise than their own
   * @param readRegistered why a registered split is read, for its record; null where it must not be
   */
  public record Request(
      List<Path> models,
      Model.Choice checkpoint,
      List<Path> sets,
      Split split,
      @Nullable String labels,
      boolean otherFaces,
      @Nullable String readRegistered) {

    private OnRecord onRecord() {
      return new OnRecord(split, readRegistered);
    }

    /** Refuses before any network is run. */
    void requireSameFaces(List<Dataset> sets) {
      if (!otherFaces) {
        models.forEach(m -> sets.forEach(s -> new RunFolder(m).requireSameFaces(s)));
      }
    }
  }

  /** Scores every model on every data set. */
  public static EvaluationMatrix run(Request request, Context context) {
    Torch.threads(Torch.defaultThreads());
    List<Dataset> sets = request.sets().stream().map(Dataset::read).toList();
    request.onRecord().require(sets);
    request.requireSameFaces(sets);
    List<LabelSet> all =
        Stream.concat(
                request.models().stream().map(m -> Model.labels(m, request.checkpoint())),
                sets.stream().map(Dataset::labels))
            .toList();
    Classes classes = Classes.of(all, request.labels());
    List<Cohort> cohorts = sets.stream().map(s -> Cohort.onRecord(s, request.split())).toList();
    List<List<Cell>> cells = new ArrayList<>();
    for (Path from : request.models()) {
      try (Model model = Model.open(from, request.checkpoint())) { // one at a time: each is large
        List<Cell> row = new ArrayList<>();
        for (int d = 0; d < sets.size(); d++) {
          Dataset set = sets.get(d);
          request.onRecord().note(set, from, request.checkpoint());
          PixelPack pixels = context.pixels(set, model.settings().network().inputSize());
          float[] p =
              new Evaluator(model.network(), pixels, model.labels(), false)
                  .probabilities(cohorts.get(d), context.progress());
          row.add(cell(model, from, cohorts.get(d), classes, set, p));
        }
        cells.add(row);
      }
    }
    return new EvaluationMatrix(request.models(), sets, request.split(), classes, cells);
  }

  private static Cell cell(
      Model model, Path from, Cohort all, Classes classes, Dataset set, float[] probabilities) {
    LabelMap truth = classes.map(set.labels());
    float[] mapped = classes.map(model.labels()).onto(probabilities);
    int[] kept =
        IntStream.range(0, all.size())
            .filter(i -> !truth.drops(all.samples().get(i).label()))
            .toArray();
    int width = classes.to().size();
    float[] p = new float[kept.length * width];
    int[] labels = new int[kept.length];
    for (int i = 0; i < kept.length; i++) {
      System.arraycopy(mapped, kept[i] * width, p, i * width, width);
      labels[i] = truth.target(all.samples().get(kept[i]).label());
    }
    return new Cell(
        Evaluation.withIntervals(
            p,
            labels,
            classes.to(),
            IntStream.of(kept).mapToObj(all.subjects()::get).toList(),
            model.settings().seed()),
        all.size() - kept.length,
        isOwn(from, set));
  }

  /** Whether a model was trained on the data set; unknown of a lone checkpoint. */
  private static boolean isOwn(Path model, Dataset set) {
    RunFolder run = new RunFolder(model);
    return Files.exists(run.provenance())
        && set.sha256().equals(run.origin().get(RunFolder.DATA_HASH));
  }
}
