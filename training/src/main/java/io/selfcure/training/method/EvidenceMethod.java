package io.selfcure.training.method;

import io.selfcure.core.progress.Progress;
import io.selfcure.curation.ledger.Observations;
import io.selfcure.curation.ledger.Relabelling;
import io.selfcure.curation.run.AlarmKind;
import io.selfcure.curation.run.Facts;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.input.Order;
import io.selfcure.training.network.AveragedWeights;
import io.selfcure.training.network.NetworkWeights;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.objective.EvidenceStep;
import io.selfcure.training.objective.LabelPosteriors;
import io.selfcure.training.objective.Outcome;
import io.selfcure.training.settings.ObjectiveSettings;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.training.weights.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Ours: an average of the network looks at every training picture after each epoch, and what it
 * says over epochs, the evidence, weighs, ranks and relabels (docs/decisions/0008). The step is
 * {@link EvidenceStep}.
 */
final class EvidenceMethod implements Method {

  private static final String EVIDENCE = "selfcure.evidence";
  private static final String STEPS = "selfcure.steps";
  private static final String TRAINED = "selfcure.trained.";

  private final TrainSettings settings;
  private final Cohort training;
  private final int[] given;
  private final int classes;
  private final ResNet18 network;
  private final AveragedWeights average;
  private final LabelPosteriors evidence;
  private final EvidenceStep step;
  private final Evaluator judge;
  private final long ofRun;
  private long steps;

  /** No evidence yet. */
  EvidenceMethod(Setup setup) {
    this.settings = setup.settings();
    this.training = setup.data().samples();
    this.given = training.labels();
    this.classes = setup.data().labels().size();
    this.network = setup.network();
    this.ofRun = settings.epochs() * Order.stepsAnEpoch(given.length, settings.batch());
    this.average = new AveragedWeights(network);
    this.evidence =
        new LabelPosteriors(
            given,
            classes,
            settings.evidence().evidenceMemory(),
            settings.evidence().evidenceSharpness());
    this.step = new EvidenceStep(network, settings, setup.optimization(), setup.bf16());
    this.judge = setup.evaluator(average.network());
  }

  /** The averaged network is the one to use. */
  @Override
  public Evaluator evaluator() {
    return judge;
  }

  @Override
  public Outcome step(Batch batch) {
    int[] positions = batch.positions();
    int[] ofGiven = Arrays.stream(positions).map(p -> given[p]).toArray();
    boolean complete = settings.evidence().complete(batch.epoch(), settings.epochs());
    EvidenceStep.Belief belief =
        evidence.epochs() == 0
            ? null
            : new EvidenceStep.Belief(
                Arrays.stream(positions).mapToObj(evidence::posterior).toArray(float[][]::new),
                evidence.classTrust(),
                settings.evidence().cures(batch.epoch(), settings.epochs()),
                complete);
    Outcome outcome = step.train(batch.images(), ofGiven, batch.labels(), belief);
    average.update(
        steps++, settings.evidence().averageWeights(ofRun, complete ? evidence.noise() : 0));
    return outcome;
  }

  /** The averaged network looks at every training picture, and labels follow. */
  @Override
  public List<Relabelling> endEpoch(
      int epoch, int[] current, Observations observed, Progress progress) {
    List<Relabelling> changes = new ArrayList<>();
    if (settings.evidence().complete(epoch, settings.epochs())) {
      return changes; // labels have followed already
    }
    evidence.add(judge.probabilities(training, progress));
    if (!changesLabels(epoch)) {
      return changes;
    }
    double confidence = settings.evidence().relabelConfidence();
    for (int i = 0; i < current.length; i++) {
      int label = evidence.verdict(i, current[i], confidence);
      if (label != current[i]) {
        float[] p = evidence.posterior(i);
        changes.add(
            new Relabelling(
                epoch, i, current[i], label, p[current[i]], p[label], observed.alpha(i), rule()));
      }
    }
    return changes;
  }

  private boolean changesLabels(int epoch) {
    return settings.objective().relabelling()
        && settings.evidence().cures(epoch, settings.epochs())
        && !settings.evidence().complete(epoch, settings.epochs());
  }

  @Override
  public String rule() {
    return String.format(
        Locale.ROOT,
        "posterior over epochs > %s, or back",
        settings.evidence().relabelConfidence());
  }

  @Override
  public Map<String, TensorData> save() {
    Map<String, TensorData> tensors =
        new LinkedHashMap<>(NetworkWeights.export(average.network().state()));
    NetworkWeights.export(network.state()).forEach((n, t) -> tensors.put(TRAINED + n, t));
    tensors.put(EVIDENCE, TensorData.ofFloats(evidence.averages(), given.length, classes));
    tensors.put(STEPS, TensorData.ofLongs(new long[] {steps}, 1));
    return tensors;
  }

  @Override
  public void restore(Saved saved) {
    NetworkWeights.restoreAll(average.network().state(), saved.tensors());
    Map<String, TensorData> trained = new LinkedHashMap<>();
    saved
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(TRAINED)) {
                trained.put(name.substring(TRAINED.length()), tensor);
              }
            });
    NetworkWeights.restoreAll(network.state(), trained);
    int epoch = saved.epoch();
    while (settings.evidence().complete(epoch, settings.epochs())) {
      epoch--;
    }
    evidence.restore(saved.required(EVIDENCE).toFloats(), epoch);
    steps = saved.required(STEPS).toLongs()[0];
  }

  @Override
  public void close() {
    average.close();
  }

  @Override
  public Facts facts() {
    ObjectiveSettings objective = settings.objective();
    int[] epochs =
        IntStream.rangeClosed(1, settings.epochs()).filter(this::changesLabels).toArray();
    return Facts.of(
        epochs.length > 0
            ? new Facts.Labels(Facts.Changer.EVIDENCE, epochs[0], epochs[epochs.length - 1])
            : Facts.Labels.NEVER,
        objective.rankRegularisation()
            ? new Facts.Ranks(Facts.Groups.EVIDENCE, objective.margin1(), objective.learnMargin1())
            : Facts.Ranks.NONE,
        // the gap is that of the greatest weights against the rest here too, to compare runs by
        objective.needsImportance()
            ? new Facts.Weights(
                Facts.Weighed.PICTURE_AND_LABEL, Facts.Groups.ALPHA, objective.beta())
            : Facts.Weights.NONE,
        objective.relabelling(),
        alarms(epochs.length > 0));
  }

  /**
   * The weights follow the evidence and are all near 1 where it doubts no label; nor can the ranks
   * be idle, which are the evidence's. Labels change by no single epoch's guess.
   */
  private static List<AlarmKind> alarms(boolean labelsChange) {
    List<AlarmKind> alarms =
        new ArrayList<>(
            List.of(AlarmKind.DIVERGED, AlarmKind.NOT_LEARNING, AlarmKind.LEARNING_RATE_TOO_HIGH));
    if (labelsChange) {
      alarms.add(AlarmKind.RELABELLING_TOO_MUCH);
      alarms.add(AlarmKind.CLASS_DYING_OUT);
      alarms.add(AlarmKind.LABELS_FLIPPING);
      alarms.add(AlarmKind.LOSS_RISING_SINCE_RELABELLING);
    }
    return alarms;
  }

  @Override
  public String remedy(AlarmKind alarm) {
    return switch (alarm) {
      case RELABELLING_TOO_MUCH, LABELS_FLIPPING ->
          "raise {relabel-confidence}, or begin later with {evidence-start}";
      case CLASS_DYING_OUT -> "raise {relabel-confidence}, or train with {sampler=balanced}";
      case LOSS_RISING_SINCE_RELABELLING ->
          "stop earlier ({epochs}; {command evaluate} takes the best epoch), augment more"
              + " ({augment=standard}), or train with {relabelling=false}";
      default -> alarm.remedy();
    };
  }
}
