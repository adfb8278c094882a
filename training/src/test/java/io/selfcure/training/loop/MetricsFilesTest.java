package io.selfcure.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.ledger.Observations;
import io.selfcure.curation.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Its time says what rewriting costs (docs/decisions/0020-metrics-are-rewritten.md). */
class MetricsFilesTest {

  private static final int MANY = 1000;
  private static final int MORE = 5;
  private static final int COLUMNS = 25;
  private static final String CRLF = "\r\n";

  @TempDir Path dir;

  private static String cell(int epoch, int column) {
    return column == 0 ? Integer.toString(epoch) : "0." + (100_000 + epoch + column);
  }

  private static EpochResult epoch(int epoch) {
    Map<String, String> figures = new LinkedHashMap<>();
    for (int c = 0; c < COLUMNS; c++) {
      figures.put(c == 0 ? "epoch" : "column" + c, cell(epoch, c));
    }
    float[] probabilities = new float[7 * 7];
    java.util.Arrays.fill(probabilities, 1 / 7f);
    LabelSet labels = LabelSet.of("a", "b", "c", "d", "e", "f", "g");
    Evaluation evaluation = Evaluation.of(probabilities, new int[] {0, 1, 2, 3, 4, 5, 6}, labels);
    return new EpochResult(epoch, figures, evaluation, new Observations(1), new int[1]);
  }

  /** The file as it is after {@link #MANY} epochs. */
  private static void many(RunFolder run) throws IOException {
    MetricsFiles first = new MetricsFiles(run, 1, Progress.NONE);
    first.epochEnded(epoch(1));
    String validation = Files.readString(run.validation());
    List<String> head = Files.readAllLines(run.metrics());
    StringBuilder rows = new StringBuilder(head.get(0) + CRLF);
    StringBuilder evaluations = new StringBuilder();
    for (int e = 1; e <= MANY; e++) {
      for (int c = 0; c < COLUMNS; c++) {
        rows.append(c == 0 ? "" : ",").append(cell(e, c));
      }
      rows.append(CRLF);
      evaluations.append(validation.replace("\"epoch\":1,", "\"epoch\":" + e + ","));
    }
    Files.writeString(run.metrics(), rows);
    Files.writeString(run.validation(), evaluations);
  }

  @Test
  void epochsBeforeStayByteForByte() throws IOException {
    RunFolder run = new RunFolder(dir);
    many(run);
    String rows = Files.readString(run.metrics());
    String evaluations = Files.readString(run.validation());
    MetricsFiles files = new MetricsFiles(run, MANY + 1, Progress.NONE);
    for (int e = MANY + 1; e <= MANY + MORE; e++) {
      files.epochEnded(epoch(e));
    }
    assertThat(Files.readString(run.metrics()).startsWith(rows)).isTrue();
    assertThat(Files.readString(run.validation()).startsWith(evaluations)).isTrue();
    for (Path file : List.of(run.metrics(), run.metricLines(), run.validation())) {
      int heads = file.equals(run.metrics()) ? 1 : 0;
      assertThat(Files.readAllLines(file)).hasSize(heads + MANY + MORE);
    }
    try (var left = Files.list(dir)) {
      assertThat(left.filter(f -> f.toString().endsWith(".partial"))).isEmpty();
    }
  }
}
