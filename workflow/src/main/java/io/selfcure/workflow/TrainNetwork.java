package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.DivergedException;
import io.selfcure.core.error.InterruptedRunException;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.run.RunSummary;
import io.selfcure.training.loop.Outlook;
import io.selfcure.training.loop.Trainer;
import io.selfcure.training.runtime.Accelerator;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trains a network, or goes on with a training, and writes the run's report. */
public final class TrainNetwork {

  /** The paper's, for picture files where a configuration names none. */
  private static final int FILES_INPUT_SIZE = 224;

  private TrainNetwork() {}

  /**
   * What is to be trained.
   *
   * @param data the data set
   * @param out the run folder: new, or the one to go on with
   * @param asked its settings; null to go on with the run's own
   */
  public record Request(Path data, Path out, @Nullable AskedSettings asked) {}

  /**
   * Trains to the end.
   *
   * @return how the run stands
   * @throws InterruptedRunException after a request to end early; the run can be gone on with
   * @throws DivergedException when the loss is not finite any more
   */
  public static RunSummary run(Request request, Context context) {
    Dataset dataset = Dataset.read(request.data());
    RunFolder run = new RunFolder(request.out());
    TrainSettings settings;
    if (request.asked() == null) {
      run.settings(); // names the folder where it is none
      settings = TrainSettings.read(run.config(), Map.of());
    } else {
      settings =
          SuitedSettings.of(request.asked(), dataset, Map.of(), Map.of(), context.progress());
      Outlook.check(settings, dataset, run.dir());
    }
    PixelPack pixels = context.pixels(dataset, settings.network().inputSize());
    try (Trainer trainer =
        request.asked() == null
            ? Trainer.resume(dataset, pixels, run.dir(), context.progress())
            : Trainer.start(settings, dataset, pixels, run.dir(), context.progress())) {
      if (request.asked() != null) {
        Outlook.of(settings, dataset)
            .forEach(d -> context.warnings().accept(d.warning(context.wording())));
      }
      train(trainer, run.dir(), context);
    }
    return RunSummary.of(run);
  }

  /**
   * Settings without "auto": the data's own size where pictures are packed, else the paper's 224.
   */
  public static TrainSettings resolve(TrainSettings settings, Dataset dataset) {
    PixelPack pack = dataset.pack();
    int size = pack == null ? FILES_INPUT_SIZE : pack.height();
    if (settings.device() == TrainSettings.Device.AUTO) {
      Accelerator.requireWhatWasStarted();
    }
    return settings.resolve(size, Torch.machine());
  }

  /**
   * Trains until the end, or until the context asks for a checkpoint and an end before it, and
   * writes the run's report.
   *
   * @param run the run's folder
   * @return all epochs' figures
   */
  static List<Map<String, String>> train(Trainer trainer, Path run, Context context) {
    try (Interruption.Registration asked = context.interruption().onRequest(trainer::stop)) {
      List<Map<String, String>> rows = trainer.train();
      ReportRuns.attempt(ReportRuns.Request.of(run), context);
      return rows;
    } catch (InterruptedRunException | DivergedException e) {
      // what there is can be read at once
      ReportRuns.attempt(ReportRuns.Request.of(run), context);
      throw e;
    }
  }
}
