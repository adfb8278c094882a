package io.selfcure.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HealProgressTest {

  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong();
  private final List<String> told = new ArrayList<>();

  private final HealProgress progress =
      new HealProgress(
          new Progress() {
            @Override
            public Task start(String what, String unit, long total) {
              told.add(what);
              return new Task() {
                @Override
                public void advance(long done, String detail) {
                  told.add(detail);
                }

                @Override
                public void close() {}
              };
            }

            @Override
            public void say(String line) {
              told.add(line);
            }
          },
          now::get);

  @Test
  void everyTaskSaysItsStageAndEpochsTheTimeLeftInAll() {
    progress.enter("judge (1 of 4)", 100, 60);
    try (Progress.Task epoch = progress.start("epoch 1/10", "images", 50)) {
      epoch.advance(0, "loss 2");
    }
    // a tenth took 20 s where 10 were expected: what is left takes twice as long, the student too
    now.addAndGet(20 * SECOND);
    try (Progress.Task epoch = progress.start("epoch 2/10", "images", 50)) {
      epoch.advance(0, "loss 2");
    }
    try (Progress.Task look = progress.start("evaluate", "images", 7)) {
      look.advance(1, "as it is");
    }
    assertThat(told)
        .containsExactly(
            "judge (1 of 4): epoch 1/10",
            "healed in 2 min 40 s",
            "judge (1 of 4): epoch 2/10",
            "healed in 5 min 00 s",
            "judge (1 of 4): evaluate",
            "as it is");
  }

  @Test
  void whatGoesOnIsMeasuredFromWhereItGoesOn() {
    progress.enter("student (3 of 4)", 0, 0);
    try (Progress.Task epoch = progress.start("epoch 6/10", "images", 50)) {
      epoch.advance(0, "");
      now.addAndGet(30 * SECOND);
      epoch.advance(25, "");
    }
    // half an epoch in 30 s, four and a half are left
    assertThat(told.get(told.size() - 1)).isEqualTo("healed in 4 min 30 s");
  }
}
