package io.selfcure.datasets.synthetic;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How strongly each action unit moves.
 *
 * @param intensities 0 (relaxed) to 1 (maximal); a unit that is missing is relaxed
 */
record ActionUnits(Map<ActionUnit, Double> intensities) {

  static final ActionUnits RELAXED = new ActionUnits(Map.of());

  ActionUnits {
    EnumMap<ActionUnit, Double> copy = new EnumMap<>(ActionUnit.class);
    intensities.forEach((unit, value) -> copy.put(unit, Math.max(0, Math.min(1, value))));
    intensities = Collections.unmodifiableMap(copy);
  }

  double at(ActionUnit unit) {
    return intensities.getOrDefault(unit, 0.0);
  }

  ActionUnits with(ActionUnit unit, double value) {
    EnumMap<ActionUnit, Double> changed = new EnumMap<>(ActionUnit.class);
    changed.putAll(intensities);
    changed.put(unit, value);
    return new ActionUnits(changed);
  }

  /** {@code share} of this and the rest of {@code other}. */
  ActionUnits blend(ActionUnits other, double share) {
    EnumMap<ActionUnit, Double> sum = new EnumMap<>(ActionUnit.class);
    for (ActionUnit unit : ActionUnit.values()) {
      sum.put(unit, share * at(unit) + (1 - share) * other.at(unit));
    }
    return new ActionUnits(sum);
  }

  /** Every unit moved a little, as no face repeats an expression exactly. */
  ActionUnits jittered(RandomGenerator random, double spread) {
    EnumMap<ActionUnit, Double> moved = new EnumMap<>(ActionUnit.class);
    for (ActionUnit unit : ActionUnit.values()) {
      double value = at(unit);
      // A tongue or a closing eye is shown on purpose or not at all.
      boolean deliberate = unit == ActionUnit.AU19 || unit == ActionUnit.AU43;
      double noise = spread * random.nextGaussian();
      moved.put(unit, deliberate && value == 0 ? 0 : value + noise);
    }
    return new ActionUnits(moved);
  }
}
