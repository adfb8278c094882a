package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;

/**
 * How much memory a file may claim for what is unpacked or rearranged. Views of a mapped file cost
 * nothing; everything copied is charged, so that a few bytes cannot ask for gigabytes.
 */
final class MemoryBudget {

  private static final long FREE = 16L << 20;
  private static final long FACTOR = 4;

  private final String place;
  private final long limit;
  private long used;

  MemoryBudget(String place, long fileBytes) {
    this.place = place;
    this.limit = FREE + FACTOR * fileBytes;
  }

  /** Claims so many bytes for what is named. */
  void charge(long bytes, String what) {
    if (bytes > limit - used) {
      throw new ModelException(
          place,
          what + " takes " + bytes + " bytes: unpacked, the file would exceed " + limit,
          "save it again, uncompressed and with contiguous tensors");
    }
    used += bytes;
  }
}
