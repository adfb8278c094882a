package io.selfcure.vision.face;

import io.selfcure.core.error.SelfcureException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Work on several threads whose results are taken in the order of the input. */
public final class InOrder {

  /** Pieces under way or waiting to be taken, for each thread: few, as each holds a picture. */
  private static final int AHEAD = 4;

  private InOrder() {}

  private record Piece<A, B>(A input, Future<B> result) {}

  /**
   * Works through all input.
   *
   * @param work done on several threads
   * @param take called on this thread, in the input's order
   * @throws SelfcureException what work or take threw; no further piece is begun then
   */
  public static <A, B> void each(
      Iterator<A> inputs, int threads, Function<A, B> work, BiConsumer<A, B> take) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    Deque<Piece<A, B>> pieces = new ArrayDeque<>();
    try {
      while (inputs.hasNext() || !pieces.isEmpty()) {
        while (inputs.hasNext() && pieces.size() < AHEAD * threads) {
          A input = inputs.next();
          pieces.add(new Piece<>(input, pool.submit(() -> work.apply(input))));
        }
        Piece<A, B> first = pieces.remove();
        take.accept(first.input(), result(first.result()));
      }
    } finally {
      pool.shutdownNow();
      await(pool);
    }
  }

  private static <B> B result(Future<B> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      if (e.getCause() instanceof Error problem) {
        throw problem;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** What threads use must not be freed while they are at work. */
  private static void await(ExecutorService pool) {
    boolean interrupted = false;
    while (!pool.isTerminated()) {
      try {
        boolean ended = pool.awaitTermination(1, java.util.concurrent.TimeUnit.HOURS);
        if (ended) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
