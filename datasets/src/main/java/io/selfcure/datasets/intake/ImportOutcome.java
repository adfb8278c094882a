package io.selfcure.datasets.intake;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an import came to.
 *
 * @param data the new data set
 * @param map which class became which
 * @param mapped how many pictures of each of the source's classes there were, dropped ones included
 * @param rule how the samples were divided
 * @param warnings what differs from what is published, or was asked for and is not there
 * @param told what was told of its lists while they were read: sentences that name settings in
 *     braces
 * @param notes what the importer says of the set besides, the same
 */
public record ImportOutcome(
    Dataset data,
    LabelMap map,
    List<Long> mapped,
    SplitRule rule,
    List<String> warnings,
    List<String> told,
    List<String> notes) {

  /** Copies the lists. */
  public ImportOutcome {
    mapped = List.copyOf(mapped);
    warnings = List.copyOf(warnings);
    told = List.copyOf(told);
    notes = List.copyOf(notes);
  }

  /** Which class became which, one line each; nothing where all stayed as they were. */
  public List<String> mapping() {
    List<String> lines = new ArrayList<>();
    if (!map.identity()) {
      for (int c = 0; c < map.from().size(); c++) {
        int target = map.targets().get(c);
        lines.add(
            String.format(
                Locale.ROOT,
                "%s -> %s (%,d)",
                map.from().name(c),
                target == Sample.UNKNOWN ? "dropped" : map.to().name(target),
                mapped.get(c)));
      }
    }
    return lines;
  }
}
