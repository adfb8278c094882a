package io.selfcure.curation.audit;

import io.selfcure.core.data.CsvOutput;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.pictures.PictureChecks;
import java.nio.file.Path;
import java.util.List;

/** The table of pictures that are copies of each other (docs/formats/audit.md). */
public final class TwinsTable {

  private static final List<String> HEADER =
      List.of("group", "id", "split", "given_label", "conflict", "across_splits");

  private TwinsTable() {}

  /** Writes a row a picture, group by group. */
  public static void write(Path file, LabelSet classes, List<PictureChecks.Group> groups) {
    try (CsvOutput csv = new CsvOutput(file, HEADER)) {
      for (int g = 0; g < groups.size(); g++) {
        PictureChecks.Group group = groups.get(g);
        for (Sample s : group.samples()) {
          csv.add(
              Integer.toString(g + 1),
              s.id(),
              s.split().id(),
              s.label() == Sample.UNKNOWN ? "" : classes.name(s.label()),
              group.conflicting() ? "yes" : "no",
              group.acrossSplits() ? "yes" : "no");
        }
      }
    }
  }
}
