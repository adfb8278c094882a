package io.selfcure.curation.report;

import io.selfcure.curation.ledger.LedgerSnapshot;
import io.selfcure.curation.ledger.LedgerSnapshot.Entry;
import io.selfcure.curation.ledger.Relabelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the labels.
 *
 * @param samples all training samples
 * @param known those whose true label is known
 * @param wrong given labels known to be wrong
 * @param changed samples whose current label is not the given one
 * @param repaired wrong given labels that are right now
 * @param broken right given labels that are wrong now
 */
record LabelStory(long samples, long known, long wrong, long changed, long repaired, long broken) {

  /** What one change was. */
  enum Kind {
    RIGHT,
    WRONG,
    UNKNOWN
  }

  /**
   * A kind of change.
   *
   * @param right how many of them gave the true label, -1 where no truth is known
   */
  record Change(int from, int to, long count, long right) {}

  static LabelStory of(LedgerSnapshot ledger) {
    long known = 0;
    long wrong = 0;
    long changed = 0;
    long repaired = 0;
    long broken = 0;
    for (Entry e : ledger.samples()) {
      boolean right = e.current() == e.truth();
      known += e.known() ? 1 : 0;
      wrong += e.wrong() ? 1 : 0;
      changed += e.changed() ? 1 : 0;
      repaired += e.wrong() && right ? 1 : 0;
      broken += e.known() && !e.wrong() && !right ? 1 : 0;
    }
    return new LabelStory(ledger.samples().size(), known, wrong, changed, repaired, broken);
  }

  /** The share of right labels among the known ones before training. */
  double rightBefore() {
    return (double) (known - wrong) / known;
  }

  /** The same for the labels as they are now. */
  double rightNow() {
    return (double) (known - wrong + repaired - broken) / known;
  }

  private static Kind kind(LedgerSnapshot ledger, Relabelling r) {
    Entry e = ledger.samples().get(r.position());
    if (!e.known()) {
      return Kind.UNKNOWN;
    }
    return e.truth() == r.to() ? Kind.RIGHT : Kind.WRONG;
  }

  /** How many changes of a kind each epoch from 1 to {@code epochs} saw. */
  static double[] perEpoch(LedgerSnapshot ledger, int epochs, Kind kind) {
    double[] counts = new double[epochs];
    for (Relabelling r : ledger.changes()) {
      if (r.epoch() >= 1 && r.epoch() <= epochs && kind(ledger, r) == kind) {
        counts[r.epoch() - 1]++;
      }
    }
    return counts;
  }

  /** The kinds of change by class, the most frequent first. */
  static List<Change> byClass(LedgerSnapshot ledger) {
    Map<List<Integer>, long[]> counts = new LinkedHashMap<>();
    for (Relabelling r : ledger.changes()) {
      long[] n = counts.computeIfAbsent(List.of(r.from(), r.to()), k -> new long[3]);
      n[0]++;
      n[1] += kind(ledger, r) == Kind.RIGHT ? 1 : 0;
      n[2] += kind(ledger, r) == Kind.UNKNOWN ? 1 : 0;
    }
    List<Change> changes = new ArrayList<>();
    counts.forEach(
        (k, n) -> changes.add(new Change(k.get(0), k.get(1), n[0], n[2] == n[0] ? -1 : n[1])));
    changes.sort((a, b) -> Long.compare(b.count(), a.count()));
    return changes;
  }

  /** Samples of each class by the given (0), current (1) and true (2) label. */
  static double[][] balance(LedgerSnapshot ledger) {
    double[][] counts = new double[3][ledger.labels().size()];
    for (Entry e : ledger.samples()) {
      counts[0][e.given()]++;
      counts[1][e.current()]++;
      if (e.known()) {
        counts[2][e.truth()]++;
      }
    }
    return counts;
  }
}
