package io.selfcure.training.network;

/**
 * The shape of a network.
 *
 * @param classes number of classes C
 * @param stem the first layers
 * @param width multiplier of all channel counts; 1 is torchvision's ResNet-18 (64, 128, 256, 512)
 * @param dropout probability of dropping a feature before both heads in training, 0 for none
 * @param classifierBias whether the classifier adds a bias; the paper's formula has none
 * @param importanceHeads importance weights a picture: none, one, or one for each class it might be
 *     labelled with
 */
public record Architecture(
    int classes,
    Stem stem,
    double width,
    double dropout,
    boolean classifierBias,
    int importanceHeads) {

  /** torchvision's ResNet-18 without an importance head. */
  public static Architecture torchvision(int classes) {
    return new Architecture(classes, Stem.IMAGENET, 1, 0, true, 0);
  }

  /** Channels of stage 1 to 4: a multiple of 8, at least 8. */
  int channels(int stage) {
    double exact = 64 * width * (1 << (stage - 1));
    return Math.max(8, (int) Math.round(exact / 8) * 8);
  }

  /** The feature dimension D: 512 at width 1. */
  public int features() {
    return channels(4);
  }
}
