package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.loop.Model;
import io.selfcure.training.method.Evaluator;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.weights.ProbabilityFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What networks say of labelled samples.
 *
 * @param cohort the N samples
 * @param values class probabilities, N x C, rows first
 * @param origin where they come from, by name
 */
record SampleProbabilities(Cohort cohort, float[] values, Map<String, String> origin) {

  /** Of the labelled samples of some splits, by the last network of a run. */
  static SampleProbabilities ofRun(
      Path run, Dataset dataset, Set<Split> splits, int threads, Context context) {
    Torch.threads(threads);
    try (Model loaded = Model.open(run, Model.Choice.LAST)) {
      return of(loaded, dataset, splits, context);
    }
  }

  private static SampleProbabilities of(
      Model loaded, Dataset dataset, Set<Split> splits, Context context) {
    loaded.requireLabels(dataset.labels(), dataset.dir().toString());
    Cohort cohort = Cohort.of(dataset, splits);
    if (cohort.size() == 0) {
      throw new DataException(
          dataset.dir().toString(),
          "has no labelled samples in split " + names(splits),
          "choose another {split}");
    }
    PixelPack pixels = context.pixels(dataset, loaded.settings().network().inputSize());
    Evaluator network = new Evaluator(loaded.network(), pixels, dataset.labels(), loaded.bf16());
    // a side that the network was never shown would only blur what it says
    boolean bothSides = loaded.settings().augmentation().flip() > 0;
    return new SampleProbabilities(
        cohort,
        bothSides
            ? network.ofBothSides(cohort, context.progress())
            : network.probabilities(cohort, context.progress()),
        Map.of(
            "probabilities",
            "the run's network after "
                + loaded.after()
                + ", on split "
                + names(splits)
                + (splits.contains(Split.TRAIN) ? ", which it was trained on" : "")
                + (bothSides ? ", the mean over each picture and its mirror image" : "")));
  }

  private static String names(Set<Split> splits) {
    return splits.stream().sorted().map(Split::id).collect(Collectors.joining(", "));
  }

  /** Of the samples that a file of probabilities names. */
  static SampleProbabilities ofFile(Path file, Dataset dataset) {
    ProbabilityFile found = ProbabilityFile.read(file);
    if (!found.classes().equals(dataset.labels().names())) {
      throw new DataException(
          file.toString(),
          "has the classes " + found.classes() + ", the data set has " + dataset.labels().names(),
          "give probabilities of this data set");
    }
    Map<String, Integer> rows = new HashMap<>();
    for (int row = 0; row < dataset.samples().size(); row++) {
      rows.put(dataset.samples().get(row).id(), row);
    }
    List<Sample> samples = new ArrayList<>();
    int[] of = new int[found.ids().size()];
    for (int i = 0; i < of.length; i++) {
      Integer row = rows.get(found.ids().get(i));
      if (row == null || dataset.samples().get(row).label() == Sample.UNKNOWN) {
        throw new DataException(
            file + ", row " + i,
            "is of sample '"
                + found.ids().get(i)
                + "', which the data set "
                + (row == null ? "lacks" : "gives no label"),
            "give probabilities of labelled samples of " + Wording.value(dataset.dir()));
      }
      of[i] = row;
      samples.add(dataset.samples().get(row));
    }
    Cohort.requireNotRegistered(
        dataset, samples.stream().map(Sample::split).collect(Collectors.toSet()));
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put("probabilities", file + ", SHA-256 " + Outputs.sha256(file));
    found.notes().forEach((key, value) -> origin.put("probabilities-" + key, value));
    return new SampleProbabilities(new Cohort(samples, of), found.values(), origin);
  }

  /** Writes it as a file of probabilities. */
  void write(Dataset dataset, Path file) {
    new ProbabilityFile(
            dataset.labels().names(),
            cohort.samples().stream().map(Sample::id).toList(),
            values,
            origin)
        .write(file);
  }
}
