package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.DivergedException;
import io.selfcure.core.error.InterruptedRunException;
import io.selfcure.training.loop.Trainer;
import io.selfcure.training.runtime.Accelerator;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.workflow.ReportRuns;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What commands that train share: settings made concrete for a data set, and the training. */
final class Pipeline {

  private static final int FILES_INPUT_SIZE = 224;

  private Pipeline() {}

  /**
   * Settings without "auto": the data's own size where pictures are packed, else the paper's 224.
   */
  static TrainSettings resolve(TrainSettings settings, Dataset dataset) {
    PixelPack pack = dataset.pack();
    int size = pack == null ? FILES_INPUT_SIZE : pack.height();
    if (settings.device() == TrainSettings.Device.AUTO) {
      Accelerator.requireWhatWasStarted();
    }
    return settings.resolve(size, Torch.machine());
  }

  /**
   * Trains until the end, or until a signal asks for a checkpoint and an end before it, and writes
   * the run's report.
   *
   * @param run the run's folder
   * @param err where a report that fails is told
   */
  static List<Map<String, String>> train(Trainer trainer, Path run, PrintWriter err) {
    Stop.onSignal(trainer::stop);
    try {
      List<Map<String, String>> rows = trainer.train();
      writeReport(run, err);
      return rows;
    } catch (InterruptedRunException | DivergedException e) {
      writeReport(run, err); // what there is can be read at once
      throw e;
    } finally {
      Stop.forget();
    }
  }

  private static void writeReport(Path run, PrintWriter err) {
    ReportRuns.attempt(ReportRuns.Request.of(run), w -> err.println("selfcure: " + w));
  }
}
