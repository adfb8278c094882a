package io.selfcure.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C and SIGTERM in good order: the work is asked to end, finishes what it must, and the
 * process ends with the work's own exit code instead of the signal's.
 */
final class Stop {

  private static final CountDownLatch FINISHED = new CountDownLatch(1);
  private static final AtomicInteger CODE = new AtomicInteger();

  private Stop() {}

  /** Calls {@code stop} at a signal, until {@link #forget}; it must make the command end soon. */
  static Thread onSignal(Runnable stop) {
    Thread hook =
        new Thread(
            () -> {
              System.err.println();
              System.err.println("selfcure: stopping after this step; a checkpoint is written");
              stop.run();
              try {
                FINISHED.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(CODE.get());
            });
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  /** Takes a hook away, if the signal has not come yet. */
  static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the signal has come: the hook waits for finished()
    }
  }

  /** The command has ended and has said everything. */
  static void finished(int code) {
    CODE.set(code);
    FINISHED.countDown();
  }
}
