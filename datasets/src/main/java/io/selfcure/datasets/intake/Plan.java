package io.selfcure.datasets.intake;

import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.UsageException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The first reading: what the division needs to know of each sample, a few bytes each, since a set
 * may have a million.
 */
final class Plan implements Sink {

  private static final int FIRST = 1024;
  private static final List<Split> SPLITS = List.of(Split.values());

  private final LabelMap map;
  private final Map<String, Integer> subjects = new HashMap<>();
  private int count;
  private int[] labels = new int[FIRST];
  private int[] groups = new int[FIRST];
  private byte[] official = new byte[FIRST];

  Plan(LabelMap map) {
    this.map = map;
  }

  @Override
  public void take(Item item) {
    Sample s = item.sample();
    if (map.drops(s.label())) {
      return;
    }
    if (count == labels.length) {
      labels = Arrays.copyOf(labels, 2 * count);
      groups = Arrays.copyOf(groups, 2 * count);
      official = Arrays.copyOf(official, 2 * count);
    }
    labels[count] = map.target(s.label());
    groups[count] =
        s.subject().isEmpty() ? -1 : subjects.computeIfAbsent(s.subject(), k -> subjects.size());
    official[count] = (byte) (item.official() ? SPLITS.indexOf(s.split()) : -1);
    count++;
  }

  @Override
  public void skip(String where, String reason) {
    // told in the second reading
  }

  /** How many samples have no subject. */
  long nameless() {
    long nameless = 0;
    for (int i = 0; i < count; i++) {
      nameless += groups[i] < 0 ? 1 : 0;
    }
    return nameless;
  }

  int count() {
    return count;
  }

  /** The rule that holds: the one asked for, or what suits the set. */
  SplitRule rule(Choices choices) {
    boolean all = count > 0;
    for (int i = 0; i < count; i++) {
      all &= official[i] >= 0;
    }
    if (choices.rule() == SplitRule.OFFICIAL && !all) {
      throw new UsageException(
          "{split}", "official: the source does not say it", "choose subject or random");
    }
    if (choices.rule() == SplitRule.SUBJECT && subjects.isEmpty()) {
      throw new UsageException(
          "{split}", "subject: the source names no subjects", "choose random, or leave it out");
    }
    if (choices.rule() != null) {
      return choices.rule();
    }
    return all ? SplitRule.OFFICIAL : subjects.isEmpty() ? SplitRule.RANDOM : SplitRule.SUBJECT;
  }

  /** The split of every sample that the map keeps, in order. */
  Split[] divide(Choices choices) {
    SplitRule rule = rule(choices);
    Split[] splits = new Split[count];
    Arrays.fill(splits, Split.TRAIN);
    double valid = choices.valid();
    double test = choices.testShare();
    if (rule == SplitRule.OFFICIAL) {
      boolean hasValid = false;
      for (int i = 0; i < count; i++) {
        splits[i] = SPLITS.get(official[i]);
        hasValid |= splits[i] == Split.VALID;
      }
      if (hasValid || choices.validShare() == null) {
        return splits;
      }
      test = 0; // only training samples are divided further
    }
    Division division = new Division(splits, labels, map.to().size(), choices.seed());
    if (rule == SplitRule.RANDOM || subjects.isEmpty()) {
      division.byClass(valid, test);
    } else {
      division.byGroup(groups, subjects.size(), valid, test);
    }
    return splits;
  }
}
