package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.loop.Trainer;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.vision.PixelCache;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What training and evaluation share: settings made concrete for a data set, and its pixels. */
final class Pipeline {

  private static final int FILES_INPUT_SIZE = 224;

  private Pipeline() {}

  /**
   * Settings without "auto": the data's own size where pictures are packed, else the paper's 224.
   */
  static TrainSettings resolve(TrainSettings settings, Dataset dataset) {
    PixelPack pack = dataset.pack();
    int size = pack == null ? FILES_INPUT_SIZE : pack.height();
    return settings.resolve(size, Torch.cpuHasBf16(), Torch.defaultThreads());
  }

  /** Trains until the end, or until a signal asks for a checkpoint and an end before it. */
  static List<Map<String, String>> train(Trainer trainer) {
    Thread hook = Stop.onSignal(trainer::stop);
    try {
      return trainer.train();
    } finally {
      Stop.forget(hook);
    }
  }

  /** The pictures at the input size, decoded once and kept in the cache. */
  static PixelPack pixels(Dataset dataset, int size, @Nullable Path cache, Progress progress) {
    return PixelCache.open(
        dataset, size, cache == null ? PixelCache.defaultRoot() : cache, progress);
  }
}
