package io.selfcure.core.model;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.metrics.Abstention;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a model file says of itself, so that nobody can feed it wrongly or mistake its answers. It
 * travels as text under names that begin with {@code selfcure.} (docs/formats/model.md).
 *
 * @param name of the model, for people
 * @param labels the classes in the order of the outputs
 * @param inputSize side of the pictures that it takes, pixels
 * @param grey whether it was trained on grey pictures only, so that a colour picture is to be made
 *     grey before
 * @param faces how the faces it was trained on were cut out; null where the pictures of its data
 *     set were taken as they came
 * @param margin for {@code faces} null: the room around a detector's box, as a part of its longer
 *     side in each direction, that comes nearest to the training pictures
 * @param shift likewise, how far below the box's middle the pictures' middle lies, as a part of the
 *     box's longer side, -0.5 to 0.5; negative is above
 * @param temperature T of the probabilities softmax(logits / T), above 0
 * @param abstain what it brings to be silent when unsure
 * @param weight what the output {@code weight} means; null where there is none
 * @param precision of the stored weights: {@code fp32}, {@code fp16} or {@code int8}
 * @param license terms of use
 * @param card its card, Markdown
 * @param provenance where it comes from: run, data-sha256, settings, made-by and the like
 */
public record ModelDescription(
    String name,
    LabelSet labels,
    int inputSize,
    boolean grey,
    @Nullable Preprocessing faces,
    double margin,
    double shift,
    double temperature,
    List<Abstention> abstain,
    @Nullable String weight,
    String precision,
    String license,
    String card,
    Map<String, String> provenance) {

  /** The format that this version writes and reads. */
  public static final String FORMAT = "1";

  /** What stands in place of a preprocessing where pictures were taken as they came. */
  public static final String AS_GIVEN = "as-given";

  private static final double MOST_SHIFT = 0.5;
  private static final String PREFIX = "selfcure.";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String REMEDY = "export the model again with this program";
  private static final List<String> OWN =
      List.of(
          "format",
          "name",
          "labels",
          "input-size",
          "color",
          "faces",
          "margin",
          "shift",
          "temperature",
          "abstain",
          "weight",
          "precision",
          "license",
          "card");

  /** Checks the values. */
  public ModelDescription {
    abstain = List.copyOf(abstain);
    provenance = Map.copyOf(provenance);
    if (inputSize < 1 || !(temperature > 0) || !(margin >= 0 && margin <= 1)) {
      throw new IllegalArgumentException(inputSize + ", " + temperature + ", " + margin);
    }
    if (!(Math.abs(shift) <= MOST_SHIFT)) {
      throw new IllegalArgumentException("shift " + shift);
    }
    if (provenance.keySet().stream().anyMatch(OWN::contains)) {
      throw new IllegalArgumentException(provenance.keySet() + " holds a name of the format's own");
    }
  }

  /** The same with another card. */
  public ModelDescription withCard(String other) {
    return new ModelDescription(
        name,
        labels,
        inputSize,
        grey,
        faces,
        margin,
        shift,
        temperature,
        abstain,
        weight,
        precision,
        license,
        other,
        provenance);
  }

  /** As a model file's metadata. */
  public Map<String, String> toMetadata() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("format", FORMAT);
    all.put("name", name);
    all.put("labels", JSON.writeValueAsString(labels.names()));
    all.put("input-size", Integer.toString(inputSize));
    all.put("color", grey ? "grey" : "rgb");
    all.put("faces", faces == null ? AS_GIVEN : faces.text());
    all.put("margin", Double.toString(margin));
    all.put("shift", Double.toString(shift));
    all.put("temperature", Double.toString(temperature));
    all.put("abstain", JSON.writeValueAsString(abstain));
    if (weight != null) {
      all.put("weight", weight);
    }
    all.put("precision", precision);
    all.put("license", license);
    all.put("card", card);
    provenance.keySet().stream().sorted().forEach(k -> all.put(k, provenance.getOrDefault(k, "")));
    Map<String, String> named = new LinkedHashMap<>();
    all.forEach((k, v) -> named.put(PREFIX + k, v));
    return named;
  }

  /**
   * Reads a model file's metadata.
   *
   * @param place the file, for messages
   * @throws ModelException when something is missing, is not understood, or is of another format
   */
  public static ModelDescription of(Map<String, String> metadata, String place) {
    Reader in = new Reader(metadata, place);
    String format = in.text("format");
    if (!format.equals(FORMAT)) {
      throw in.damaged("format", "is '" + format + "', this version reads " + FORMAT);
    }
    Map<String, String> rest = new LinkedHashMap<>();
    metadata.forEach(
        (key, value) -> {
          String bare = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : "";
          if (!bare.isEmpty() && !OWN.contains(bare)) {
            rest.put(bare, value);
          }
        });
    return new ModelDescription(
        in.text("name"),
        in.labels(),
        (int) in.number("input-size", 8, 4096),
        in.oneOf("color", List.of("rgb", "grey")).equals("grey"),
        in.faces(),
        in.number("margin", 0, 1),
        in.number("shift", -MOST_SHIFT, MOST_SHIFT),
        in.number("temperature", 1e-3, 1e3),
        in.abstain(),
        metadata.get(PREFIX + "weight"),
        in.oneOf("precision", List.of("fp32", "fp16", "int8")),
        in.text("license"),
        in.text("card"),
        rest);
  }

  /** Reads values, naming the key where one is wrong. */
  private record Reader(Map<String, String> metadata, String place) {

    ModelException damaged(String key, String problem) {
      return new ModelException(place, PREFIX + key + " " + problem, REMEDY);
    }

    String text(String key) {
      String value = metadata.get(PREFIX + key);
      if (value == null) {
        throw new ModelException(
            place,
            "has no " + PREFIX + key + ": it is no model that this program exported",
            "export one from a run, or use the one that comes with the program");
      }
      return value;
    }

    String oneOf(String key, List<String> choices) {
      String value = text(key);
      if (!choices.contains(value)) {
        throw damaged(key, "is '" + value + "', expected one of " + choices);
      }
      return value;
    }

    double number(String key, double least, double most) {
      String value = text(key);
      double number;
      try {
        number = Double.parseDouble(value);
      } catch (NumberFormatException e) {
        throw damaged(key, "is '" + value + "', expected a number");
      }
      if (!(number >= least && number <= most)) {
        throw damaged(key, "is " + value + ", expected " + least + " to " + most);
      }
      return number;
    }

    LabelSet labels() {
      try {
        return new LabelSet(JSON.readValue(text("labels"), new TypeReference<List<String>>() {}));
      } catch (JacksonException | DataException e) {
        throw damaged("labels", "is no list of class names: " + e.getMessage());
      }
    }

    @Nullable Preprocessing faces() {
      String value = text("faces");
      if (value.equals(AS_GIVEN)) {
        return null;
      }
      try {
        return Preprocessing.of(value);
      } catch (DataException e) {
        throw damaged("faces", "is not understood: " + e.getMessage());
      }
    }

    List<Abstention> abstain() {
      try {
        return new ArrayList<>(
            JSON.readValue(text("abstain"), new TypeReference<List<Abstention>>() {}));
      } catch (JacksonException e) {
        throw damaged("abstain", "is no table of thresholds: " + e.getOriginalMessage());
      }
    }
  }
}
