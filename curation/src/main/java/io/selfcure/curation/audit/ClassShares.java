package io.selfcure.curation.audit;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** What each class has of a belief: a list that keeps numbers and not objects. */
final class ClassShares extends AbstractList<Double> implements RandomAccess {

  private final double[] values;
  private final int from;
  private final int size;

  /** A part of an array, which must not change any more. */
  ClassShares(double[] values, int from, int size) {
    this.values = values;
    this.from = from;
    this.size = size;
  }

  /** The same shares, which nobody can change. */
  static List<Double> copyOf(List<Double> shares) {
    return shares instanceof ClassShares
        ? shares
        : new ClassShares(
            shares.stream().mapToDouble(Double::doubleValue).toArray(), 0, shares.size());
  }

  @Override
  public Double get(int index) {
    return values[from + Objects.checkIndex(index, size)];
  }

  @Override
  public int size() {
    return size;
  }
}
