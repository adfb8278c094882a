package io.selfcure.core.noise;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.progress.Progress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A kind of noise, as users choose it: its name, what it is told, and the rule that it makes of
 * that. {@link Noise#kinds} has all of them.
 */
public final class NoiseKind {

  private final String id;
  private final String summary;
  private final Set<NoiseParameter> needs;
  private final Set<NoiseParameter> takes;
  private final Rule rule;

  /** Makes a rule of parameters that were checked. */
  @FunctionalInterface
  interface Rule {
    Noise of(NoiseParameters with, Dataset data);
  }

  /**
   * A kind.
   *
   * @param id the name that users write
   * @param summary what it does, as part of a sentence, with parameters in braces
   * @param needs what it must be told
   * @param takes what it may be told besides
   */
  NoiseKind(
      String id, String summary, Set<NoiseParameter> needs, Set<NoiseParameter> takes, Rule rule) {
    this.id = id;
    this.summary = summary;
    this.needs = needs;
    this.takes = takes;
    this.rule = rule;
  }

  /** The name that users write. */
  public String id() {
    return id;
  }

  /** What it does, as part of a sentence, with parameters in braces. */
  public String summary() {
    return summary;
  }

  /** Whether it must be told this. */
  public boolean needs(NoiseParameter parameter) {
    return needs.contains(parameter);
  }

  /** Whether this has an effect. */
  public boolean takes(NoiseParameter parameter) {
    return needs.contains(parameter) || takes.contains(parameter);
  }

  /** Whether it needs nothing but some of these. */
  public boolean needsOnly(Set<NoiseParameter> parameters) {
    return parameters.containsAll(needs);
  }

  /**
   * Checks parameters before any work.
   *
   * @throws UsageException when one is missing, has no effect or is out of range
   */
  public void check(NoiseParameters with) {
    for (NoiseParameter p : NoiseParameter.values()) {
      if (p != NoiseParameter.SEED && with.has(p) && !takes(p)) {
        throw new UsageException(
            "{" + p.id() + "}", "has no effect with {kind=" + id + "}", "leave it out");
      }
    }
    for (NoiseParameter p : NoiseParameter.values()) {
      if (needs(p) && !with.has(p)) {
        throw new UsageException("{kind=" + id + "}", "needs " + p.meaning(), p.remedy());
      }
    }
    Noise.requireShare(with.rate(0));
  }

  /**
   * The rule for a data set.
   *
   * @throws UsageException when a parameter is missing, has no effect or is out of range, or does
   *     not fit the data set's classes
   */
  public Noise rule(NoiseParameters with, Dataset data) {
    check(with);
    return rule.of(with, data);
  }

  /**
   * Writes a copy of a data set with labels of this noise; where it makes no label wrong, it is the
   * data set itself if that has true labels already.
   *
   * @param to the new data set
   */
  public Dataset inject(Dataset data, NoiseParameters with, Path to, Progress progress) {
    boolean truthKnown = data.samples().stream().anyMatch(s -> s.trueLabel() != Sample.UNKNOWN);
    return this == SymmetricNoise.NONE && truthKnown
        ? data
        : Noise.inject(data, rule(with, data), to, progress);
  }

  /**
   * The kind of that name, in upper or lower case.
   *
   * @param among those that may be named
   * @throws UsageException when there is none
   */
  public static NoiseKind of(String id, Collection<NoiseKind> among) {
    return among.stream()
        .filter(k -> k.id().equals(id.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "noise kind",
                    "'" + Wording.value(id) + "' is not one of " + ids(among),
                    "name one of them"));
  }

  /** Their names. */
  public static List<String> ids(Collection<NoiseKind> kinds) {
    return kinds.stream().map(NoiseKind::id).toList();
  }

  @Override
  public String toString() {
    return id;
  }
}
