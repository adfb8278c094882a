package io.selfcure.datasets.exports;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Lines;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.PictureFile;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An export for YOLO: {@code train/images/1.jpg} with {@code train/labels/1.txt}, lines {@code
 * class x y width height} in parts of the picture, centre first. What the class numbers mean stands
 * in {@code data.yaml}; without it nobody can know. Each face is a sample.
 */
public final class Yolo implements Importer {

  private static final List<String> NAMES = List.of("data.yaml", "dataset.yaml", "data.yml");
  private static final int CELLS = 5;
  private static final String SEVERAL =
      "some pictures have several faces: each is a sample, PICTURE#0, PICTURE#1; pictures stay whole"
          + " unless the faces are cut out with {align=five}";

  @Override
  public SetInfo info() {
    return new SetInfo(
        "yolo",
        "",
        "{train,valid,test}/{images,labels}/ with data.yaml, which names the classes",
        "your own",
        "the owner's");
  }

  private static @Nullable Path yaml(Path from) {
    for (String name : NAMES) {
      Path base = Walk.base(from, name);
      if (base != null && Files.isRegularFile(base.resolve(name))) {
        return base.resolve(name);
      }
    }
    return null;
  }

  private static Map<Path, Optional<Split>> splits(Path from) {
    return ExportSplits.having(from, "labels");
  }

  @Override
  public @Nullable String recognise(Clues place) {
    Path yaml = yaml(place.from());
    Map<Path, Optional<Split>> splits = splits(place.from());
    return yaml == null
            || splits.isEmpty()
            || splits.keySet().stream().anyMatch(d -> !Files.isDirectory(d.resolve("images")))
        ? null
        : "has images/ beside labels/, and " + Walk.name(yaml) + " names classes";
  }

  @Override
  public Reading open(Request request) {
    Path root = request.directory();
    Path yaml = yaml(root);
    Map<Path, Optional<Split>> splits = splits(root);
    if (yaml == null || splits.isEmpty()) {
      throw new DataException(
          root.toString(),
          yaml == null ? "has no data.yaml that names the classes" : "has no folders of labels",
          "give " + info().expects());
    }
    List<String> names = names(yaml);
    LabelSet labels = new LabelSet(names);
    return new Reading(
        labels,
        root,
        Expected.NOTHING,
        sink -> splits.forEach((dir, split) -> each(root, dir, split, labels, sink)));
  }

  /** The names by number: a list, or numbers with names. */
  private static List<String> names(Path yaml) {
    JsonNode names;
    try {
      names = Yaml.tree(yaml).path("names");
    } catch (JacksonException | UsageException e) {
      throw unnamed(yaml);
    }
    Map<Integer, String> byNumber = new TreeMap<>();
    if (names.isArray()) {
      names.forEach(n -> byNumber.put(byNumber.size(), n.asString().strip()));
    }
    for (Map.Entry<String, JsonNode> e : names.properties()) {
      if (!e.getKey().matches("\\d{1,3}")) {
        throw unnamed(yaml);
      }
      byNumber.put(Integer.valueOf(e.getKey()), e.getValue().asString().strip());
    }
    if (byNumber.size() < 2 || !byNumber.containsKey(byNumber.size() - 1)) {
      throw unnamed(yaml);
    }
    return new ArrayList<>(byNumber.values());
  }

  private static DataException unnamed(Path yaml) {
    return new DataException(
        yaml.toString(),
        "does not name the classes: expected 'names:' with a list, or with lines '0: anger'",
        "add the names in the order of the classes' numbers");
  }

  private static void each(Path root, Path dir, Optional<Split> split, LabelSet labels, Sink sink) {
    Walk.files(
        root,
        dir.resolve("images"),
        sink,
        path -> {
          if (!Walk.isPicture(path)) {
            return;
          }
          String name = path.substring(path.lastIndexOf('/') + 1);
          Path file =
              dir.resolve("labels").resolve(name.substring(0, name.lastIndexOf('.')) + ".txt");
          if (!Files.isRegularFile(file)) {
            sink.skip(path, "has no labels/" + Walk.name(file));
            return;
          }
          for (Item item : items(root, path, file, labels, sink)) {
            sink.take(split.isEmpty() ? item : item.in(split.get()));
          }
        });
  }

  private static List<Item> items(Path root, String path, Path file, LabelSet labels, Sink sink) {
    List<String> lines = Lines.all(file).stream().filter(l -> !l.isBlank()).toList();
    if (lines.isEmpty()) {
      sink.skip(path, "has no face");
    } else if (lines.size() > 1) {
      sink.note(SEVERAL);
    }
    Picture picture = lines.isEmpty() ? null : picture(root, path);
    List<Item> items = new ArrayList<>();
    for (String line : lines) {
      double[] face = face(line, file, labels);
      String id = lines.size() == 1 ? path : path + "#" + items.size();
      Sample sample = Sample.of(id, path, Split.TRAIN, (int) face[0]);
      items.add(new Item(sample, false, Map.of(), null).at(box(picture, face)));
    }
    return items;
  }

  /** The class, then the box in parts of the picture. */
  private static double[] face(String line, Path file, LabelSet labels) {
    String[] cells = line.strip().split("\\s+", -1);
    if (cells.length != CELLS
        || !cells[0].matches("\\d{1,3}")
        || Integer.parseInt(cells[0]) >= labels.size()) {
      throw new DataException(
          file.toString(),
          "has the line "
              + CsvInput.shown(line)
              + ", expected 'class x y width height' with a class from 0 to "
              + (labels.size() - 1),
          "give the export for detection, with the data.yaml that belongs to it");
    }
    double[] face = new double[CELLS];
    for (int i = 0; i < CELLS; i++) {
      face[i] = Lines.number(cells[i], file.toString());
    }
    return face;
  }

  /** Null where it cannot be read, which is told when it is imported. */
  private static @Nullable Picture picture(Path root, String path) {
    try {
      return PictureDecoder.decode(PictureFile.bytes(root, path), path);
    } catch (DataException e) {
      return null;
    }
  }

  /** In pixels. */
  private static @Nullable Box box(@Nullable Picture picture, double[] face) {
    if (picture == null || face[3] <= 0 || face[4] <= 0) {
      return null;
    }
    float width = (float) (face[3] * picture.width());
    float height = (float) (face[4] * picture.height());
    return new Box(
        (float) (face[1] * picture.width()) - width / 2,
        (float) (face[2] * picture.height()) - height / 2,
        width,
        height);
  }
}
