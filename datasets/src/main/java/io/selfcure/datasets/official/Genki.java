package io.selfcure.datasets.official;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Lines;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.LabelMap;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * GENKI, smiling or not. Line N of the labels is {@code smile yaw pitch roll} of picture N: of
 * {@code files/file000N.jpg} in GENKI-4K, of line N of a list of names in GENKI-R2009a. The
 * latter's subset GENKI-SZSL has faces' places ({@code x y size}, the centre first) but no smiles.
 */
record Genki(boolean r2009a) implements Importer {

  private static final String SUBSET = "Subsets/GENKI-4K";
  private static final String FACES = "Subsets/GENKI-SZSL";
  private static final String LABELS = "labels.txt";
  private static final int CELLS = 4;

  @Override
  public SetInfo info() {
    String source = "The MPLab GENKI Database, University of California San Diego, mplab.ucsd.edu";
    String terms = "public, to be cited";
    return r2009a
        ? new SetInfo(
            "genki-r2009a",
            "GENKI-R2009a",
            "GENKI-R2009a/ with files/*.jpg and " + SUBSET + "/GENKI-4K_{Images,Labels}.txt",
            source,
            terms)
        : new SetInfo(
            "genki-4k",
            "GENKI-4K",
            "genki4k/ with files/file0001.jpg .. file4000.jpg and labels.txt",
            source,
            terms);
  }

  @Override
  public @Nullable String recognise(Clues place) {
    if (r2009a) {
      return place.has(SUBSET) ? "has " + SUBSET : null;
    }
    return place.has(LABELS) && place.has("files")
        ? place.named("files/file\\d{4}\\.jpg$", "files/file0001.jpg")
        : null;
  }

  @Override
  public Reading open(Request request) {
    Path root = request.directory();
    Path base = Walk.base(root, r2009a ? SUBSET : LABELS);
    if (base == null) {
      throw new DataException(
          root.toString(),
          "has no " + (r2009a ? SUBSET : LABELS),
          "give the directory of " + info().expects());
    }
    String below = base.equals(root) ? "" : Walk.relative(root, base) + "/";
    return new Reading(
        LabelMap.SMILE,
        root,
        Expected.pictures(4000).classes(null, 1838, 2162),
        sink -> each(base, below + "files/", sink));
  }

  private void each(Path base, String files, Sink sink) {
    Map<String, Box> boxes = r2009a ? boxes(base.resolve(FACES)) : Map.of();
    List<String> names = r2009a ? Lines.all(file(base.resolve(SUBSET), "_images.txt")) : List.of();
    Path labels = r2009a ? file(base.resolve(SUBSET), "_labels.txt") : base.resolve(LABELS);
    Map<String, Box> rest = new HashMap<>(boxes);
    int n = 0;
    try (Lines in = new Lines(labels)) {
      for (String line = in.next(); line != null; line = in.next()) {
        if (!line.isBlank()) {
          n++;
          String name =
              r2009a ? name(names, n, in.place()) : String.format(Locale.ROOT, "file%04d.jpg", n);
          sink.take(item(files + name, line, in.place()).at(boxes.get(name)));
          rest.remove(name);
        }
      }
    }
    if (r2009a && names.stream().filter(s -> !s.isBlank()).count() != n) {
      throw new DataException(
          labels.toString(),
          "has " + n + " labels for " + names.size() + " names",
          "give the two official files");
    }
    rest.keySet().stream()
        .sorted()
        .forEach(
            name -> sink.omit(files + name, "has a face's place (GENKI-SZSL), but no smile label"));
  }

  private static String name(List<String> names, int n, String place) {
    if (n > names.size()) {
      throw new DataException(
          place, "has no name: there are " + names.size(), "give the two official files");
    }
    return names.get(n - 1).strip();
  }

  private static Item item(String path, String line, String place) {
    String[] cells = line.strip().split("\\s+", -1);
    if (cells.length != CELLS || !cells[0].matches("[01]")) {
      throw new DataException(
          place,
          "is " + CsvInput.shown(line) + ", expected 'smile yaw pitch roll' with smile 0 or 1",
          "give the official file");
    }
    return Item.of(path, Integer.parseInt(cells[0]))
        .saying(
            Map.of(
                "yaw",
                Lines.number(cells[1], place),
                "pitch",
                Lines.number(cells[2], place),
                "roll",
                Lines.number(cells[3], place)));
  }

  private static Map<String, Box> boxes(Path dir) {
    if (!Files.isDirectory(dir)) {
      return Map.of();
    }
    List<String> names = Lines.all(file(dir, "_images.txt"));
    Map<String, Box> boxes = new HashMap<>();
    int n = 0;
    try (Lines in = new Lines(file(dir, "_labels.txt"))) {
      for (String line = in.next(); line != null; line = in.next()) {
        if (!line.isBlank()) {
          n++;
          String[] cells = line.strip().split("\\s+", -1);
          if (cells.length != 3) {
            throw new DataException(
                in.place(),
                "is " + CsvInput.shown(line) + ", expected 'x y size'",
                "give a line for each face, in the order of the list of pictures");
          }
          float size = (float) Lines.number(cells[2], in.place());
          float left = (float) Lines.number(cells[0], in.place()) - size / 2;
          float top = (float) Lines.number(cells[1], in.place()) - size / 2;
          boxes.put(name(names, n, in.place()), new Box(left, top, size, size));
        }
      }
    }
    return boxes;
  }

  /** The file with such an end, whichever its capitals: GENKI's subsets differ in them. */
  private static Path file(Path dir, String end) {
    return Walk.children(dir).stream()
        .filter(p -> Walk.name(p).toLowerCase(Locale.ROOT).endsWith(end))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    dir.toString(),
                    "has no file that ends in " + end,
                    "name the subset's directory as GENKI has it, with all of its lists"));
  }
}
