package io.selfcure.training.settings;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The switches of SCN's three modules.
 *
 * @param importanceWeighting scale logits by alpha in the cross entropy (Eq. 1, 2)
 * @param rankRegularisation add the rank loss (Eq. 3, 4)
 * @param lossCombination convex: gamma L_RR + (1 - gamma) L_WCE; sum: L_RR + L_WCE
 * @param gamma weight of the rank loss in the convex combination
 * @param beta share of the batch in the high group
 * @param margin1 delta1, the margin between the groups' mean weights
 * @param learnMargin1 whether delta1 is a trained parameter that starts at margin1; nothing in the
 *     loss raises it, so that it falls until the rank loss is off
 * @param relabelling change labels (Eq. 5)
 * @param margin2 delta2, by how much the best class must beat the given one
 * @param relabelEpoch first epoch (1-based) that relabels
 * @param relabelScope which samples may be relabelled
 * @param relabelProbability softmax of plain logits or of alpha times logits
 * @param classifierBias whether the classifier has a bias
 * @param labelSmoothing share of the target spread over all classes
 * @param flipConsistency weight of the consistency between a picture's class activation maps and
 *     those of its mirror image, 0 for none
 * @param targets what the cross entropy is taken against
 * @param evidence weigh, rank and relabel by evidence gathered over epochs ({@link
 *     EvidenceSettings})
 */
public record ObjectiveSettings(
    @Setting(value = "Weigh logits by alpha in the cross entropy.", byDefault = "true")
        boolean importanceWeighting,
    @Setting(value = "Add the rank regularisation loss.", byDefault = "true")
        boolean rankRegularisation,
    @Setting(
            value = "convex: gamma L_RR + (1 - gamma) L_WCE; sum: L_RR + L_WCE.",
            byDefault = "convex")
        LossCombination lossCombination,
    @Setting(value = "Weight of the rank loss when convex.", byDefault = "0.5", min = 0, max = 1)
        double gamma,
    @Setting(value = "Share of the batch in the high group.", byDefault = "0.7", min = 0, max = 1)
        double beta,
    @Setting(
            value = "delta1, margin between the groups' mean weights.",
            byDefault = "0.15",
            min = 0,
            max = 1)
        double margin1,
    @Setting(
            value =
                "Learn delta1, starting at margin-1. Its loss only ever lowers it, until the rank loss"
                    + " is off.",
            byDefault = "false")
        boolean learnMargin1,
    @Setting(value = "Relabel samples.", byDefault = "true") boolean relabelling,
    @Setting(
            value = "delta2, by how much the best class must beat the given one.",
            byDefault = "0.2",
            min = 0,
            max = 1)
        double margin2,
    @Setting(value = "First epoch that relabels, counted from 1.", byDefault = "10", min = 1)
        int relabelEpoch,
    @Setting(value = "Which samples may be relabelled.", byDefault = "low")
        RelabelScope relabelScope,
    @Setting(
            value = "Probabilities that decide: softmax of plain logits, or of alpha times logits.",
            byDefault = "plain")
        RelabelProbability relabelProbability,
    @Setting(value = "Give the classifier a bias.", byDefault = "true") boolean classifierBias,
    @Setting(
            value = "Share of the target spread over all classes.",
            byDefault = "0",
            min = 0,
            max = 0.5)
        double labelSmoothing,
    @Setting(
            value = "Weight of the consistency of class activation maps under mirroring.",
            byDefault = "0",
            min = 0,
            max = 1000)
        double flipConsistency,
    @Setting(
            value =
                "Targets of the cross entropy: the given label, or the shares of its votes where a"
                    + " sample has votes.",
            byDefault = "given")
        Targets targets,
    @Setting(
            value = "Weigh, rank and relabel by evidence gathered over epochs.",
            byDefault = "false")
        boolean evidence) {

  /** How the two losses are added. */
  public enum LossCombination {
    CONVEX,
    SUM
  }

  /** What the cross entropy is taken against. */
  public enum Targets {
    /** The label that a sample is trained on. */
    GIVEN,
    /** The shares of its votes, as long as the label is the given one. */
    SOFT
  }

  /** Which samples of a batch may be relabelled. */
  public enum RelabelScope {
    LOW,
    BATCH
  }

  /** Which probabilities decide a relabelling. */
  public enum RelabelProbability {
    PLAIN,
    WEIGHTED
  }

  /**
   * Learning a margin without a rank loss, relabelling a low group without weights, or votes beside
   * evidence mean nothing. Relabelling by evidence needs no weights.
   */
  public ObjectiveSettings {
    if (relabelling
        && !evidence
        && !importanceWeighting
        && !rankRegularisation
        && (relabelScope == RelabelScope.LOW
            || relabelProbability == RelabelProbability.WEIGHTED)) {
      throw new IllegalArgumentException(
          "relabelling: relabel-scope low and relabel-probability weighted need weights; set"
              + " importance-weighting or rank-regularisation, or relabel-scope batch and"
              + " relabel-probability plain");
    }
    if (targets == Targets.SOFT && evidence) {
      throw new IllegalArgumentException(
          "targets: soft has no meaning with evidence, which gives labels weights of its own; set"
              + " targets given, or another mode");
    }
    if (learnMargin1 && !rankRegularisation) {
      throw new IllegalArgumentException("learn-margin-1: needs rank-regularisation");
    }
  }

  /** The settings that decide nothing beside the others, by name: baseline's beta. */
  Set<String> idle() {
    Set<String> idle = new TreeSet<>();
    if (evidence) { // it has rules of its own
      idle.addAll(
          List.of(
              "beta",
              "gamma",
              "loss-combination",
              "margin-2",
              "relabel-epoch",
              "relabel-probability",
              "relabel-scope"));
      if (!rankRegularisation) {
        idle.add("margin-1");
      }
      if (!relabelling) {
        idle.addAll(List.of("relabel-confidence", "target-sharpness"));
      }
      return idle;
    }
    boolean low = relabelling && relabelScope == RelabelScope.LOW;
    if (!rankRegularisation) {
      idle.addAll(List.of("loss-combination", "gamma", "margin-1"));
    }
    if (lossCombination == LossCombination.SUM) {
      idle.add("gamma");
    }
    if (!rankRegularisation && !low) {
      idle.add("beta");
    }
    if (!relabelling) {
      idle.addAll(List.of("margin-2", "relabel-epoch", "relabel-scope", "relabel-probability"));
    }
    return idle;
  }

  /** Whether the network computes alpha. */
  public boolean needsImportance() {
    return importanceWeighting || rankRegularisation;
  }
}
