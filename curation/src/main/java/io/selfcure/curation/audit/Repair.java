package io.selfcure.curation.audit;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * What a set of labels does to the given ones, where the truth is known.
 *
 * @param changed labels that differ from the given ones
 * @param right those of them that are right now
 * @param wrong given labels that are wrong
 * @param repaired wrong given labels that are right now
 * @param clean given labels that are right
 * @param broken right given labels that are wrong now
 */
public record Repair(long changed, long right, long wrong, long repaired, long clean, long broken) {

  /** Scores labels by sample against the truth. */
  static Repair of(List<Sample> samples, int[] labels, Truth truth) {
    return of(samples, labels, truth, i -> true);
  }

  private static Repair of(List<Sample> samples, int[] labels, Truth truth, IntPredicate counted) {
    long[] n = new long[6];
    for (int i = 0; i < labels.length; i++) {
      Truth.Verdict v = truth.verdicts().get(i);
      if (!v.known() || !counted.test(i)) {
        continue;
      }
      boolean isChanged = labels[i] != samples.get(i).label();
      boolean isRight =
          v.label() == Sample.UNKNOWN ? !v.wrong() && !isChanged : labels[i] == v.label();
      n[0] += isChanged ? 1 : 0;
      n[1] += isChanged && isRight ? 1 : 0;
      n[2] += v.wrong() ? 1 : 0;
      n[3] += v.wrong() && isRight ? 1 : 0;
      n[4] += v.wrong() ? 0 : 1;
      n[5] += !v.wrong() && isChanged && !isRight ? 1 : 0;
    }
    return new Repair(n[0], n[1], n[2], n[3], n[4], n[5]);
  }

  /** The same for the samples of each true class; those without a known one are left out. */
  static Map<String, Repair> perClass(
      LabelSet classes, List<Sample> samples, int[] labels, Truth truth) {
    Map<String, Repair> all = new LinkedHashMap<>();
    for (int c = 0; c < classes.size(); c++) {
      int label = c;
      all.put(
          classes.name(c),
          of(samples, labels, truth, i -> truth.verdicts().get(i).label() == label));
    }
    return all;
  }

  /** The share of changed labels that are right now; NaN where none was changed. */
  public double precision() {
    return (double) right / changed;
  }

  /** The share of wrong labels that are right now; NaN where none was wrong. */
  public double repairedShare() {
    return (double) repaired / wrong;
  }

  /** The share of right labels that are wrong now; NaN where none was right. */
  public double brokenShare() {
    return (double) broken / clean;
  }

  /** Names and values by class. */
  static Map<String, Map<String, Object>> toMaps(Map<String, Repair> perClass) {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>();
    perClass.forEach((name, repair) -> all.put(name, repair.toMap()));
    return all;
  }

  /** Names and values; shares are null where they are not defined. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("changed", changed);
    map.put("changed-right", right);
    map.put("relabel-precision", Summary.orNull(precision()));
    map.put("wrong", wrong);
    map.put("repaired", repaired);
    map.put("repaired-share", Summary.orNull(repairedShare()));
    map.put("clean", clean);
    map.put("broken", broken);
    map.put("broken-share", Summary.orNull(brokenShare()));
    return map;
  }
}
