package io.selfcure.training.loop;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.ledger.Observations;
import io.selfcure.curation.ledger.Relabelling;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.network.AveragedWeights;
import io.selfcure.training.network.Evaluator;
import io.selfcure.training.network.NetworkWeights;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.network.StateDict;
import io.selfcure.training.objective.CureStep;
import io.selfcure.training.objective.Evidence;
import io.selfcure.training.objective.Optimization;
import io.selfcure.training.objective.ScnStep;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.training.weights.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * What the mode {@code improved} remembers between steps: the averaged network, the evidence it
 * gives after every epoch, and the labels that follow from it.
 */
final class Cure {

  private static final String EVIDENCE = "selfcure.evidence";
  private static final String STEPS = "selfcure.steps";
  private static final String TRAINED = "selfcure.trained.";

  private final TrainSettings settings;
  private final Cohort training;
  private final int[] given;
  private final int classes;
  private final ResNet18 network;
  private final AveragedWeights average;
  private final Evidence evidence;
  private final CureStep step;
  private final Evaluator judge;
  private final long ofRun;
  private long steps;

  /** No evidence yet. */
  Cure(
      TrainSettings settings,
      Cohort training,
      PixelPack pixels,
      LabelSet labels,
      ResNet18 network,
      Optimization optimization) {
    boolean bf16 = settings.precision() == TrainSettings.Precision.BF16;
    this.settings = settings;
    this.training = training;
    this.given = training.labels();
    this.classes = labels.size();
    this.network = network;
    this.ofRun = settings.epochs() * Outlook.stepsAnEpoch(given.length, settings.batch());
    this.average = new AveragedWeights(network);
    this.evidence =
        new Evidence(
            given,
            classes,
            settings.evidence().evidenceMemory(),
            settings.evidence().evidenceSharpness());
    this.step = new CureStep(network, settings, optimization, bf16);
    this.judge = new Evaluator(average.network(), pixels, labels, bf16);
  }

  /** Evaluates the averaged network, which is the one to use. */
  Evaluator evaluator() {
    return judge;
  }

  /** The averaged network's weights. */
  StateDict state() {
    return average.network().state();
  }

  /** Trains on the samples at {@code positions}; {@code labels} are their current ones. */
  ScnStep.Outcome train(Tensor images, int[] positions, int[] labels, int epoch) {
    int[] ofGiven = Arrays.stream(positions).map(p -> given[p]).toArray();
    boolean complete = settings.evidence().complete(epoch, settings.epochs());
    CureStep.Belief belief =
        evidence.epochs() == 0
            ? null
            : new CureStep.Belief(
                Arrays.stream(positions).mapToObj(evidence::posterior).toArray(float[][]::new),
                evidence.classTrust(),
                settings.evidence().cures(epoch, settings.epochs()),
                complete);
    ScnStep.Outcome outcome = step.train(images, ofGiven, labels, belief);
    average.update(
        steps++, settings.evidence().averageWeights(ofRun, complete ? evidence.noise() : 0));
    return outcome;
  }

  /**
   * Ends an epoch: the averaged network looks at every training picture, and labels follow.
   *
   * @param current the labels trained on by position
   * @param observed what the epoch's steps saw
   * @return the changes to make
   */
  List<Relabelling> endEpoch(int epoch, int[] current, Observations observed, Progress progress) {
    List<Relabelling> changes = new ArrayList<>();
    if (settings.evidence().complete(epoch, settings.epochs())) {
      return changes; // labels have followed already
    }
    evidence.add(judge.probabilities(training, progress));
    if (!settings.objective().relabelling()
        || !settings.evidence().cures(epoch, settings.epochs())) {
      return changes;
    }
    double confidence = settings.evidence().relabelConfidence();
    String rule = String.format(Locale.ROOT, "posterior over epochs > %s, or back", confidence);
    for (int i = 0; i < current.length; i++) {
      int label = evidence.verdict(i, current[i], confidence);
      if (label != current[i]) {
        float[] p = evidence.posterior(i);
        changes.add(
            new Relabelling(
                epoch, i, current[i], label, p[current[i]], p[label], observed.alpha(i), rule));
      }
    }
    return changes;
  }

  /** The tensors that a run needs to go on, beside the averaged weights. */
  Map<String, TensorData> save() {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    NetworkWeights.export(network.state()).forEach((n, t) -> tensors.put(TRAINED + n, t));
    tensors.put(EVIDENCE, TensorData.ofFloats(evidence.averages(), given.length, classes));
    tensors.put(STEPS, TensorData.ofLongs(new long[] {steps}, 1));
    return tensors;
  }

  /** Takes back what {@link #save} gave; the averaged weights are in place already. */
  void restore(Checkpoint checkpoint) {
    Map<String, TensorData> trained = new LinkedHashMap<>();
    checkpoint
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(TRAINED)) {
                trained.put(name.substring(TRAINED.length()), tensor);
              }
            });
    NetworkWeights.restoreAll(network.state(), trained);
    int epoch = checkpoint.position().epoch();
    while (settings.evidence().complete(epoch, settings.epochs())) {
      epoch--;
    }
    evidence.restore(checkpoint.required(EVIDENCE).toFloats(), epoch);
    steps = checkpoint.required(STEPS).toLongs()[0];
  }
}
