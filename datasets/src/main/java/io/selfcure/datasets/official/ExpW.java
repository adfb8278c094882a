package io.selfcure.datasets.official;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Lines;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Walk;
import io.selfcure.datasets.table.Answer;
import io.selfcure.datasets.table.Gathering;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ExpW: {@code label.lst} with a line a face, {@code image face top left right bottom confidence
 * label}, and the pictures in {@code image/origin}. A picture has one face or several.
 */
final class ExpW implements Importer {

  private static final String LIST = "label.lst";
  private static final List<String> LISTS = List.of(LIST, "label/" + LIST, "data/label/" + LIST);
  private static final List<String> PICTURES =
      List.of("image/origin", "origin", "image", "data/image/origin", ".");
  private static final int CELLS = 8;

  /** FER2013's classes in FER2013's order, as ExpW counts them. */
  private static final LabelSet LABELS = LabelSet.FER2013;

  @Override
  public SetInfo info() {
    return new SetInfo(
        "expw",
        "ExpW",
        "label/label.lst with lines 'image face top left right bottom confidence label', and"
            + " image/origin; each face is a sample, {align=five} cuts the faces out",
        "mmlab.ie.cuhk.edu.hk; Zhang et al., From Facial Expression Recognition to Interpersonal"
            + " Relation Prediction, IJCV 2018",
        "non-commercial research");
  }

  private static @Nullable Path list(Path from) {
    return LISTS.stream().map(from::resolve).filter(Files::isRegularFile).findFirst().orElse(null);
  }

  @Override
  public @Nullable String recognise(Clues place) {
    Path list = list(place.from());
    if (list == null) {
      return null;
    }
    try (Lines in = new Lines(list)) {
      String first = in.next();
      return first != null && first.strip().split("\\s+", -1).length == CELLS
          ? LIST + " has lines of eight cells, such as " + CsvInput.shown(first)
          : null;
    } catch (DataException e) {
      return null;
    }
  }

  @Override
  public Reading open(Request request) {
    Path root = request.directory();
    Path list = list(root);
    if (list == null) {
      throw new DataException(
          root.toString(), "has no " + LIST, "give the directory of " + info().expects());
    }
    Gathering faces = new Gathering();
    String pictures = "";
    try (Lines in = new Lines(list)) {
      for (String line = in.next(); line != null; line = in.next()) {
        if (!line.isBlank()) {
          String[] cells = line.strip().split("\\s+", -1);
          pictures = pictures.isEmpty() ? pictures(root, cells[0]) : pictures;
          faces.add(face(pictures, cells, in.place()));
        }
      }
    }
    Gathering.Samples samples = faces.samples(list.toString(), LABELS);
    return new Reading(
            LABELS,
            root,
            null,
            Expected.NOTHING.classes(null, 3671, 3995, 1088, 30_537, 10_559, 7060, 34_883),
            Map.of(),
            samples.each())
        .noting(samples.notes());
  }

  /** The directory of the pictures below the root: the one that has the first. */
  private static String pictures(Path root, String first) {
    for (String dir : PICTURES) {
      if (holds(root, dir, first)) {
        return Walk.relative(root, root.resolve(dir).normalize());
      }
    }
    throw new DataException(
        root.toString(),
        "has the picture " + CsvInput.shown(first) + " in none of " + PICTURES,
        "unpack the pictures beside the list, into image/origin");
  }

  private static boolean holds(Path root, String dir, String name) {
    try {
      Path file = root.resolve(dir).resolve(name).normalize();
      return file.startsWith(root) && Files.isRegularFile(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Answer face(String pictures, String[] cells, String place) {
    if (cells.length != CELLS || !cells[7].matches("[0-6]")) {
      throw new DataException(
          place,
          "is "
              + CsvInput.shown(String.join(" ", cells))
              + ", expected 'image face top left right bottom confidence label' with a label from 0"
              + " to 6",
          "give the official list");
    }
    double top = Lines.number(cells[2], place);
    double left = Lines.number(cells[3], place);
    double right = Lines.number(cells[4], place);
    double bottom = Lines.number(cells[5], place);
    return Answer.of(
            place,
            pictures.isEmpty() ? cells[0] : pictures + "/" + cells[0],
            Gathering.box(place, left, top, right - left, bottom - top),
            "",
            LABELS.name(Integer.parseInt(cells[7])))
        .saying(Map.of("face-confidence", cells[6]));
  }
}
