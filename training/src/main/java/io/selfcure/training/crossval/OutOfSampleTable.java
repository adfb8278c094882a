package io.selfcure.training.crossval;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.CsvText;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.ModelException;
import io.selfcure.training.weights.ProbabilityFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Class probabilities of samples by networks that have not seen them
 * (docs/formats/probabilities.md).
 *
 * @param labels the C classes, the order of the columns
 * @param ids the N samples
 * @param given their given labels, class indices
 * @param fold the fold, from 1, whose network did not see the sample
 * @param values N x C, rows first: plain softmax
 * @param provenance data hash, folds, seed and settings, by name
 */
public record OutOfSampleTable(
    LabelSet labels,
    List<String> ids,
    int[] given,
    int[] fold,
    float[] values,
    Map<String, String> provenance) {

  private static final String SAMPLES = "samples-sha256";
  private static final String PROVENANCE = "provenance";
  private static final String REMEDY =
      "remove probabilities.safetensors there and cross-validate again with {resume}";
  private static final JsonMapper JSON = new JsonMapper();

  /** The file of the probabilities within a folder. */
  public static Path file(Path dir) {
    return dir.resolve("probabilities.safetensors");
  }

  /** The file that says which sample each row is. */
  static Path samplesFile(Path dir) {
    return dir.resolve("probabilities.csv");
  }

  /** The number of samples. */
  public int size() {
    return ids.size();
  }

  /** The share of samples whose most probable class is the given one. */
  public double agreement() {
    int agree = 0;
    for (int i = 0; i < size(); i++) {
      int best = 0;
      for (int c = 1; c < labels.size(); c++) {
        best = values[i * labels.size() + c] > values[i * labels.size() + best] ? c : best;
      }
      agree += best == given[i] ? 1 : 0;
    }
    return (double) agree / size();
  }

  /** Writes both files atomically, the probabilities last: where they are, all is there. */
  void write(Path dir) {
    String csv = csv();
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put(SAMPLES, hash(csv));
    notes.put(PROVENANCE, JSON.writeValueAsString(provenance));
    Outputs.writeAtomically(samplesFile(dir), csv);
    new ProbabilityFile(labels.names(), ids, values, notes).write(file(dir));
  }

  private String csv() {
    CsvText table = new CsvText(CsvLayout.EXACT, "row", "id", "given_label", "fold");
    for (int i = 0; i < size(); i++) {
      table.add(Integer.toString(i), ids.get(i), labels.name(given[i]), Integer.toString(fold[i]));
    }
    return table.text();
  }

  private static String hash(String text) {
    var digest = Outputs.sha256();
    digest.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return Outputs.hex(digest);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param dir the folder of both files
   * @throws ModelException when the probabilities are missing or no safetensors file
   * @throws DataException when they are damaged otherwise, or the list of samples is, or belongs to
   *     other probabilities
   */
  public static OutOfSampleTable read(Path dir) {
    Path file = file(dir);
    ProbabilityFile all = ProbabilityFile.read(file);
    Map<String, String> provenance = new LinkedHashMap<>();
    try {
      JSON.readTree(all.notes().getOrDefault(PROVENANCE, ""))
          .properties()
          .forEach(p -> provenance.put(p.getKey(), p.getValue().asString()));
    } catch (JacksonException e) {
      throw new DataException(
          file.toString(), "is damaged: " + PROVENANCE + ": " + e.getOriginalMessage(), REMEDY, e);
    }
    return readSamples(dir, all, provenance);
  }

  private static OutOfSampleTable readSamples(
      Path dir, ProbabilityFile all, Map<String, String> provenance) {
    Path file = samplesFile(dir);
    LabelSet labels = new LabelSet(all.classes());
    List<String> ids = new ArrayList<>();
    int[] given = new int[all.ids().size()];
    int[] fold = new int[given.length];
    String problem = "";
    if (!Outputs.sha256(file).equals(all.notes().get(SAMPLES))) {
      problem = "is not the list that the probabilities were written with";
    } else {
      try (CsvInput csv = new CsvInput(file, CsvLayout.EXACT)) {
        int id = csv.column("id");
        int label = csv.column("given_label");
        int part = csv.column("fold");
        for (CsvInput.Row row = csv.next(); row != null; row = csv.next()) {
          given[ids.size()] = labels.indexOf(row.cells().get(label));
          fold[ids.size()] = Integer.parseInt(row.cells().get(part));
          ids.add(row.cells().get(id));
        }
      } catch (DataException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
        problem = "cannot be read: " + e.getMessage();
      }
    }
    boolean complete = ids.equals(all.ids()) && Arrays.stream(given).allMatch(g -> g >= 0);
    if (!problem.isEmpty() || !complete) {
      throw new DataException(
          file.toString(), problem.isEmpty() ? "does not fit the probabilities" : problem, REMEDY);
    }
    return new OutOfSampleTable(labels, all.ids(), given, fold, all.values(), provenance);
  }
}
