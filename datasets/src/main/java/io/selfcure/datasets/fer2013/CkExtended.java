package io.selfcure.datasets.fer2013;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CK+ as others made a table of it, {@code ckextended.csv}: laid out as FER2013's, with FER2013's
 * codes and 7 for contempt. Who is shown is not told.
 */
public final class CkExtended implements Importer {

  private static final String TABLE = "ckextended.csv";
  private static final LabelSet LABELS =
      LabelSet.of("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral", "contempt");
  private static final String PEOPLE =
      "ckextended.csv does not tell people apart, and its splits share them: figures on its test"
          + " split are too good; CK+ itself (ckplus) is divided by person";

  @Override
  public SetInfo info() {
    return new SetInfo(
        "ckextended",
        "CK+ as ckextended.csv",
        TABLE
            + ", or a directory with it: emotion,pixels,Usage with FER2013's codes, and 7 for"
            + " contempt",
        "made by others of CK+; Lucey et al., The Extended Cohn-Kanade Dataset, CVPRW 2010",
        "signed agreement, research only");
  }

  /** Whether a file has the table's name. */
  static boolean is(Path file) {
    return Walk.name(file).toLowerCase(Locale.ROOT).equals(TABLE);
  }

  private static @Nullable Path table(Path from) {
    if (Files.isRegularFile(from)) {
      return from;
    }
    Path base = Walk.base(from, TABLE);
    return base == null ? null : base.resolve(TABLE);
  }

  @Override
  public @Nullable String recognise(Clues place) {
    Path table = table(place.from());
    if (table == null || !is(table)) {
      return null;
    }
    try (FaceTable faces = new FaceTable(table, LABELS)) {
      return table.getFileName() + " has a column of pixels";
    } catch (DataException e) {
      return null;
    }
  }

  @Override
  public Reading open(Request request) {
    Path table = table(request.from());
    if (table == null) {
      throw new DataException(
          request.from().toString(), "has no " + TABLE, "give " + info().expects());
    }
    try (FaceTable faces = new FaceTable(table, LABELS)) { // refuses a wrong header now
      return new Reading(
          LABELS,
          table.toAbsolutePath().getRoot(),
          TableReading.PACK,
          Expected.NOTHING,
          Map.of(),
          sink -> each(table, sink));
    }
  }

  private static void each(Path table, Sink sink) {
    sink.note(PEOPLE);
    try (FaceTable faces = new FaceTable(table, LABELS)) {
      for (FaceTable.Face face = faces.next(); face != null; face = faces.next()) {
        sink.take(TableReading.item(face, face.label()));
      }
    }
  }
}
