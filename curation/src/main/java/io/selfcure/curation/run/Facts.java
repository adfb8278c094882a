package io.selfcure.curation.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What the method of a training does, written by the method itself when the run begins ({@code
 * facts.yaml}, docs/formats/run.md). Settings do not tell it: which of them have an effect, and
 * which, is the method's own affair.
 *
 * @param format {@link #FORMAT}
 * @param labels by what labels are changed, and when
 * @param ranks the rank loss
 * @param weights the importance weights
 * @param ledByOwnEvidence whether the network was trained towards what it said itself of its
 *     training samples over many epochs
 * @param alarms the ids of the alarms that watch the run ({@link AlarmKind#id})
 */
public record Facts(
    String format,
    Labels labels,
    Ranks ranks,
    Weights weights,
    boolean ledByOwnEvidence,
    List<String> alarms) {

  /** The version of the file. */
  public static final String FORMAT = "selfcure-facts-1";

  /** What changes labels. */
  public enum Changer {
    /** No label is changed. */
    @JsonProperty("nobody")
    NOBODY,
    /** A step's predictions, sample by sample. */
    @JsonProperty("predictions")
    PREDICTIONS,
    /** Evidence over epochs, at an epoch's end. */
    @JsonProperty("evidence")
    EVIDENCE
  }

  /** How a batch is divided into a high group, whose weights must be greater, and a low one. */
  public enum Groups {
    /** Not at all. */
    @JsonProperty("none")
    NONE,
    /** The greatest weights are the high group. */
    @JsonProperty("alpha")
    ALPHA,
    /** The high group are the samples whose label the evidence calls rather right than wrong. */
    @JsonProperty("evidence")
    EVIDENCE
  }

  /** What an importance weight is of. */
  public enum Weighed {
    /** There are no weights. */
    @JsonProperty("nothing")
    NOTHING,
    /** The picture, whatever its label. */
    @JsonProperty("picture")
    PICTURE,
    /** The picture and its given label. */
    @JsonProperty("picture-and-label")
    PICTURE_AND_LABEL
  }

  /**
   * When labels may change. The epochs in which they did are in the ledger.
   *
   * @param changer what changes them
   * @param firstEpoch the first epoch in which they may change, counted from 1; may be after the
   *     last; 0 where nobody changes them
   * @param lastEpoch the last epoch in which they may change; 0 where nobody changes them
   */
  public record Labels(Changer changer, int firstEpoch, int lastEpoch) {

    /** Labels that stay as they are. */
    public static final Labels NEVER = new Labels(Changer.NOBODY, 0, 0);

    /** Checks that epochs stand where labels change, and only there. */
    public Labels {
      boolean never = changer == Changer.NOBODY;
      if (never ? firstEpoch != 0 || lastEpoch != 0 : firstEpoch < 1 || lastEpoch < 1) {
        throw new IllegalArgumentException(
            "labels: epochs " + firstEpoch + " to " + lastEpoch + " with changer " + changer);
      }
    }

    /** Whether a label may change in any epoch of the run. */
    public boolean mayChange() {
      return changer != Changer.NOBODY && firstEpoch <= lastEpoch;
    }
  }

  /**
   * The rank loss.
   *
   * @param groups how its groups are told; NONE without a rank loss
   * @param margin delta1 at the beginning, by how much the groups' mean weights must differ; 0
   *     without a rank loss
   * @param learned whether the margin is trained
   */
  public record Ranks(Groups groups, double margin, boolean learned) {

    /** No rank loss. */
    public static final Ranks NONE = new Ranks(Groups.NONE, 0, false);

    /** Checks the margin. */
    public Ranks {
      if (!(margin >= 0 && margin <= 1)) {
        throw new IllegalArgumentException("margin: " + margin + " is not in 0..1");
      }
    }
  }

  /**
   * The importance weights.
   *
   * @param of what a weight is of
   * @param gapGroups how the groups are told whose gap {@code metrics.csv} has as {@code rank_gap}
   * @param highShare share of a batch in the high group of that gap, 0 to 1
   */
  public record Weights(Weighed of, Groups gapGroups, double highShare) {

    /** No weights. */
    public static final Weights NONE = new Weights(Weighed.NOTHING, Groups.NONE, 0);

    /** Checks the share. */
    public Weights {
      if (!(highShare >= 0 && highShare <= 1)) {
        throw new IllegalArgumentException("high-share: " + highShare + " is not in 0..1");
      }
    }
  }

  /** Checks the format and copies the alarms. */
  public Facts {
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException("its format is '" + format + "', not " + FORMAT);
    }
    alarms = List.copyOf(alarms);
  }

  /** Facts in the present format. */
  public static Facts of(
      Labels labels, Ranks ranks, Weights weights, boolean ledByOwnEvidence, List<AlarmKind> all) {
    List<String> ids = all.stream().sorted().map(AlarmKind::id).toList();
    return new Facts(FORMAT, labels, ranks, weights, ledByOwnEvidence, ids);
  }

  /** Whether an alarm of this kind watches the run. */
  public boolean watches(AlarmKind kind) {
    return alarms.contains(kind.id());
  }
}
