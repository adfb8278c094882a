package io.selfcure.app;

import io.selfcure.core.data.CsvText;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Split;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.report.MatrixPage;
import io.selfcure.curation.report.MatrixPage.Cell;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.datasets.intake.LabelMap;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.loop.Model;
import io.selfcure.training.network.Evaluator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Models trained on some data sets, tested on others, in classes that all share.
 *
 * @param models run folders or checkpoints
 * @param sets the data sets
 * @param split which split of each is read
 * @param classes the classes of all figures
 * @param cells by model, then by data set
 */
record CrossEvaluation(
    List<Path> models, List<Dataset> sets, Split split, Classes classes, List<List<Cell>> cells) {

  /**
   * The classes of all figures.
   *
   * @param spec how they were asked for, null where all have them
   */
  record Classes(LabelSet to, @Nullable String spec) {
    static Classes of(List<LabelSet> all, @Nullable String spec) {
      return new Classes(
          spec == null ? LabelMap.common(all) : LabelMap.of(all.get(0), spec).to(), spec);
    }

    LabelMap map(LabelSet from) {
      return spec == null ? LabelMap.onto(from, to) : LabelMap.of(from, spec);
    }
  }

  /**
   * What is to be compared.
   *
   * @param labels classes to map to, as {@code import --labels} takes them; null for those that all
   *     have
   * @param otherFaces whether models may be shown faces that were cut out otherwise than their own
   */
  record Request(
      List<Path> models,
      Model.Choice checkpoint,
      List<Path> sets,
      Split split,
      @Nullable String labels,
      boolean otherFaces) {

    /** Refuses before any network is run. */
    void requireSameFaces(List<Dataset> sets) {
      if (!otherFaces) {
        models.forEach(m -> sets.forEach(s -> new RunFolder(m).requireSameFaces(s)));
      }
    }
  }

  static CrossEvaluation of(Request request, CacheOption cache, Progress progress) {
    List<Dataset> sets = request.sets().stream().map(Dataset::read).toList();
    request.requireSameFaces(sets);
    List<Model> models =
        request.models().stream().map(m -> Model.open(m, request.checkpoint())).toList();
    List<LabelSet> all =
        Stream.concat(models.stream().map(Model::labels), sets.stream().map(Dataset::labels))
            .toList();
    Classes classes = Classes.of(all, request.labels());
    List<Cohort> cohorts = sets.stream().map(s -> Cohort.required(s, request.split())).toList();
    List<List<Cell>> cells = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      Model model = models.get(m);
      List<Cell> row = new ArrayList<>();
      for (int d = 0; d < sets.size(); d++) {
        Dataset set = sets.get(d);
        PixelPack pixels = cache.pixels(set, model.settings().network().inputSize(), progress);
        float[] p =
            new Evaluator(model.network(), pixels, model.labels(), model.bf16())
                .probabilities(cohorts.get(d), progress);
        row.add(cell(model, request.models().get(m), cohorts.get(d), classes, set, p));
      }
      cells.add(row);
    }
    return new CrossEvaluation(request.models(), sets, request.split(), classes, cells);
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
        Evaluation.of(p, labels, classes.to(), model.settings().seed()),
        all.size() - kept.length,
        isOwn(from, set));
  }

  /** Whether a model was trained on the data set; unknown of a lone checkpoint. */
  private static boolean isOwn(Path model, Dataset set) {
    RunFolder run = new RunFolder(model);
    return Files.exists(run.provenance())
        && set.sha256().equals(run.origin().get(RunFolder.DATA_HASH));
  }

  /** The table for people: accuracy, and balanced accuracy in brackets. */
  String text() {
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("model \\ data"));
    head.addAll(names());
    lines.add(head);
    for (int m = 0; m < models.size(); m++) {
      List<String> line = new ArrayList<>(List.of(models.get(m).toString()));
      for (Cell c : cells.get(m)) {
        line.add(
            String.format(
                Locale.ROOT,
                "%.2f %% (%.2f %%)%s",
                100 * c.figures().accuracy(),
                100 * c.figures().balancedAccuracy(),
                c.own() ? " *" : "  "));
      }
      lines.add(line);
    }
    return caption()
        + String.format("%naccuracy (balanced accuracy); * the model's own data set%n")
        + Tables.plain(lines);
  }

  /** The data sets' names, or their places where names do not tell them apart. */
  private List<String> names() {
    List<String> names = sets.stream().map(s -> s.card().name()).toList();
    return names.stream().distinct().count() == names.size()
        ? names
        : sets.stream().map(s -> s.dir().toString()).toList();
  }

  /** What becomes of the classes, and what is left out, in a sentence each. */
  private String caption() {
    StringBuilder text = new StringBuilder();
    text.append("split ").append(split.id()).append(", classes: ");
    text.append(String.join(", ", classes.to().names()));
    for (int d = 0; d < sets.size(); d++) {
      List<String> dropped = dropped(sets.get(d).labels());
      if (!dropped.isEmpty()) {
        text.append("; ")
            .append(names().get(d))
            .append(" without ")
            .append(String.join(", ", dropped))
            .append(String.format(Locale.ROOT, " (%,d samples)", cells.get(0).get(d).leftOut()));
      }
    }
    return text.toString();
  }

  private List<String> dropped(LabelSet from) {
    LabelMap map = classes.map(from);
    return IntStream.range(0, from.size()).filter(map::drops).mapToObj(from::name).toList();
  }

  /** The page for a browser. */
  String html() {
    List<String> last = models.stream().map(m -> String.valueOf(m.getFileName())).toList();
    boolean telling = last.stream().distinct().count() == last.size();
    List<String> whole = models.stream().map(Path::toString).toList();
    return new MatrixPage(telling ? last : whole, names(), cells, caption()).html();
  }

  /** A row a model and data set. */
  String csv() {
    CsvText table =
        new CsvText(
            "model",
            "data",
            "own",
            "split",
            "samples",
            "left_out",
            "accuracy",
            "accuracy_low",
            "accuracy_high",
            "balanced_accuracy",
            "macro_f1",
            "ece");
    for (int m = 0; m < models.size(); m++) {
      for (int d = 0; d < sets.size(); d++) {
        Cell c = cells.get(m).get(d);
        Evaluation e = c.figures();
        table.add(
            models.get(m).toString(),
            sets.get(d).dir().toString(),
            Boolean.toString(c.own()),
            split.id(),
            Long.toString(e.samples()),
            Long.toString(c.leftOut()),
            Double.toString(e.accuracy()),
            Double.toString(e.accuracyInterval().low()),
            Double.toString(e.accuracyInterval().high()),
            Double.toString(e.balancedAccuracy()),
            Double.toString(e.macroF1()),
            Double.toString(e.ece()));
      }
    }
    return table.text();
  }

  /** All of it for programs. */
  Map<String, Object> document() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      for (int d = 0; d < sets.size(); d++) {
        Cell c = cells.get(m).get(d);
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("model", models.get(m).toString());
        cell.put("data", sets.get(d).dir().toString());
        cell.put("data-sha256", sets.get(d).sha256());
        cell.put("own", c.own());
        cell.put("left-out", c.leftOut());
        cell.putAll(c.figures().toMap());
        all.add(cell);
      }
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("split", split.id());
    map.put("classes", classes.to().names());
    map.put("cells", all);
    return map;
  }
}
