package io.selfcure.workflow.experiment;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.vision.PixelCache;
import io.selfcure.workflow.TrainNetwork;
import java.nio.file.Path;

/**
 * Makes settings and pixels as a single training on this machine would.
 *
 * @param cache where decoded pixels are kept; made where it is missing
 */
public record ThisMachine(Path cache) implements Experiment.Host {

  @Override
  public TrainSettings resolve(TrainSettings settings, Dataset data) {
    return TrainNetwork.resolve(settings, data);
  }

  @Override
  public PixelPack pixels(Dataset data, int size, Progress progress) {
    return PixelCache.open(data, size, cache, progress);
  }
}
