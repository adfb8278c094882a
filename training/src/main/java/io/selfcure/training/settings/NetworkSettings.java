package io.selfcure.training.settings;

import io.selfcure.training.network.Architecture;
import io.selfcure.training.network.Stem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The network.
 *
 * @param inputSize pixels a side; 0 takes the data's own size, or 224 where pictures are files
 * @param stem the first layers
 * @param width channel multiplier
 * @param dropout probability before the heads
 * @param init initial weights file, empty for random ones
 */
public record NetworkSettings(
    @Setting(
            value = "Input size in pixels; 0 takes the size of packed data, else 224.",
            byDefault = "0",
            min = 0,
            max = 1024)
        int inputSize,
    @Setting(
            value =
                "First layers: imagenet (7x7/2 and max-pool), stride2 or stride1 (3x3, no pool).",
            byDefault = "auto")
        StemChoice stem,
    @Setting(
            value = "Channel multiplier; 1 is torchvision's ResNet-18.",
            byDefault = "1",
            min = 0.125,
            max = 4)
        double width,
    @Setting(value = "Dropout before the heads.", byDefault = "0", min = 0, max = 0.95)
        double dropout,
    @Setting(
            value = "Initial weights, a .pth or .safetensors file; empty starts from random ones.",
            byDefault = "")
        String init) {

  /** Checks that the initial weights can be a file. */
  public NetworkSettings {
    try {
      init = Path.of(init).toString();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("init: '" + init + "' is no path: " + e.getReason(), e);
    }
  }

  /** A stem, or the one that suits the input size. */
  public enum StemChoice {
    AUTO,
    IMAGENET,
    STRIDE2,
    STRIDE1
  }

  NetworkSettings resolve(int dataSize) {
    int size = inputSize == 0 ? dataSize : inputSize;
    StemChoice chosen =
        stem == StemChoice.AUTO ? StemChoice.valueOf(Stem.forInput(size).name()) : stem;
    return new NetworkSettings(size, chosen, width, dropout, init);
  }

  /** The architecture for these settings, once resolved. */
  public Architecture architecture(int classes, ObjectiveSettings objective) {
    return new Architecture(
        classes,
        Stem.valueOf(stem.name()),
        width,
        dropout,
        objective.classifierBias(),
        !objective.needsImportance() ? 0 : objective.evidence() ? classes : 1);
  }
}
