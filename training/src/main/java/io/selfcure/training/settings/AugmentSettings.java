package io.selfcure.training.settings;

/** Augmentations of training pictures; each component says what it is in its annotation. */
public record AugmentSettings(
    @Setting(value = "Preset of the settings below.", byDefault = "standard") Augment augment,
    @Setting(value = "Probability of a horizontal flip.", byDefault = "0.5", min = 0, max = 1)
        double flip,
    @Setting(value = "Probability of gaussian noise.", byDefault = "0", min = 0, max = 1)
        double noise,
    @Setting(
            value = "Standard deviation of the noise in grey levels.",
            byDefault = "5.477",
            min = 0,
            max = 128)
        double noiseStd,
    @Setting(value = "Flip and noise exclude each other.", byDefault = "false") boolean flipOrNoise,
    @Setting(
            value = "Random crop: greatest shift as a share of the side, the border repeated.",
            byDefault = "0.08",
            min = 0,
            max = 0.5)
        double crop,
    @Setting(value = "Greatest rotation in degrees.", byDefault = "8", min = 0, max = 180)
        double rotation,
    @Setting(
            value = "Greatest change of the size, as a share: 0.1 shows a face at 90 to 110 %.",
            byDefault = "0",
            min = 0,
            max = 0.5)
        double zoom,
    @Setting(
            value = "Greatest relative change of brightness.",
            byDefault = "0.15",
            min = 0,
            max = 1)
        double brightness,
    @Setting(
            value = "Greatest relative change of contrast, about the picture's own mean.",
            byDefault = "0",
            min = 0,
            max = 1)
        double contrast,
    @Setting(value = "Probability of erasing a rectangle.", byDefault = "0.2", min = 0, max = 1)
        double erasing,
    @Setting(value = "Least erased share of the area.", byDefault = "0.02", min = 0, max = 1)
        double erasingMin,
    @Setting(value = "Greatest erased share of the area.", byDefault = "0.25", min = 0, max = 1)
        double erasingMax) {

  /** Probabilities that exclude each other must fit beside each other. */
  public AugmentSettings {
    if (flipOrNoise && flip + noise > 1) {
      throw new IllegalArgumentException("flip-or-noise: flip and noise add up to more than 1");
    }
    if (erasingMin > erasingMax) {
      throw new IllegalArgumentException("erasing-min: is above erasing-max");
    }
  }
}
