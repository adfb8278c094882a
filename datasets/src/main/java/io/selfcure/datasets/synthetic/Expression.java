package io.selfcure.datasets.synthetic;

import static io.selfcure.datasets.synthetic.ActionUnit.AU1;
import static io.selfcure.datasets.synthetic.ActionUnit.AU10;
import static io.selfcure.datasets.synthetic.ActionUnit.AU12;
import static io.selfcure.datasets.synthetic.ActionUnit.AU15;
import static io.selfcure.datasets.synthetic.ActionUnit.AU17;
import static io.selfcure.datasets.synthetic.ActionUnit.AU19;
import static io.selfcure.datasets.synthetic.ActionUnit.AU2;
import static io.selfcure.datasets.synthetic.ActionUnit.AU20;
import static io.selfcure.datasets.synthetic.ActionUnit.AU23;
import static io.selfcure.datasets.synthetic.ActionUnit.AU24;
import static io.selfcure.datasets.synthetic.ActionUnit.AU25;
import static io.selfcure.datasets.synthetic.ActionUnit.AU26;
import static io.selfcure.datasets.synthetic.ActionUnit.AU4;
import static io.selfcure.datasets.synthetic.ActionUnit.AU43;
import static io.selfcure.datasets.synthetic.ActionUnit.AU5;
import static io.selfcure.datasets.synthetic.ActionUnit.AU6;
import static io.selfcure.datasets.synthetic.ActionUnit.AU7;
import static io.selfcure.datasets.synthetic.ActionUnit.AU9;

import io.selfcure.core.data.LabelSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The basic expressions in the order of {@code LabelSet.BASIC7}, each with its prototypical action
 * units after EMFACS (Ekman and Friesen 1983) and the variants listed in the FACS Investigator's
 * Guide (Ekman, Friesen and Hager 2002, table 10-1).
 */
enum Expression {
  NEUTRAL(List.of(Map.of())),
  HAPPINESS(
      List.of(
          Map.of(AU6, 0.9, AU12, 1.0, AU25, 0.9, AU26, 0.15),
          Map.of(AU6, 1.0, AU12, 1.0, AU25, 1.0, AU26, 0.45),
          Map.of(AU6, 0.9, AU12, 1.0))),
  SURPRISE(
      List.of(
          Map.of(AU1, 1.0, AU2, 1.0, AU5, 0.8, AU25, 1.0, AU26, 1.0),
          Map.of(AU1, 1.0, AU2, 0.9, AU5, 1.0, AU25, 0.9, AU26, 0.75))),
  SADNESS(
      List.of(
          Map.of(AU1, 1.0, AU4, 0.7, AU15, 1.0, AU17, 0.7, AU43, 0.4),
          Map.of(AU1, 0.9, AU4, 0.6, AU15, 1.0, AU17, 0.3, AU43, 0.55))),
  ANGER(
      List.of(
          Map.of(AU4, 1.0, AU5, 0.6, AU7, 0.8, AU17, 0.3, AU23, 0.8, AU24, 1.0),
          Map.of(AU4, 1.0, AU5, 0.7, AU7, 0.7, AU23, 1.0, AU25, 1.0, AU26, 0.2))),
  DISGUST(
      List.of(
          Map.of(AU9, 1.0, AU10, 1.0, AU15, 0.7, AU17, 0.7, AU4, 0.35, AU7, 0.5),
          Map.of(AU9, 1.0, AU10, 1.0, AU19, 1.0, AU25, 0.6, AU26, 0.35, AU4, 0.35, AU7, 0.6))),
  FEAR(
      List.of(
          Map.of(AU1, 1.0, AU2, 0.55, AU4, 0.7, AU5, 1.0, AU20, 1.0, AU25, 0.9, AU26, 0.2),
          Map.of(AU1, 1.0, AU2, 0.5, AU4, 0.8, AU5, 1.0, AU20, 1.0, AU25, 0.7, AU26, 0.4)));

  private final int label;

  // An unmodifiable list of unmodifiable maps, which the checker cannot see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<ActionUnits> variants;

  Expression(List<Map<ActionUnit, Double>> variants) {
    this.label = LabelSet.BASIC7.indexOf(name().toLowerCase(Locale.ROOT));
    this.variants = variants.stream().map(ActionUnits::new).toList();
  }

  /** The class index in BASIC7. */
  int label() {
    return label;
  }

  /** One of the prototypes. */
  ActionUnits variant(RandomGenerator random) {
    return variants.get(random.nextInt(variants.size()));
  }

  /** The prototypes. */
  List<ActionUnits> variants() {
    return variants;
  }
}
