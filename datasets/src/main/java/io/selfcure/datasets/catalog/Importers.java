package io.selfcure.datasets.catalog;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.exports.Yolo;
import io.selfcure.datasets.fer2013.CkExtended;
import io.selfcure.datasets.fer2013.Fer2013Importer;
import io.selfcure.datasets.fer2013.FerPlusImporter;
import io.selfcure.datasets.folder.FolderImporter;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Packed;
import io.selfcure.datasets.intake.Unread;
import io.selfcure.datasets.official.OfficialSets;
import io.selfcure.datasets.table.ImageFolder;
import io.selfcure.datasets.table.LabelStudio;
import io.selfcure.datasets.table.TableImporter;
import io.selfcure.datasets.web.Afew;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The importers there are. */
public final class Importers {

  private static final List<Importer> ALL =
      Stream.of(
              List.of(new Fer2013Importer(), new FerPlusImporter(), new CkExtended()),
              OfficialSets.all(),
              List.of(
                  new Afew(),
                  new LabelStudio(),
                  new ImageFolder(),
                  new Yolo(),
                  new FolderImporter(),
                  new TableImporter()))
          .<Importer>flatMap(List::stream)
          .toList();

  private Importers() {}

  /** All of them, in the order in which they are listed. */
  public static List<Importer> all() {
    return ALL;
  }

  /**
   * What a place was recognised as.
   *
   * @param importer whose layout it has
   * @param evidence what shows it
   */
  public record Recognised(Importer importer, String evidence) {}

  /**
   * Tells which set a place holds: by an official layout, or else as a tree or table of one's own.
   *
   * @throws DataException when nothing fits, or more than one does
   */
  public static Recognised recognise(Path from) {
    if (!Files.exists(from)) {
      throw new DataException(from.toString(), "is missing", "check the path");
    }
    Packed.refuse(from);
    Clues clues = Clues.at(from);
    Unread.refuse(clues);
    for (boolean anything : new boolean[] {false, true}) {
      List<Recognised> fitting = new ArrayList<>();
      for (Importer importer : ALL) {
        String evidence = importer.takesAnything() == anything ? importer.recognise(clues) : null;
        if (evidence != null) {
          fitting.add(new Recognised(importer, evidence));
        }
      }
      if (fitting.size() > 1) {
        throw ambiguous(from, fitting);
      }
      if (!fitting.isEmpty()) {
        return fitting.get(0);
      }
    }
    throw unknown(clues);
  }

  /** Says what is there, so that nobody has to guess why it is not known. */
  private static DataException unknown(Clues clues) {
    List<String> packed = clues.files().stream().filter(Packed::is).limit(3).toList();
    List<String> tables =
        clues.files().stream().filter(f -> f.toLowerCase(Locale.ROOT).endsWith(".csv")).toList();
    String seen =
        !packed.isEmpty()
            ? ": it has packed files, " + String.join(", ", packed)
            : clues.files().isEmpty()
                ? ""
                : ": it has no picture file among "
                    + clues.files().size()
                    + " files looked at, such as "
                    + clues.files().get(0);
    return new DataException(
        clues.from().toString(),
        "has no layout that is known" + Wording.value(seen),
        !packed.isEmpty()
            ? "unpack them, and give the folder as {from}"
            : !tables.isEmpty()
                ? "name the table itself, as in {command import csv: from}"
                : "see {command import: help} for the layouts, or arrange it as <class>/picture");
  }

  private static DataException ambiguous(Path from, List<Recognised> fitting) {
    List<String> reasons =
        fitting.stream().map(f -> f.importer().info().id() + " (" + f.evidence() + ")").toList();
    return new DataException(
        from.toString(),
        "fits more than one set: " + String.join("; ", reasons),
        "name the set, as in {command import " + fitting.get(0).importer().info().id() + "}");
  }
}
