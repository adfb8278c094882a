package io.selfcure.training.loop;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.DataException;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.run.Figures;
import io.selfcure.curation.run.RunFolder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the figures of all epochs: {@code metrics.csv} and, as JSON lines, the same and more. */
final class MetricsFiles implements RunListener {

  private static final JsonMapper JSON = new JsonMapper();

  private final RunFolder run;
  private final List<Map<String, String>> rows;
  private final List<JsonNode> evaluations;

  /**
   * Takes up what a run has written before {@code startEpoch}; later lines are dropped.
   *
   * @throws DataException when the lines of an earlier epoch are damaged or missing, while the file
   *     is there
   */
  MetricsFiles(RunFolder run, int startEpoch, Progress progress) {
    this.run = run;
    this.rows = new ArrayList<>(run.readMetrics());
    rows.removeIf(r -> epoch(r) >= startEpoch);
    if (rows.isEmpty() ? startEpoch > 1 : !endBefore(startEpoch)) {
      if (Files.exists(run.metrics())) {
        throw new DataException(
            run.metrics().toString(),
            "is damaged: of the "
                + (startEpoch - 1)
                + " epochs before it has "
                + rows.size()
                + ", not in one piece up to the last",
            "restore it, or remove it: training then goes on without its lines");
      }
      progress.say(run.metrics() + " is missing: it begins anew with epoch " + startEpoch);
    }
    this.evaluations = new ArrayList<>(run.readValidation());
    evaluations.removeIf(e -> e.path("epoch").intValue() >= startEpoch);
  }

  private static int epoch(Map<String, String> row) {
    return Integer.parseInt(row.getOrDefault("epoch", "0"));
  }

  /** A run whose file was removed in between has the epochs since. */
  private boolean endBefore(int startEpoch) {
    return IntStream.range(0, rows.size())
        .allMatch(i -> epoch(rows.get(i)) == startEpoch - rows.size() + i);
  }

  /** All epochs' figures. */
  List<Map<String, String>> rows() {
    return rows;
  }

  @Override
  public void epochEnded(EpochResult epoch) {
    rows.add(epoch.figures());
    RunFiles.writeMetrics(run, rows);
    Outputs.writeAtomically(run.metricLines(), lines(rows.stream().map(Figures::of)));
    Evaluation evaluation = epoch.evaluation();
    if (evaluation != null) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("epoch", epoch.epoch());
      line.putAll(evaluation.toMap());
      evaluations.add(JSON.valueToTree(line));
      Outputs.writeAtomically(run.validation(), lines(evaluations.stream()));
    }
  }

  private static String lines(java.util.stream.Stream<?> objects) {
    return objects.map(o -> JSON.writeValueAsString(o) + "\n").collect(Collectors.joining());
  }
}
