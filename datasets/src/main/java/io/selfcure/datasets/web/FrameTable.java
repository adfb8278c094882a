package io.selfcure.datasets.web;

import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.CsvText;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads and writes tables of {@link KeptFrame}s. */
final class FrameTable {

  private FrameTable() {}

  static String text(List<KeptFrame> frames) {
    CsvText table = new CsvText(CsvLayout.EXACT, KeptFrame.COLUMNS.toArray(String[]::new));
    frames.forEach(f -> table.add(f.row()));
    return table.text();
  }

  /** Hands on place and row of each frame. */
  static void read(Path file, BiConsumer<String, KeptFrame> take) {
    RowTable.read(
        file, KeptFrame.COLUMNS, (place, row) -> take.accept(place, KeptFrame.of(place, row)));
  }
}
