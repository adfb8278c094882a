package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.run.RunDifferences;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.run.RunSummary;
import io.selfcure.training.loop.Outlook;
import io.selfcure.training.loop.Trainer;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a finished run again from its record, and says what differs. */
public final class ReproduceRun {

  private final Request request;
  private final Context context;

  private ReproduceRun(Request request, Context context) {
    this.request = request;
    this.context = context;
  }

  /**
   * What is to be run again.
   *
   * @param run a finished run
   * @param again the new run's folder
   * @param data the data set; null where it is where it was. Its hash must be the same
   * @param init the initial weights; null where they are where they were; likewise
   * @param resume whether to go on with a reproduction that was interrupted
   */
  public record Request(
      Path run, Path again, @Nullable Path data, @Nullable Path init, boolean resume) {}

  /** Trains again and compares. */
  public static RunDifferences run(Request request, Context context) {
    return new ReproduceRun(request, context).differences();
  }

  private RunDifferences differences() {
    RunFolder from = new RunFolder(request.run());
    RunFolder to = new RunFolder(request.again());
    RunSummary record = RunSummary.of(from);
    requireFinished(record);
    Path place =
        request.data() == null ? Path.of(record.origin().getOrDefault("data", "")) : request.data();
    Dataset dataset = Dataset.read(place);
    from.requireData(dataset);
    TrainSettings settings = settings(record);
    if (request.resume()) {
      requireSame(settings, to);
    } else {
      Outlook.check(settings, dataset, to.dir());
    }
    PixelPack pixels = context.pixels(dataset, settings.network().inputSize());
    try (Trainer trainer =
        request.resume()
            ? Trainer.resume(dataset, pixels, to.dir(), context.progress())
            : Trainer.start(settings, dataset, pixels, to.dir(), context.progress())) {
      TrainNetwork.train(trainer, to.dir(), context);
    }
    return RunDifferences.between(from, to);
  }

  /** The rest of an unfinished run would be compared with nothing. */
  private void requireFinished(RunSummary record) {
    if (record.state() != RunSummary.State.FINISHED) {
      throw new UsageException(
          request.run().toString(),
          "is "
              + record.state().name().toLowerCase(Locale.ROOT)
              + " after "
              + record.done()
              + " of "
              + record.epochs()
              + " epochs",
          "name a finished run; an interrupted one can be finished with {command train: resume}");
    }
  }

  private TrainSettings settings(RunSummary record) {
    Map<String, String> values = new LinkedHashMap<>(record.settings());
    if (request.init() != null) {
      values.put("init", request.init().toString());
    }
    TrainSettings settings = TrainSettings.of(values, Map.of(), record.run().config().toString());
    String weights = settings.network().init();
    if (!weights.isEmpty()) {
      Path file = Path.of(weights);
      if (!Files.isRegularFile(file)) {
        throw new ModelException(
            weights, "the run's initial weights are not there", "name the file with {init}");
      }
      String hash = Outputs.sha256(file);
      String recorded = record.origin().getOrDefault("init-sha256", "");
      if (!hash.equals(recorded)) {
        throw new ModelException(
            weights,
            "has hash " + hash + ", the run began with " + recorded,
            "name the run's own initial weights with {init}");
      }
    }
    return settings;
  }

  private void requireSame(TrainSettings settings, RunFolder to) {
    Map<String, String> other =
        new LinkedHashMap<>(
            TrainSettings.of(to.settings(), Map.of(), to.config().toString()).toMap());
    other.entrySet().removeAll(settings.toMap().entrySet());
    if (!other.isEmpty()) {
      throw new UsageException(
          request.again().toString(),
          "is no reproduction of " + Wording.value(request.run() + ": it has " + other),
          "name another folder with {to}, without {resume}");
    }
  }
}
