package io.selfcure.datasets.fer2013;

import io.selfcure.core.data.LabelSet;
import io.selfcure.datasets.intake.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a picture gets its label. The FERPlus rules follow Barsoum et al., "Training Deep Networks
 * for Facial Expression Recognition with Crowd-Sourced Label Distribution", ICMI 2016: a class with
 * a single vote counts as an outlier and its vote is dropped, except under VOTES.
 */
public enum LabelRule {
  /** More than half of the votes left must agree on an expression. */
  MAJORITY,
  /** One expression must have more of the votes left than any other choice. */
  PLURALITY,
  /** The most-voted expression (the first in class order among equals); all votes count. */
  VOTES,
  /** FER2013's own label. */
  FER2013;

  /** The name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The classes of a data set imported under this rule. */
  public LabelSet labels() {
    return this == FER2013 ? LabelSet.FER2013 : LabelSet.FERPLUS8;
  }

  /** All names on the command line. */
  static List<String> ids() {
    return Arrays.stream(values()).map(LabelRule::id).toList();
  }

  /** The rule that a request names. */
  static LabelRule of(Request request, LabelRule otherwise) {
    String named = request.option("label-rule");
    return named == null ? otherwise : valueOf(named.toUpperCase(Locale.ROOT));
  }
}
