package io.selfcure.workflow;

import io.selfcure.core.data.CsvText;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Split;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.core.metrics.Interval;
import io.selfcure.core.metrics.Intervals;
import io.selfcure.curation.report.MatrixPage;
import io.selfcure.curation.report.MatrixPage.Cell;
import io.selfcure.datasets.intake.LabelMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Figures of several models on several data sets.
 *
 * @param models run folders or checkpoints
 * @param sets the data sets
 * @param split which split of each was read
 * @param classes the classes of all figures
 * @param cells by model, then by data set
 */
public record EvaluationMatrix(
    List<Path> models,
    List<Dataset> sets,
    Split split,
    EvaluateMatrix.Classes classes,
    List<List<Cell>> cells) {

  /** The data sets' names, or their places where names do not tell them apart. */
  public List<String> names() {
    List<String> names = sets.stream().map(s -> s.card().name()).toList();
    return names.stream().distinct().count() == names.size()
        ? names
        : sets.stream().map(s -> s.dir().toString()).toList();
  }

  /** What becomes of the classes, and what is left out, in a sentence each. */
  public String caption() {
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
  public String html() {
    List<String> last = models.stream().map(m -> String.valueOf(m.getFileName())).toList();
    boolean telling = last.stream().distinct().count() == last.size();
    List<String> whole = models.stream().map(Path::toString).toList();
    return new MatrixPage(telling ? last : whole, names(), cells, caption()).html();
  }

  /** A row a model and data set. */
  public String csv() {
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
            "ece",
            "balanced_accuracy_low",
            "balanced_accuracy_high",
            "macro_f1_low",
            "macro_f1_high",
            "ece_low",
            "ece_high",
            "intervals_over");
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
            low(e, Intervals::accuracy),
            high(e, Intervals::accuracy),
            Double.toString(e.balancedAccuracy()),
            Double.toString(e.macroF1()),
            Double.toString(e.ece()),
            low(e, Intervals::balancedAccuracy),
            high(e, Intervals::balancedAccuracy),
            low(e, Intervals::macroF1),
            high(e, Intervals::macroF1),
            low(e, Intervals::ece),
            high(e, Intervals::ece),
            e.intervals() == null ? "" : e.intervals().unit().id());
      }
    }
    return table.text();
  }

  private static String low(Evaluation e, Function<Intervals, Interval> which) {
    return e.intervals() == null ? "" : Double.toString(which.apply(e.intervals()).low());
  }

  private static String high(Evaluation e, Function<Intervals, Interval> which) {
    return e.intervals() == null ? "" : Double.toString(which.apply(e.intervals()).high());
  }

  /** All of it for programs. */
  public Map<String, Object> document() {
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
