package io.selfcure.datasets.synthetic;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.InterruptedRunException;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.synthetic.Sitting.Portrait;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Draws faces whose expression is known because the program chose it: a data set to try everything
 * with that shows nobody and that anybody may have.
 *
 * <p>The faces are parametric drawings. Features move with action units of the Facial Action Coding
 * System (Ekman and Friesen 1978; Ekman, Friesen and Hager 2002); the seven classes of {@code
 * LabelSet.BASIC7} are the combinations that EMFACS (Ekman and Friesen 1983) gives for the basic
 * expressions. Skin tones span the Monk scale (Monk 2019). People, poses, light, backgrounds and
 * cameras vary; a few faces are partly covered, never brows and mouth both.
 *
 * <p>Classes are balanced and so is every person: each shows every expression once, and nobody is
 * in both splits. A share of the faces blends two expressions; their ten votes are split as the
 * blend is, six to eight for the label, which makes the ambiguity of these faces honest and graded.
 * Clear faces have ten votes for their class. Unreadable pictures, on which nobody could tell
 * anything, occur in training only and have votes as even as ten votes for seven classes can be.
 *
 * <p>Label and true label are the same; noise is injected by others. A picture depends on the seed,
 * its split and its number within the split alone (and on the Java version, whose rasterizer draws
 * it), neither on the number of pictures nor on the number of threads.
 */
public final class SyntheticFaces {

  /** Pictures a thread may be ahead of the writer, which bounds the memory. */
  private static final int AHEAD = 16;

  private SyntheticFaces() {}

  /**
   * Draws a packed data set of {@code size} x {@code size} x 3 pictures: first the training
   * pictures, then those for validation.
   *
   * @param to the new directory; must not hold anything yet
   * @param options how many pictures of what kind
   * @param progress told of each picture, by the calling thread
   * @throws InterruptedRunException when the calling thread is interrupted; nothing is left behind
   */
  public static Dataset generate(Path to, SyntheticOptions options, Progress progress) {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
    ExecutorService painters = Executors.newFixedThreadPool(threads);
    try (DatasetWriter writer =
        DatasetWriter.packed(to, LabelSet.BASIC7, options.size(), options.size(), 3)) {
      draw(options, painters, threads * AHEAD, writer, progress);
      return writer.finish(
          "synthetic faces",
          "drawn by selfcure, shows no real person",
          "free to use for any purpose",
          List.of(madeBy(options)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedRunException(
          to.toString(), "drawing faces was interrupted", "run the same command again", e);
    } finally {
      painters.shutdownNow();
    }
  }

  private static void draw(
      SyntheticOptions options,
      ExecutorService painters,
      int ahead,
      DatasetWriter writer,
      Progress progress)
      throws InterruptedException {
    int total = options.train() + options.valid();
    Queue<Future<Portrait>> underWay = new ArrayDeque<>();
    try (Progress.Task task = progress.start("drawing faces", "faces", total)) {
      int next = 0;
      for (int done = 0; done < total; done++) {
        while (next < total && underWay.size() < ahead) {
          int position = next++;
          underWay.add(painters.submit(() -> sitting(options, position).draw(position)));
        }
        Portrait portrait = finished(underWay.remove());
        writer.add(portrait.sample(), portrait.pixels());
        task.advance(done + 1L, "");
      }
    }
  }

  private static Portrait finished(Future<Portrait> portrait) throws InterruptedException {
    try {
      return portrait.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("drawing a face failed", e.getCause());
    }
  }

  private static Sitting sitting(SyntheticOptions options, int position) {
    return position < options.train()
        ? new Sitting(options, Split.TRAIN, position)
        : new Sitting(options, Split.VALID, position - options.train());
  }

  private static Map<String, String> madeBy(SyntheticOptions options) {
    Map<String, String> step = new LinkedHashMap<>();
    step.put("step", "synthetic faces");
    step.put("train", Integer.toString(options.train()));
    step.put("valid", Integer.toString(options.valid()));
    step.put("size", Integer.toString(options.size()));
    step.put("blends", Double.toString(options.blends()));
    step.put("unreadable", Double.toString(options.unreadable()));
    step.put("seed", Long.toString(options.seed()));
    return step;
  }
}
