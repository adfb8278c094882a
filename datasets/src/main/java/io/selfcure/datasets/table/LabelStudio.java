package io.selfcure.datasets.table;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.CellTexts;
import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.TextReader;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Label Studio exports: CSV, JSON (a task with its annotations) or JSON-MIN (a flat object an
 * annotation). Pictures are found by the last part of their address, with or without the hash that
 * an upload puts before names; several people's choices become votes.
 */
public final class LabelStudio implements Importer {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CONTROL = "control";
  private static final String ANNOTATIONS = "annotations";
  private static final Set<String> OWN =
      Set.of(
          "id",
          "annotator",
          "annotation_id",
          "created_at",
          "updated_at",
          "lead_time",
          "selfcure_id");

  @Override
  public SetInfo info() {
    return new SetInfo(
        "label-studio",
        "",
        "what Label Studio exported as JSON, JSON-MIN or CSV, and the pictures anywhere below the same"
            + " directory or {root}",
        "your own",
        "the owner's",
        List.of(
            TableImporter.ROOT,
            TableImporter.STRIP,
            TableImporter.CLASSES,
            TableImporter.RULE,
            new SetInfo.Option(
                CONTROL,
                "NAME",
                "The choice that is the label, where people made more than one. Default: the only"
                    + " one.")));
  }

  @Override
  public @Nullable String recognise(Clues place) {
    String name = place.fileName().toLowerCase(Locale.ROOT);
    try {
      if (name.endsWith(".csv")) {
        try (CsvInput csv = new CsvInput(place.from(), CsvLayout.ANYONES)) {
          return csv.has("annotation_id") && csv.has("annotator") && csv.has("lead_time")
              ? "has Label Studio's columns annotation_id, annotator, lead_time"
              : null;
        }
      }
      if (name.endsWith(".json")) {
        JsonNode first = first(place.from());
        return first != null && (first.path(ANNOTATIONS).isArray() || first.has("annotation_id"))
            ? "has Label Studio's annotations"
            : null;
      }
    } catch (DataException e) {
      return null;
    }
    return null;
  }

  private static @Nullable JsonNode first(Path file) {
    try (TextReader in = TextReader.open(file);
        JsonParser parser = JSON.createParser(in)) {
      return parser.nextToken() == JsonToken.START_ARRAY
              && parser.nextToken() == JsonToken.START_OBJECT
          ? parser.readValueAsTree()
          : null;
    } catch (IOException | JacksonException e) {
      return null;
    }
  }

  @Override
  public Reading open(Request request) {
    Path file = request.from();
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          file.toString(), "is not a file", "name the .json or .csv file that was exported");
    }
    if (!String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".json")) {
      return new TableImporter().open(table(request));
    }
    Path root = TableImporter.root(request, file.resolveSibling(""));
    Tasks tasks =
        new Tasks(
            new PictureNames(root, request.option("strip-prefix", "")), request.option(CONTROL));
    read(file, tasks);
    Gathering.Samples samples = TableImporter.samples(request, file, tasks.rows);
    return TableImporter.reading(request, root, samples, samples.notes());
  }

  /** The same request of a table, in which a choice is a column. */
  private static Request table(Request request) {
    java.util.Map<String, String> options = new java.util.HashMap<>(request.options());
    String control = options.remove(CONTROL);
    if (control != null) {
      options.put("label-column", control);
    }
    return new Request(request.from(), options);
  }

  private static void read(Path file, Tasks tasks) {
    int number = 0;
    try (TextReader in = TextReader.open(file);
        JsonParser parser = JSON.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new DataException(
            file.toString(), "is not a list of tasks", "export the project as JSON or CSV");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        number++;
        tasks.task(parser.readValueAsTree(), file + " task " + number);
      }
    } catch (JacksonException e) {
      throw new DataException(
          file + " task " + (number + 1),
          "is not JSON: " + e.getOriginalMessage(),
          "export the project again",
          e);
    } catch (IOException e) {
      throw new DataException(
          file.toString(), "cannot be read: " + Reasons.of(e), "check its permissions", e);
    }
  }

  /** Makes rows of tasks. */
  private static final class Tasks {
    private final Gathering rows = new Gathering();
    private final PictureNames pictures;
    private final @Nullable String control;
    private final Set<String> controls = new TreeSet<>();

    private Tasks(PictureNames pictures, @Nullable String control) {
      this.pictures = pictures;
      this.control = control;
    }

    private void task(JsonNode task, String place) {
      boolean flat = !task.path(ANNOTATIONS).isArray();
      String written = address(flat ? task : task.path("data"));
      String path = written.isEmpty() ? null : pictures.path(written);
      if (path == null) {
        rows.skip(place, written.isEmpty() ? "names no picture" : pictures.problem(written));
      } else if (flat) {
        flat(task, path, place);
      } else {
        annotations(task.path(ANNOTATIONS), path, place);
      }
    }

    /** The picture's address: a text called image, or the only text that looks like a file. */
    private static String address(JsonNode data) {
      String image = data.path("image").asString("");
      if (!image.isEmpty()) {
        return image;
      }
      List<String> texts = new ArrayList<>();
      data.properties()
          .forEach(
              e -> {
                String text = e.getValue().isString() ? e.getValue().asString() : "";
                if (text.matches("(?is).+\\.[a-z]{3,4}([?#].*)?")) {
                  texts.add(text);
                }
              });
      return texts.size() == 1 ? texts.get(0) : "";
    }

    private void flat(JsonNode task, String path, String place) {
      List<String> found = new ArrayList<>();
      for (var e : task.properties()) {
        boolean choice =
            control == null
                ? !OWN.contains(e.getKey()) && !e.getKey().equals("image")
                : control.equals(e.getKey());
        if (choice && !PictureNames.isAddress(e.getValue().asString(""))) {
          controls.add(e.getKey());
          found.addAll(choices(e.getValue()));
        }
      }
      put(path, null, annotator(task.path("annotator")), found, place);
    }

    private static List<String> choices(JsonNode value) {
      JsonNode list = value.isObject() ? value.path("choices") : value;
      List<String> names = new ArrayList<>();
      if (list.isArray()) {
        list.forEach(c -> names.add(c.asString("")));
      } else if (list.isString()) {
        names.add(list.asString());
      }
      return names;
    }

    private static String annotator(JsonNode by) {
      JsonNode id = by.isObject() ? by.path("id") : by;
      return id.isString() || id.isNumber() ? id.asString() : "";
    }

    private void annotations(JsonNode annotations, String path, String place) {
      int counted = 0;
      for (JsonNode annotation : annotations) {
        counted += annotation.path("was_cancelled").asBoolean(false) ? 0 : 1;
      }
      for (JsonNode annotation : annotations) {
        if (!annotation.path("was_cancelled").asBoolean(false)) {
          results(annotation, counted, path, place);
        }
      }
      if (counted == 0) {
        put(path, null, "", List.of(), place);
      }
    }

    private void results(JsonNode annotation, int people, String path, String place) {
      String by = annotator(annotation.path("completed_by"));
      List<String> found = new ArrayList<>();
      boolean boxes = false;
      for (JsonNode result : annotation.path("result")) {
        String name = result.path("from_name").asString("");
        if (control != null && !control.equals(name)) {
          continue;
        }
        JsonNode value = result.path("value");
        if (value.path("choices").isArray()) {
          controls.add(name);
          found.addAll(choices(value));
        } else if (value.path("rectanglelabels").isArray()) {
          controls.add(name);
          boxes = true;
          if (people == 1) {
            Box box = box(result, place);
            put(path, box, by, choices(value.path("rectanglelabels")), place);
          }
        }
      }
      if (boxes && people > 1) {
        rows.skip(place, "several people drew its boxes, and which of them are one face is open");
      } else if (!boxes) {
        put(path, null, by, found, place);
      }
    }

    /** A rectangle in hundredths of the picture. */
    private static Box box(JsonNode result, String place) {
      double width = result.path("original_width").asDouble(0) / 100;
      double height = result.path("original_height").asDouble(0) / 100;
      JsonNode value = result.path("value");
      return Gathering.box(
          place,
          value.path("x").asDouble(Double.NaN) * width,
          value.path("y").asDouble(Double.NaN) * height,
          value.path("width").asDouble(Double.NaN) * width,
          value.path("height").asDouble(Double.NaN) * height);
    }

    private void put(String path, @Nullable Box box, String by, List<String> found, String place) {
      if (controls.size() > 1) {
        throw new DataException(
            place,
            "people made more than one choice: " + controls,
            "say which is the label with {" + CONTROL + "}");
      }
      List<String> names = found.stream().map(CellTexts::value).distinct().toList();
      if (names.size() > 1) {
        rows.skip(place, "has more than one class: " + names);
      } else {
        rows.add(Answer.of(place, path, box, by, names.isEmpty() ? "" : names.get(0)));
      }
    }
  }
}
