package io.selfcure.training.method;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.input.BatchLoader;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.runtime.Autocast;
import io.selfcure.training.runtime.Values;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Scores a network on samples: running statistics, plain softmax (alpha not applied). */
public final class Evaluator {

  private static final int BATCH = 128;

  /** Of images, [N, 3, H, W]. */
  private static final int WIDTH = 3;

  private final ResNet18 network;
  private final PixelPack pixels;
  private final LabelSet labels;
  private final boolean bf16;

  /** An evaluator of one network on one data set's pictures. */
  public Evaluator(ResNet18 network, PixelPack pixels, LabelSet labels, boolean bf16) {
    this.network = network;
    this.pixels = pixels;
    this.labels = labels;
    this.bf16 = bf16;
  }

  /** Figures of merit against the cohort's given labels, with their intervals. */
  public Evaluation evaluate(Cohort cohort, long seed, Progress progress) {
    return evaluate(cohort, e -> true, seed, progress);
  }

  /**
   * Figures of merit against the cohort's given labels.
   *
   * @param shown whether an evaluation's intervals are of use to anybody: they take time
   * @param seed of the intervals' draws
   */
  public Evaluation evaluate(
      Cohort cohort, Predicate<Evaluation> shown, long seed, Progress progress) {
    float[] p = probabilities(cohort, progress);
    Evaluation plain = Evaluation.of(p, cohort.labels(), labels);
    return shown.test(plain)
        ? Evaluation.withIntervals(p, cohort.labels(), labels, cohort.subjects(), seed)
        : plain;
  }

  /** Class probabilities of the pictures as they are, N x C, rows first. */
  public float[] probabilities(Cohort cohort, Progress progress) {
    return look(cohort, this::softmax, progress);
  }

  /**
   * Class probabilities, N x C, rows first: the mean over each picture and its mirror image, which
   * shows the same expression. At twice the time.
   */
  public float[] ofBothSides(Cohort cohort, Progress progress) {
    return look(
        cohort,
        images -> softmax(images).add(softmax(images.flip(WIDTH))).mul(new Scalar(0.5)),
        progress);
  }

  /** The class logits of the pictures as they are, N x C, rows first; alpha not applied. */
  public float[] logits(Cohort cohort, Progress progress) {
    return look(cohort, images -> network.logits(features(images)), progress);
  }

  /**
   * The importance weights, N: alpha, of the predicted class where there is one for each class;
   * null for a network without importance head.
   */
  public float @Nullable [] weights(Cohort cohort, Progress progress) {
    if (network.architecture().importanceHeads() == 0) {
      return null;
    }
    return look(cohort, this::weight, 1, progress);
  }

  private Tensor weight(Tensor images) {
    Tensor x = features(images);
    Tensor alpha = Objects.requireNonNull(network.importance(x)).sigmoid();
    if (alpha.dim() == 1) {
      return alpha;
    }
    return alpha.gather(1, network.logits(x).argmax(new LongOptional(1), true));
  }

  private Tensor softmax(Tensor images) {
    return network.logits(features(images)).softmax(1);
  }

  private Tensor features(Tensor images) {
    return Autocast.run(bf16, () -> network.features(images, false)).to(ScalarType.Float);
  }

  private float[] look(Cohort cohort, UnaryOperator<Tensor> see, Progress progress) {
    return look(cohort, see, labels.size(), progress);
  }

  private float[] look(Cohort cohort, UnaryOperator<Tensor> see, int values, Progress progress) {
    int n = cohort.size();
    float[] all = new float[n * values];
    try (BatchLoader loader = new BatchLoader(pixels, null, 0, BATCH);
        NoGradGuard noGrad = new NoGradGuard();
        Progress.Task task = progress.start("evaluate", "images", n)) {
      for (int from = 0; from < n; from += BATCH) {
        int[] rows = Arrays.copyOfRange(cohort.rows(), from, Math.min(n, from + BATCH));
        try (PointerScope scope = new PointerScope()) {
          float[] p = Values.floats(see.apply(loader.load(rows, 0)));
          System.arraycopy(p, 0, all, from * values, p.length);
        }
        task.advance(from + rows.length, "");
      }
    }
    return all;
  }
}
