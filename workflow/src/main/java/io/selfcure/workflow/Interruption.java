package io.selfcure.workflow;

/** How long work is asked to end early: whoever runs a use case is told what to call. */
@FunctionalInterface
public interface Interruption {

  /** Nobody asks. */
  Interruption NEVER = stop -> () -> {};

  /**
   * From now until the result is closed, {@code stop} may be called from any thread. It returns at
   * once; the work keeps what it has done and ends soon after with an {@link
   * io.selfcure.core.error.InterruptedRunException}.
   */
  Registration onRequest(Runnable stop);

  /** Ends what {@link #onRequest} began. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
