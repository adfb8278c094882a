package io.selfcure.workflow.experiment;

import io.selfcure.training.settings.TrainSettings;
import java.util.Locale;
import java.util.Map;

/**
 * One training of the grid.
 *
 * @param name of its run folder, readable and unique
 * @param noise how wrong its labels are
 * @param axes values of the other axes by setting, in the file's order; empty where the axis has no
 *     effect
 * @param settings resolved settings; mode and seed are in them
 */
record Cell(String name, NoiseLevel noise, Map<String, String> axes, TrainSettings settings) {

  String mode() {
    return settings.mode().name().toLowerCase(Locale.ROOT);
  }

  long seed() {
    return settings.seed();
  }

  /** The same under another name. */
  Cell named(String other) {
    return new Cell(other, noise, axes, settings);
  }

  /** The data set's folder: the same for all cells with the same labels. */
  String dataName() {
    return noise.hasSeed() ? noise.name() + "_seed-" + seed() : noise.name();
  }

  /** What cells that differ in their seed only have in common. */
  Group group() {
    return new Group(mode(), noise, axes);
  }

  /**
   * Cells that differ in their seed only.
   *
   * @param mode the mode
   * @param noise how wrong the labels are
   * @param axes values of the other axes by setting
   */
  record Group(String mode, NoiseLevel noise, Map<String, String> axes) {

    /** Everything but the noise, for a legend: paper, beta 0.7. */
    String series() {
      StringBuilder text = new StringBuilder(mode);
      axes.forEach((name, value) -> text.append(value.isEmpty() ? "" : ", " + name + " " + value));
      return text.toString();
    }
  }
}
