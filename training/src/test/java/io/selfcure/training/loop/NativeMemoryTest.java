package io.selfcure.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.PixelPack;
import io.selfcure.core.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Memory outside the heap goes when its owner is closed, not when the collector finds him. */
class NativeMemoryTest extends SmallRuns {

  private static final int SETTLED = 3;
  private static final int TRAININGS = 10;

  /** A network of this width, its average, gradients and momentum take some 45 MB. */
  private static final String[] LARGE = {
    "mode=improved", "width=0.5", "epochs=1", "batch=60", "tensorboard=false", "dropout=0"
  };

  /** Bytes: small against one of the heap's regions. */
  private static final int PIECE = 1 << 16;

  private static final long LEAST_LEAK = (TRAININGS - SETTLED) * (40L << 20);

  /** Volatile, or the compiler leaves the allocations out. */
  private static volatile byte[] garbage = {};

  /**
   * The memory of the process but for Java's heap, which grows as it likes: garbage goes through
   * all of what it has, so that it counts in whole.
   */
  private static long nativeBytes() {
    long rounds = 2 * Runtime.getRuntime().totalMemory() / PIECE;
    for (long i = 0; i < rounds; i++) {
      garbage = new byte[PIECE];
    }
    assertThat(garbage).hasSize(PIECE);
    return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
  }

  @Test
  void tenTrainingsTakeTheMemoryOfOne() {
    PixelPack pixels = Objects.requireNonNull(data.pack());
    List<Object> reachable = new ArrayList<>(); // so that no collection helps
    long settled = 0;
    for (int i = 1; i <= TRAININGS; i++) {
      try (Trainer trainer =
          Trainer.start(settings(LARGE), data, pixels, dir.resolve("run-" + i), Progress.NONE)) {
        trainer.train();
        reachable.add(trainer);
      }
      settled = i == SETTLED ? nativeBytes() : settled;
    }
    assertThat(nativeBytes() - settled).isLessThan(LEAST_LEAK / 2);
    assertThat(reachable).hasSize(TRAININGS);
  }

  @Test
  void closedModelsTakeNoMemory() {
    run("run", Progress.NONE, "width=1", "epochs=1", "batch=60", "tensorboard=false");
    List<Object> reachable = new ArrayList<>();
    long settled = 0;
    for (int i = 1; i <= TRAININGS; i++) {
      try (Model model = Model.open(dir.resolve("run"), Model.Choice.LAST)) {
        reachable.add(model);
      }
      settled = i == SETTLED ? nativeBytes() : settled;
    }
    assertThat(nativeBytes() - settled).isLessThan(LEAST_LEAK / 2);
    assertThat(reachable).hasSize(TRAININGS);
  }
}
