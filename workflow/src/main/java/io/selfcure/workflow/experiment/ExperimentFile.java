package io.selfcure.workflow.experiment;

import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.noise.NoiseKind;
import io.selfcure.core.noise.NoiseParameter;
import io.selfcure.core.noise.SymmetricNoise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a user writes: a grid (docs/formats/experiment.md). Values of settings are checked where the
 * cells are made.
 *
 * @param file where it was read
 * @param data the data set, from the file's own folder where it is relative
 * @param noise the levels of noise
 * @param modes names of modes
 * @param seeds seeds
 * @param settings values by setting: one is fixed, several make an axis
 * @param reading what is read at the end
 * @param problems what is wrong with the file, one a line
 */
record ExperimentFile(
    Path file,
    Path data,
    List<NoiseLevel> noise,
    List<String> modes,
    List<String> seeds,
    Map<String, List<String>> settings,
    Reading reading,
    List<String> problems) {

  private static final List<String> KEYS =
      List.of("data", "noise", "modes", "seeds", "settings", "evaluate");

  /**
   * Reads a file; what is wrong in it is in {@link #problems}.
   *
   * @throws UsageException when it is no YAML mapping at all
   */
  static ExperimentFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UsageException(file.toString(), "is not a file", "name an experiment's YAML file");
    }
    JsonNode tree;
    try {
      tree = Yaml.tree(file);
    } catch (JacksonException e) {
      throw new UsageException(
          file.toString(),
          "is not YAML: " + Wording.value(e.getOriginalMessage()),
          "see docs/formats/experiment.md",
          e);
    }
    if (!tree.isObject()) {
      throw new UsageException(
          file.toString(), "holds no experiment", "see docs/formats/experiment.md");
    }
    return new Reader(file).read(tree);
  }

  /** Collects problems while it reads. */
  private static final class Reader {
    private final Path file;
    private final List<String> problems = new ArrayList<>();

    Reader(Path file) {
      this.file = file;
    }

    ExperimentFile read(JsonNode tree) {
      requireKeys(tree, KEYS, "");
      String data = scalar(tree, "data", "");
      if (data.isEmpty()) {
        problems.add("data: name a data set");
      }
      Path folder = file.toAbsolutePath().getParent();
      Map<String, List<String>> settings = settings(tree.get("settings"));
      return new ExperimentFile(
          file,
          folder == null ? Path.of(data) : folder.resolve(data).normalize(),
          noise(tree.get("noise")),
          tree.has("modes") ? list(tree.get("modes"), "modes") : List.of(),
          tree.has("seeds") ? list(tree.get("seeds"), "seeds") : List.of("1"),
          settings,
          reading(tree.get("evaluate")),
          problems);
    }

    private void requireKeys(JsonNode node, List<String> known, String where) {
      for (Map.Entry<String, JsonNode> e : node.properties()) {
        if (!known.contains(e.getKey())) {
          problems.add(where + "'" + e.getKey() + "' is not a key; known are " + known);
        }
      }
    }

    private String scalar(JsonNode parent, String key, String otherwise) {
      JsonNode node = parent.get(key);
      if (node == null) {
        return otherwise;
      }
      if (node.isContainer() || node.isNull()) {
        problems.add(key + ": one value is wanted");
        return otherwise;
      }
      return node.asString();
    }

    /** One value, or each of a list; a list within the list is one value with commas. */
    private List<String> list(JsonNode node, String where) {
      List<String> values = new ArrayList<>();
      for (JsonNode element : node.isArray() ? node.values() : List.of(node)) {
        if (element.isArray() && !where.equals("noise")) {
          values.add(String.join(",", element.valueStream().map(JsonNode::asString).toList()));
        } else if (element.isContainer() || element.isNull()) {
          problems.add(where + ": values are wanted, one or a list");
        } else {
          values.add(element.asString());
        }
      }
      if (node.isArray() && node.isEmpty()) {
        problems.add(where + ": the list is empty");
      }
      Set<String> seen = new TreeSet<>();
      values.stream()
          .filter(v -> !seen.add(v))
          .forEach(v -> problems.add(where + ": '" + v + "' is there twice"));
      return values;
    }

    private Map<String, List<String>> settings(@Nullable JsonNode node) {
      Map<String, List<String>> settings = new LinkedHashMap<>();
      if (node == null) {
        return settings;
      }
      if (!node.isObject()) {
        problems.add("settings: lines of 'name: value' or 'name: [value, value]' are wanted");
        return settings;
      }
      for (Map.Entry<String, JsonNode> e : node.properties()) {
        String name = e.getKey();
        if (name.equals("mode") || name.equals("seed")) {
          problems.add("settings." + name + ": write '" + name + "s:' at the top level instead");
        } else {
          List<String> values = list(e.getValue(), "settings." + name);
          settings.put(
              name, name.equals("init") ? values.stream().map(this::path).toList() : values);
        }
      }
      return settings;
    }

    private String path(String value) {
      Path folder = file.toAbsolutePath().getParent();
      return value.isEmpty() || folder == null
          ? value
          : folder.resolve(value).normalize().toString();
    }

    /** A list of {kind, rate}, or {kinds, rates}; a rate may be a list. */
    private List<NoiseLevel> noise(@Nullable JsonNode node) {
      Set<NoiseLevel> levels = new java.util.LinkedHashSet<>();
      if (node == null) {
        return List.of(new NoiseLevel(SymmetricNoise.NONE, 0));
      }
      if (node.isArray() && node.isEmpty()) {
        problems.add("noise: the list is empty");
      }
      for (JsonNode entry : node.isArray() ? node.values() : List.of(node)) {
        if (!entry.isObject()) {
          problems.add("noise: entries such as '{kind: symmetric, rate: 0.2}' are wanted");
          continue;
        }
        boolean plural = entry.has("kinds") || entry.has("rates");
        requireKeys(entry, plural ? List.of("kinds", "rates") : List.of("kind", "rate"), "noise: ");
        JsonNode kinds = entry.get(plural ? "kinds" : "kind");
        JsonNode rates = entry.get(plural ? "rates" : "rate");
        if (kinds == null) {
          problems.add(
              "noise: an entry names no kind; known are " + NoiseKind.ids(NoiseLevel.KINDS));
          continue;
        }
        List<Double> values = rates == null ? List.of() : rates(list(rates, "noise rate"));
        for (String id : list(kinds, "noise kind")) {
          kind(id).ifPresent(k -> levels.addAll(levels(k, values, rates != null, plural)));
        }
      }
      return List.copyOf(levels);
    }

    private Optional<NoiseKind> kind(String id) {
      try {
        return Optional.of(NoiseKind.of(id, NoiseLevel.KINDS));
      } catch (UsageException e) {
        problems.add("noise kind: " + e.problem());
        return Optional.empty();
      }
    }

    private List<NoiseLevel> levels(
        NoiseKind kind, List<Double> rates, boolean given, boolean plural) {
      if (kind.takes(NoiseParameter.RATE)) {
        if (!given) {
          problems.add("noise: kind " + kind.id() + " needs a rate");
        }
        return rates.stream().map(r -> new NoiseLevel(kind, r)).toList();
      }
      if (given && !plural) {
        problems.add("noise: kind " + kind.id() + " takes no rate");
      }
      return List.of(new NoiseLevel(kind, 0));
    }

    private List<Double> rates(List<String> texts) {
      List<Double> rates = new ArrayList<>();
      for (String text : texts) {
        try {
          double rate = Double.parseDouble(text);
          if (rate >= 0 && rate <= 1) {
            rates.add(rate);
            continue;
          }
          problems.add("noise rate: '" + text + "' is outside 0 to 1");
        } catch (NumberFormatException e) {
          problems.add("noise rate: '" + text + "' is not a number");
        }
      }
      return rates;
    }

    private Reading reading(@Nullable JsonNode node) {
      Reading.Part split = Reading.Part.VALID;
      Reading.Epoch epoch = Reading.Epoch.LAST;
      if (node == null) {
        return new Reading(split, epoch);
      }
      if (!node.isObject()) {
        problems.add("evaluate: '{split: valid, checkpoint: last}' is wanted");
        return new Reading(split, epoch);
      }
      requireKeys(node, List.of("split", "checkpoint"), "evaluate: ");
      return new Reading(word(node, "split", split), word(node, "checkpoint", epoch));
    }

    private <E extends Enum<E>> E word(JsonNode parent, String key, E otherwise) {
      String word = scalar(parent, key, otherwise.name().toLowerCase(Locale.ROOT));
      E[] all = otherwise.getDeclaringClass().getEnumConstants();
      for (E e : all) {
        if (e.name().toLowerCase(Locale.ROOT).equals(word)) {
          return e;
        }
      }
      problems.add(
          "evaluate."
              + key
              + ": '"
              + word
              + "' is not one of "
              + Arrays.toString(all).toLowerCase(Locale.ROOT));
      return otherwise;
    }
  }
}
