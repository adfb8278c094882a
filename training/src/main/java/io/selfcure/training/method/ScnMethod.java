package io.selfcure.training.method;

import io.selfcure.core.progress.Progress;
import io.selfcure.curation.ledger.Observations;
import io.selfcure.curation.ledger.Relabelling;
import io.selfcure.curation.run.AlarmKind;
import io.selfcure.curation.run.Facts;
import io.selfcure.training.input.SoftTargets;
import io.selfcure.training.network.NetworkWeights;
import io.selfcure.training.objective.Outcome;
import io.selfcure.training.objective.ScnStep;
import io.selfcure.training.settings.ObjectiveSettings;
import io.selfcure.training.weights.TensorData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Self-Cure Network as its paper tells it, the official program's variant, and plain cross
 * entropy: all in {@link ScnStep} and its switches. It remembers nothing from step to step.
 */
final class ScnMethod implements Method {

  private final Setup setup;
  private final ObjectiveSettings objective;
  private final ScnStep step;

  ScnMethod(Setup setup) {
    this.setup = setup;
    this.objective = setup.settings().objective();
    this.step = new ScnStep(setup.network(), objective, setup.optimization(), setup.bf16());
  }

  @Override
  public Outcome step(Batch batch) {
    SoftTargets soft = setup.data().soft();
    float @Nullable [][] targets = soft == null ? null : soft.of(batch.positions(), batch.labels());
    return step.train(
        batch.images(), batch.labels(), targets, batch.epoch() >= objective.relabelEpoch());
  }

  @Override
  public List<Relabelling> endEpoch(
      int epoch, int[] current, Observations observed, Progress progress) {
    return List.of();
  }

  @Override
  public Evaluator evaluator() {
    return setup.evaluator(setup.network());
  }

  @Override
  public Map<String, TensorData> save() {
    return NetworkWeights.export(setup.network().state());
  }

  @Override
  public void restore(Saved saved) {
    NetworkWeights.restoreAll(setup.network().state(), saved.tensors());
  }

  @Override
  public Facts facts() {
    boolean weights = objective.needsImportance();
    return Facts.of(
        objective.relabelling()
            ? new Facts.Labels(
                Facts.Changer.PREDICTIONS, objective.relabelEpoch(), setup.settings().epochs())
            : Facts.Labels.NEVER,
        objective.rankRegularisation()
            ? new Facts.Ranks(Facts.Groups.ALPHA, objective.margin1(), objective.learnMargin1())
            : Facts.Ranks.NONE,
        weights
            ? new Facts.Weights(Facts.Weighed.PICTURE, Facts.Groups.ALPHA, objective.beta())
            : Facts.Weights.NONE,
        false,
        alarms(weights));
  }

  private List<AlarmKind> alarms(boolean weights) {
    List<AlarmKind> alarms =
        new ArrayList<>(
            List.of(AlarmKind.DIVERGED, AlarmKind.NOT_LEARNING, AlarmKind.LEARNING_RATE_TOO_HIGH));
    if (weights) {
      alarms.add(AlarmKind.WEIGHTS_COLLAPSED);
    }
    if (objective.rankRegularisation()) {
      alarms.add(AlarmKind.RANK_LOSS_IDLE);
    }
    if (objective.relabelling()) {
      alarms.add(AlarmKind.RELABELLING_BY_GUESSING);
      alarms.add(AlarmKind.RELABELLING_TOO_MUCH);
      alarms.add(AlarmKind.CLASS_DYING_OUT);
      alarms.add(AlarmKind.LABELS_FLIPPING);
      alarms.add(AlarmKind.LOSS_RISING_SINCE_RELABELLING);
    }
    return alarms;
  }

  @Override
  public String rule() {
    return String.format(
        Locale.ROOT,
        "p(best) - p(current) > %s, %s probabilities, %s",
        objective.margin2(),
        objective.relabelProbability().name().toLowerCase(Locale.ROOT),
        objective.relabelScope() == ObjectiveSettings.RelabelScope.LOW
            ? "low group"
            : "whole batch");
  }
}
