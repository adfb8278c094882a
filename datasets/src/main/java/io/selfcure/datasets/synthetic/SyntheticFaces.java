package io.selfcure.datasets.synthetic;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.InterruptedRunException;
import io.selfcure.core.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** x */
public final class SyntheticFaces {

  private static final int AHEAD = 32;

  private SyntheticFaces() {}

  /** x */
  public static Dataset generate(Path to, SyntheticOptions options, Progress progress) {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
    int total = options.train() + options.valid();
    ExecutorService painters = Executors.newFixedThreadPool(threads);
    try (DatasetWriter writer =
            DatasetWriter.packed(to, LabelSet.BASIC7, options.size(), options.size(), 3);
        Progress.Task task = progress.start("drawing faces", "faces", total)) {
      ArrayDeque<Future<Sitting.Portrait>> underWay = new ArrayDeque<>();
      int next = 0;
      for (int done = 0; done < total; done++) {
        while (next < total && underWay.size() < threads * AHEAD) {
          int position = next++;
          underWay.add(painters.submit(() -> sitting(options, position).draw(position)));
        }
        Sitting.Portrait portrait = underWay.remove().get();
        writer.add(portrait.sample(), portrait.pixels());
        task.advance(done + 1, "");
      }
      return writer.finish("synthetic faces", "drawn by selfcure", "free", List.of(madeBy(options)));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      painters.shutdownNow();
    }
  }

  private static Sitting sitting(SyntheticOptions options, int position) {
    return position < options.train()
        ? new Sitting(options, Split.TRAIN, position)
        : new Sitting(options, Split.VALID, position - options.train());
  }

  private static Map<String, String> madeBy(SyntheticOptions options) {
    return Map.of();
  }
}
