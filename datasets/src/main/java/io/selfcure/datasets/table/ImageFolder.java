package io.selfcure.datasets.table;

import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.TableRows;
import io.selfcure.datasets.intake.Unread;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Directories with a table of fixed name beside their pictures: Hugging Face's {@code metadata.csv}
 * or {@code metadata.jsonl} and Roboflow's {@code _classes.csv}; one for all, or one in each of
 * {@code train}, {@code valid}, {@code test}.
 */
public final class ImageFolder implements Importer {

  private static final String METADATA = "metadata.csv";
  private static final String METADATA_LINES = "metadata.jsonl";
  private static final List<String> TABLES =
      List.of(METADATA, METADATA_LINES, TableColumns.CLASSES);

  /**
   * A table.
   *
   * @param split what its directory's name says, null where it is none of a split
   */
  private record Found(Path file, @Nullable Split split) {}

  @Override
  public SetInfo info() {
    return new SetInfo(
        "imagefolder",
        "",
        "a directory, or {train,valid,test}/, with metadata.csv (file_name,label; Hugging Face),"
            + " metadata.jsonl (the same, an object a line) or _classes.csv (a column a class; Roboflow) beside the pictures",
        "your own",
        "the owner's",
        List.of(
            TableImporter.CLASSES,
            TableImporter.RULE,
            new SetInfo.Option(
                "label-column",
                "NAME",
                "The label in metadata.csv or metadata.jsonl. Default: label, or the like.")));
  }

  @Override
  public @Nullable String recognise(Clues place) {
    List<Found> tables = Files.isDirectory(place.from()) ? tables(place.from()) : List.of();
    if (tables.isEmpty()) {
      return null;
    }
    Path first = tables.get(0).file();
    if (!Walk.name(first).equals(TableColumns.CLASSES)) {
      try (TableRows table = TableRows.open(first, CsvLayout.ANYONES)) {
        if (table.first(List.of("file_name")) < 0 || table.first(TableColumns.LABEL) < 0) {
          return null;
        }
      } catch (DataException e) {
        return null;
      }
    }
    return "has " + Walk.relative(place.from(), first) + " beside the pictures";
  }

  private static List<Found> tables(Path root) {
    List<Found> found = new ArrayList<>();
    for (String name : TABLES) {
      if (Files.isRegularFile(root.resolve(name))) {
        found.add(new Found(root.resolve(name), null));
      }
      for (Path dir : Walk.directories(root)) {
        Split split = Split.named(Walk.name(dir));
        if (split != null && Files.isRegularFile(dir.resolve(name))) {
          found.add(new Found(dir.resolve(name), split));
        }
      }
    }
    return found;
  }

  /** Refuses tables of two kinds: whichever was taken, the other may say otherwise. */
  private static void requireOneKind(Path root, List<Found> tables) {
    List<String> kinds = tables.stream().map(t -> Walk.name(t.file())).distinct().toList();
    if (kinds.size() > 1) {
      throw new DataException(
          root.toString(),
          "has tables of more than one kind, " + String.join(" and ", kinds),
          "move away those that are not to be read");
    }
  }

  @Override
  public Reading open(Request request) {
    Path root = request.directory();
    List<Found> tables = tables(root);
    if (tables.isEmpty()) {
      Unread.refuse(root);
      throw new DataException(
          root.toString(), "has none of " + TABLES, "give the directory of " + info().expects());
    }
    requireOneKind(root, tables);
    List<String> notes = new ArrayList<>();
    Gathering rows = null;
    for (Found table : tables) {
      Path dir = table.file().resolveSibling("");
      TableReader reader =
          new TableReader(table.file(), request, new PictureNames(dir, ""))
              .below(Walk.relative(root, dir), table.split());
      rows = reader.read(rows);
      reader.notes().stream().filter(n -> !notes.contains(n)).forEach(notes::add);
    }
    Gathering.Samples samples =
        TableImporter.samples(request, root, rows == null ? new Gathering() : rows);
    notes.addAll(samples.notes());
    if (!samples.misfiled().isEmpty()) {
      Sample first = samples.misfiled().get(0);
      throw new DataException(
          root.toString(),
          String.format(
              Locale.ROOT,
              "has %,d pictures in directories of another class than the table's, such as %s: %s",
              samples.misfiled().size(),
              Wording.value(first.path()),
              Wording.value(samples.labels().name(first.label()))),
          "if the table is right, import it by its name, as in {command import csv: from}; if the"
              + " directories are, move it away");
    }
    notes.addAll(UnnamedPictures.notes(root, rows == null ? Set.of() : rows.paths()));
    return TableImporter.reading(request, root, samples, notes);
  }
}
