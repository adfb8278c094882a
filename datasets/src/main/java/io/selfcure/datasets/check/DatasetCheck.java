package io.selfcure.datasets.check;

import io.selfcure.core.data.Attributes;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.core.progress.Progress;
import io.selfcure.vision.PixelComparison;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Verifies a data set: files, hashes, counts, balance, and what two splits should not share. */
public final class DatasetCheck {

  /** A class this many times as frequent as another one in training is worth a note. */
  private static final double UNEVEN = 10;

  private final Dataset data;
  private final List<CheckFinding> findings = new ArrayList<>();
  private List<PictureChecks.Group> groups = List.of();

  private DatasetCheck(Dataset data) {
    this.data = data;
  }

  /**
   * What was found.
   *
   * @param findings problems first
   * @param groups pictures that are copies of each other
   */
  public record Found(List<CheckFinding> findings, List<PictureChecks.Group> groups) {

    /** Copies the lists. */
    public Found {
      findings = List.copyOf(findings);
      groups = List.copyOf(groups);
    }
  }

  /**
   * Groups of pictures that are copies of each other.
   *
   * @throws DataException when a picture cannot be read
   */
  public static List<PictureChecks.Group> copies(Dataset data, Progress progress) {
    try (CheckedPictures seen = CheckedPictures.of(data, progress)) {
      if (!seen.unreadable().isEmpty()) {
        throw new DataException(
            data.dir().toString(),
            "has "
                + seen.unreadable().size()
                + " pictures that cannot be read, such as "
                + Wording.value(seen.unreadable().get(0)),
            "{command datasets check} lists them: restore them, or import the set again");
      }
      return PictureChecks.of(data, seen.prints(), PixelComparison.of(data)).groups();
    }
  }

  /** Looks everything over. */
  public static Found of(Dataset data, Progress progress) {
    DatasetCheck check = new DatasetCheck(data);
    check.counts();
    check.attributes();
    check.classes();
    check.subjects();
    check.pictures(progress);
    check.findings.sort(Comparator.comparing(f -> !f.problem()));
    return new Found(check.findings, check.groups);
  }

  private void counts() {
    Map<String, Map<String, Long>> found = new TreeMap<>();
    for (Sample s : data.samples()) {
      String name = s.label() == Sample.UNKNOWN ? "unlabelled" : data.labels().name(s.label());
      found.computeIfAbsent(s.split().id(), k -> new TreeMap<>()).merge(name, 1L, Long::sum);
    }
    Map<String, Map<String, Long>> told = new TreeMap<>();
    data.card().counts().forEach((split, byClass) -> told.put(split, new TreeMap<>(byClass)));
    if (!found.equals(told)) {
      findings.add(
          CheckFinding.problem(
              "counts",
              Wording.value("the card says " + told + ", the table has " + found),
              List.of()));
    }
  }

  private void attributes() {
    try {
      Attributes.read(data, (id, values) -> {});
    } catch (DataException e) {
      findings.add(
          CheckFinding.problem(
              "attributes", Wording.value(String.valueOf(e.getMessage())), List.of()));
    }
  }

  private void classes() {
    Map<String, Long> train = data.card().counts().getOrDefault(Split.TRAIN.id(), Map.of());
    List<String> missing =
        data.labels().names().stream().filter(n -> !train.containsKey(n)).toList();
    List<String> judged =
        missing.stream()
            .filter(n -> data.card().counts().values().stream().anyMatch(c -> c.containsKey(n)))
            .toList();
    if (!judged.isEmpty()) {
      findings.add(
          CheckFinding.problem(
              "class-without-training",
              judged.size() + " classes occur, but not in training",
              judged));
    } else if (!missing.isEmpty()) {
      findings.add(
          CheckFinding.note("class-empty", missing.size() + " classes have no picture", missing));
    }
    long most = 0;
    long least = Long.MAX_VALUE;
    for (String name : data.labels().names()) {
      long n = train.getOrDefault(name, 0L);
      most = Math.max(most, n);
      least = n == 0 ? least : Math.min(least, n);
    }
    if (most > UNEVEN * least) {
      findings.add(
          CheckFinding.note(
              "class-balance",
              String.format(
                  Locale.ROOT,
                  "the most frequent class has %.0f times the training pictures of the rarest",
                  (double) most / least),
              List.of()));
    }
  }

  private void subjects() {
    Map<String, Set<Split>> splits = new TreeMap<>();
    for (Sample s : data.samples()) {
      if (!s.subject().isEmpty()) {
        splits.computeIfAbsent(s.subject(), k -> new TreeSet<>()).add(s.split());
      }
    }
    List<String> shared =
        splits.entrySet().stream()
            .filter(e -> e.getValue().size() > 1)
            .map(Map.Entry::getKey)
            .toList();
    if (!shared.isEmpty()) {
      findings.add(
          CheckFinding.problem(
              "subject-across-splits",
              shared.size() + " of " + splits.size() + " subjects are in more than one split",
              shared));
    }
  }

  private void pictures(Progress progress) {
    try (CheckedPictures seen = CheckedPictures.of(data, progress)) {
      if (!seen.unreadable().isEmpty()) {
        findings.add(
            CheckFinding.problem(
                "picture-unreadable",
                seen.unreadable().size() + " pictures cannot be read",
                seen.unreadable()));
      } else if (!seen.sha256().equals(data.card().pictures().sha256())) {
        findings.add(
            CheckFinding.problem(
                "pictures-changed",
                "the pictures' SHA-256 is "
                    + seen.sha256()
                    + ", the card says "
                    + Wording.value(data.card().pictures().sha256()),
                List.of()));
      }
      PictureChecks checks = PictureChecks.of(data, seen.prints(), PixelComparison.of(data));
      groups = checks.groups();
      if (!PictureChecks.ofEveryKind(data.samples().size())) {
        findings.add(
            CheckFinding.note(
                "copies-in-part",
                "these are too many pictures to look for copies that were mirrored, turned or cut",
                List.of()));
      }
      twins();
      List<String> blank =
          checks.blanks().keySet().stream().filter(id -> !seen.isUnreadable(id)).sorted().toList();
      if (!blank.isEmpty()) {
        findings.add(
            CheckFinding.note("picture-blank", blank.size() + " pictures show nothing", blank));
      }
    }
  }

  private void twins() {
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    for (PictureChecks.Group g : groups) {
      String ids = String.join(" = ", g.samples().stream().map(DatasetCheck::place).toList());
      kinds
          .computeIfAbsent(
              g.acrossSplits() ? "twins-across-splits" : "twins-within-split",
              k -> new ArrayList<>())
          .add(ids);
      if (g.conflicting()) {
        kinds.computeIfAbsent("twins-with-other-labels", k -> new ArrayList<>()).add(ids);
      }
    }
    kinds.forEach(
        (code, examples) ->
            findings.add(
                new CheckFinding(
                    code,
                    code.equals("twins-across-splits"),
                    examples.size()
                        + " groups of copies of one picture "
                        + switch (code) {
                          case "twins-across-splits" ->
                              "are in more than one split, so that what is tested on was trained on;"
                                  + " {command datasets dedup} leaves the training copies out";
                          case "twins-within-split" -> "are in one split";
                          default ->
                              "have different labels; {command audit} shows them side by side";
                        },
                    examples)));
  }

  private static String place(Sample s) {
    return s.id() + " (" + s.split().id() + ")";
  }
}
