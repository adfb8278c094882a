package io.selfcure.curation.run;

import io.selfcure.curation.ledger.LedgerDifferences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two runs that should be the same.
 *
 * @param origin entries of the provenance that may change figures, by name: both runs' values
 * @param epochs how many epochs both have
 * @param metrics columns of the metrics whose figures differ
 * @param ledger what differs in what they thought and did of the samples
 */
public record RunDifferences(
    Map<String, Pair> origin, int epochs, List<Column> metrics, LedgerDifferences ledger) {

  private static final Set<String> PLATFORM =
      Set.of("selfcure", "libtorch", "java", "system", "cpu", "device", "threads");
  private static final Set<String> CLOCK = Set.of("seconds", "images_per_s");

  /** Two values. */
  public record Pair(String first, String second) {}

  /**
   * A column that differs.
   *
   * @param name the column
   * @param greatest absolute difference, null where a figure stands against none
   * @param firstEpoch the first epoch that differs
   */
  public record Column(String name, @Nullable Double greatest, int firstEpoch) {}

  /** Compares two runs of the same number of epochs; the clock's figures are left out. */
  public static RunDifferences between(RunFolder first, RunFolder second) {
    List<Map<String, String>> a = first.readMetrics();
    List<Map<String, String>> b = second.readMetrics();
    Map<String, Pair> origin = new LinkedHashMap<>();
    Map<String, String> here = first.origin();
    Map<String, String> there = second.origin();
    for (String name : new TreeSet<>(PLATFORM)) {
      Pair pair = new Pair(here.getOrDefault(name, ""), there.getOrDefault(name, ""));
      if (!pair.first().equals(pair.second())) {
        origin.put(name, pair);
      }
    }
    return new RunDifferences(
        origin,
        Math.min(a.size(), b.size()),
        columns(a, b),
        LedgerDifferences.between(first.ledger(), second.ledger()));
  }

  /** Whether all figures, labels and observations are equal; the platform may differ. */
  public boolean none() {
    return metrics.isEmpty() && ledger.none();
  }

  private static List<Column> columns(List<Map<String, String>> a, List<Map<String, String>> b) {
    Set<String> names = new LinkedHashSet<>();
    a.forEach(row -> names.addAll(row.keySet()));
    b.forEach(row -> names.addAll(row.keySet()));
    names.removeAll(CLOCK);
    List<Column> differing = new ArrayList<>();
    for (String name : names) {
      int firstEpoch = 0;
      double greatest = 0;
      for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
        String x = i < a.size() ? a.get(i).getOrDefault(name, "") : "";
        String y = i < b.size() ? b.get(i).getOrDefault(name, "") : "";
        if (!x.equals(y)) {
          firstEpoch = firstEpoch == 0 ? i + 1 : firstEpoch;
          double difference =
              x.isEmpty() || y.isEmpty()
                  ? Double.POSITIVE_INFINITY
                  : Math.abs(Double.parseDouble(x) - Double.parseDouble(y));
          greatest = Math.max(greatest, difference);
        }
      }
      if (firstEpoch > 0) {
        differing.add(new Column(name, Double.isInfinite(greatest) ? null : greatest, firstEpoch));
      }
    }
    return differing;
  }
}
