package io.selfcure.datasets.intake;

import io.selfcure.core.data.Expressions;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which class of a source becomes which class of the new data set.
 *
 * @param from the source's classes
 * @param to the new ones
 * @param targets for each of the source's classes a new one, or {@link Sample#UNKNOWN} where its
 *     samples are dropped
 */
public record LabelMap(LabelSet from, LabelSet to, List<Integer> targets) {

  /** AffectNet's eight classes in the order of its codes. */
  public static final LabelSet AFFECTNET8 =
      LabelSet.of(
          "neutral", "happiness", "sadness", "surprise", "fear", "disgust", "anger", "contempt");

  /** RAF-DB's compound classes in the order of its labels 1 to 11. */
  public static final LabelSet COMPOUND11 =
      LabelSet.of(
          "happily surprised",
          "happily disgusted",
          "sadly fearful",
          "sadly angry",
          "sadly surprised",
          "sadly disgusted",
          "fearfully angry",
          "fearfully surprised",
          "angrily surprised",
          "angrily disgusted",
          "disgustedly surprised");

  /** GENKI's two classes. */
  public static final LabelSet SMILE = LabelSet.of("no smile", "smile");

  private static final String SMILE_NAME = "smile";
  private static final Map<String, LabelSet> NAMED = named();

  /** Copies the targets. */
  public LabelMap {
    targets = List.copyOf(targets);
  }

  private static Map<String, LabelSet> named() {
    Map<String, LabelSet> sets = new LinkedHashMap<>();
    sets.put("basic7", LabelSet.BASIC7);
    sets.put("ferplus8", LabelSet.FERPLUS8);
    sets.put("affectnet8", AFFECTNET8);
    sets.put("compound11", COMPOUND11);
    sets.put(SMILE_NAME, SMILE);
    return Collections.unmodifiableMap(sets);
  }

  /**
   * The map that a user asks for.
   *
   * @param spec a named set of classes, a YAML file, or null for the source's own classes
   * @throws UsageException when the file is none, or not about these classes
   */
  public static LabelMap of(LabelSet from, @Nullable String spec) {
    if (spec == null) {
      return new LabelMap(from, from, indices(from, from));
    }
    LabelSet to = NAMED.get(spec);
    if (to != null) {
      LabelMap map =
          new LabelMap(from, to, spec.equals(SMILE_NAME) ? smiles(from) : indices(from, to));
      if (map.targets.stream().allMatch(t -> t == Sample.UNKNOWN)) {
        throw new UsageException(
            "{labels}",
            Wording.value(spec) + " has none of the classes " + Wording.value(from.names()),
            "choose another set of classes, or give a YAML file with lines 'class: new class'");
      }
      return map;
    }
    if (isFile(spec)) {
      return ofFile(from, Path.of(spec));
    }
    throw new UsageException(
        "{labels}",
        "'" + Wording.value(spec) + "' is no set of classes",
        "use one of " + String.join(", ", NAMED.keySet()) + ", or the path of a YAML file");
  }

  /** Whether a choice of classes is a file of the user's, and no named set. */
  static boolean isFile(@Nullable String spec) {
    return spec != null && (spec.contains(".") || spec.contains("/"));
  }

  /**
   * The map by name: equal names, and names for the same expression.
   *
   * @param to the new classes; what is none of them is dropped
   */
  public static LabelMap onto(LabelSet from, LabelSet to) {
    return new LabelMap(from, to, indices(from, to));
  }

  /**
   * The classes that all sets have, by name or as the same expression, named and ordered as in the
   * first.
   *
   * @param sets one or more
   * @throws UsageException when there are fewer than two
   */
  public static LabelSet common(List<LabelSet> sets) {
    List<String> names =
        sets.get(0).names().stream()
            .filter(n -> sets.stream().allMatch(s -> indexOf(s, n) >= 0))
            .toList();
    if (names.size() < 2) {
      throw new UsageException(
          "{labels}",
          "is not given, and there are no two classes that all have: "
              + Wording.value(
                  String.join(
                      ", ", sets.stream().distinct().map(s -> s.names().toString()).toList())),
          "name a set of classes to map to, such as basic7");
    }
    return new LabelSet(names);
  }

  private static List<Integer> indices(LabelSet from, LabelSet to) {
    return from.names().stream().map(n -> indexOf(to, n)).toList();
  }

  private static int indexOf(LabelSet to, String name) {
    int same = to.indexOf(name);
    return same >= 0 ? same : Expressions.indexOf(to, name.replace('_', ' '));
  }

  /** A happy face smiles, the other basic expressions do not; on blends nothing is known. */
  private static List<Integer> smiles(LabelSet from) {
    return from.names().stream()
        .map(
            n -> {
              int same = SMILE.indexOf(n);
              int basic = Expressions.indexOf(LabelSet.FERPLUS8, n);
              int smiling = basic == LabelSet.FERPLUS8.indexOf("happiness") ? 1 : 0;
              return same >= 0 ? same : basic < 0 ? Sample.UNKNOWN : smiling;
            })
        .toList();
  }

  /** Lines {@code class: new class}, in whose order the new classes are; an empty one drops. */
  private static LabelMap ofFile(LabelSet from, Path file) {
    Map<String, String> lines = Yaml.readFlat(file);
    TreeSet<String> unknown = new TreeSet<>(lines.keySet());
    unknown.removeAll(from.names());
    TreeSet<String> missing = new TreeSet<>(from.names());
    missing.removeAll(lines.keySet());
    if (!unknown.isEmpty() || !missing.isEmpty()) {
      throw new UsageException(
          file.toString(),
          (unknown.isEmpty()
                  ? ""
                  : "names " + Wording.value(unknown) + ", which the source lacks; ")
              + (missing.isEmpty() ? "" : "says nothing of " + Wording.value(missing)),
          "give one line for each of "
              + Wording.value(from.names())
              + ": 'class: new class', or 'class:' to drop its samples");
    }
    List<String> names = lines.values().stream().filter(v -> !v.isBlank()).distinct().toList();
    LabelSet to;
    try {
      to = new LabelSet(names);
    } catch (DataException e) {
      throw new UsageException(
          file.toString(), Wording.value(e.problem()), "name at least two new classes", e);
    }
    return new LabelMap(
        from, to, from.names().stream().map(n -> to.indexOf(lines.getOrDefault(n, ""))).toList());
  }

  /** Whether all classes stay as they are. */
  public boolean identity() {
    return from.equals(to);
  }

  /**
   * Class probabilities in the new classes: those of classes that become one are added, dropped
   * ones are left out and the rest scaled to sum to 1.
   *
   * @param p N x C in the old classes, rows first
   * @return N x C' in the new ones; even where all of a row was dropped
   */
  public float[] onto(float[] p) {
    if (identity()) {
      return p.clone(); // to the last bit
    }
    int n = p.length / from.size();
    float[] mapped = new float[n * to.size()];
    for (int i = 0; i < n; i++) {
      float sum = 0;
      for (int c = 0; c < from.size(); c++) {
        if (targets.get(c) != Sample.UNKNOWN) {
          mapped[i * to.size() + targets.get(c)] += p[i * from.size() + c];
          sum += p[i * from.size() + c];
        }
      }
      for (int c = 0; c < to.size(); c++) {
        int at = i * to.size() + c;
        mapped[at] = sum > 0 ? mapped[at] / sum : 1f / to.size();
      }
    }
    return mapped;
  }

  /** The new class of a label, or {@link Sample#UNKNOWN} where it is dropped or was not known. */
  public int target(int label) {
    return label == Sample.UNKNOWN ? Sample.UNKNOWN : targets.get(label);
  }

  /** Whether samples of a label are left out; those without a label stay. */
  public boolean drops(int label) {
    return label != Sample.UNKNOWN && targets.get(label) == Sample.UNKNOWN;
  }

  /** The sample in the new classes; votes for classes that are dropped are lost. */
  Sample apply(Sample s) {
    if (identity()) {
      return s;
    }
    Sample mapped = s.relabelled(target(s.label()), target(s.trueLabel()));
    if (s.votes().isEmpty()) {
      return mapped;
    }
    List<Integer> votes = new ArrayList<>(Collections.nCopies(to.size(), 0));
    for (int c = 0; c < from.size(); c++) {
      if (targets.get(c) != Sample.UNKNOWN) {
        votes.set(targets.get(c), votes.get(targets.get(c)) + s.votes().get(c));
      }
    }
    return mapped.withVotes(votes);
  }
}
