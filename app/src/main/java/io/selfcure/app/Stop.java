package io.selfcure.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and SIGTERM in good order. Work that can be stopped is asked to end, finishes what it
 * must, and the process ends with the work's own exit code. Other work ends at once, before the
 * native libraries are torn down under it.
 */
final class Stop {

  /** What shells give for Ctrl-C (docs/exit-codes.md). */
  private static final int KILLED = 130;

  private static final CountDownLatch FINISHED = new CountDownLatch(1);
  private static final AtomicInteger CODE = new AtomicInteger();
  private static final AtomicReference<@Nullable Runnable> ACTION = new AtomicReference<>();

  private Stop() {}

  /** Begins to listen; once, at the start of the process. */
  static void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(Stop::end));
  }

  private static void end() {
    if (FINISHED.getCount() == 0) {
      return; // the ordinary end
    }
    Runnable action = ACTION.get();
    if (action == null) {
      Runtime.getRuntime().halt(KILLED);
      return;
    }
    System.err.println();
    System.err.println("selfcure: stopping after this step; a checkpoint is written");
    action.run();
    try {
      FINISHED.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(CODE.get());
  }

  /** From now on a signal calls {@code stop}, which must make the command end soon. */
  static void onSignal(Runnable stop) {
    ACTION.set(stop);
  }

  /** From now on a signal ends the process at once, unless it has come already. */
  static void forget() {
    ACTION.set(null);
  }

  /** The command has ended and has said everything. */
  static void finished(int code) {
    CODE.set(code);
    FINISHED.countDown();
  }
}
