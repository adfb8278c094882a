package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.ReadingsLog;
import io.selfcure.core.data.Registration;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.training.loop.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Readings of registered splits by single models, which an experiment's table is not made of: only
 * with a reason, and on record.
 *
 * @param split the split that is read
 * @param why why a registered one is read; null where none is to be
 */
record OnRecord(Split split, @Nullable String why) {

  /**
   * Refuses, before any network is opened, what must not be read.
   *
   * @throws UsageException when a registered split would be read without a reason, or none is read
   *     in spite of one
   * @throws io.selfcure.core.error.DataException when the record of a registered split is missing
   */
  void require(List<Dataset> sets) {
    List<Dataset> kept = sets.stream().filter(this::registered).toList();
    if (why != null && (kept.isEmpty() || why.isBlank())) {
      throw new UsageException(
          "{read-registered}",
          kept.isEmpty() ? "is given, but " + split.id() + " is not registered" : "gives no reason",
          kept.isEmpty() ? "leave it out" : "say why the split is read");
    }
    for (Dataset data : kept) {
      List<ReadingsLog.Reading> before = ReadingsLog.of(data).readings();
      if (why == null) {
        throw new UsageException(
            data.dir().toString(),
            "has the registered split " + split.id() + ", " + readSoFar(before),
            "choose on held-out training pictures or another {split}; {read-registered=WHY} reads"
                + " it and records the reason");
      }
    }
  }

  /** What a record holds, in words. */
  static String readSoFar(List<ReadingsLog.Reading> before) {
    return before.isEmpty()
        ? "which nobody has read so far"
        : "which was read before: "
            + Wording.value(
                before.stream().map(ReadingsLog.Reading::text).collect(Collectors.joining("; ")));
  }

  /** Puts on record that a model is read now, where the split is registered. */
  void note(Dataset data, Path model, Model.Choice checkpoint) {
    String reason = why;
    if (registered(data) && reason != null) {
      ReadingsLog.of(data)
          .add(
              ReadingsLog.Reading.of(
                  "evaluate",
                  model,
                  1,
                  Outputs.sha256(Model.file(model, checkpoint)),
                  data,
                  reason),
              before -> {});
    }
  }

  private boolean registered(Dataset data) {
    Registration kept = data.registered();
    return kept != null && kept.split() == split;
  }
}
