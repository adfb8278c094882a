package io.selfcure.curation.audit;

import io.selfcure.core.data.Card;
import io.selfcure.core.data.CsvText;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.noise.SymmetricNoise;
import io.selfcure.core.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Training labels that are made wrong on purpose, so that it is known of these whether a judge
 * finds them. Of errors nobody knows it finds as large a share: error seeding (Mills, "On the
 * Statistical Validation of Computer Programs", IBM FSC-72-6015, 1972), which counts fish by
 * marking some.
 *
 * @param before the label that a sample had, by its id
 * @param share of each class's training labels
 * @param seed of the draw
 */
public record PlantedErrors(Map<String, Integer> before, double share, long seed) {

  /** In the new data set's directory: what was planted. */
  private static final String TABLE = "planted.csv";

  /** Copies the map. */
  public PlantedErrors {
    before = Map.copyOf(before);
  }

  /**
   * Draws them: of each class the same share, to all other classes alike. The same arguments give
   * the same.
   */
  public static PlantedErrors draw(Dataset data, double share, long seed) {
    int[] labels = new SymmetricNoise(share, seed).labels(data.samples(), data.labels());
    Map<String, Integer> before = new LinkedHashMap<>();
    for (int row = 0; row < labels.length; row++) {
      Sample s = data.samples().get(row);
      if (s.split() == Split.TRAIN && labels[row] != s.label()) {
        before.put(s.id(), s.label());
      }
    }
    return new PlantedErrors(before, share, seed);
  }

  /** Writes the data set that has them; its pictures are shared. */
  public Dataset plant(Dataset data, Path to, Progress progress) {
    int[] labels = new SymmetricNoise(share, seed).labels(data.samples(), data.labels());
    CsvText table = new CsvText("id", "label", "planted");
    try (DatasetWriter writer = DatasetWriter.sharing(to, data);
        Progress.Task task = progress.start("plant errors", "samples", labels.length)) {
      for (int row = 0; row < labels.length; row++) {
        Sample s = data.samples().get(row);
        if (before.containsKey(s.id())) {
          table.add(s.id(), data.labels().name(s.label()), data.labels().name(labels[row]));
          writer.add(s.changedTo(labels[row], s.trueLabel()));
        } else {
          writer.add(s);
        }
        task.advance(row + 1, "");
      }
      writer.attach(TABLE, table.text());
      List<Map<String, String>> madeBy = new ArrayList<>(data.card().madeBy());
      madeBy.add(
          Card.step(
              "plant-errors",
              "share",
              Double.toString(share),
              "seed",
              Long.toString(seed),
              "data-sha256",
              data.sha256()));
      Card card = data.card();
      return writer.finish(card.name() + ", errors planted", card.source(), card.terms(), madeBy);
    }
  }
}
