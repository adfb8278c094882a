package io.selfcure.datasets.intake;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an import lost, against what it kept. A damaged picture or two are to be expected and only
 * listed; a set that lost a whole class or split, more than 1 % and more than five, or of a few
 * pictures more than one and a tenth, is another set than the one that was named, and is refused.
 * What a rule leaves out is not lost.
 */
final class Losses {

  private static final double SHARE = 0.01;
  private static final int FEW = 5;
  private static final double SHARE_OF_FEW = 0.1;
  private static final int REASONS_SHOWN = 3;

  /** Reasons are alike but for numbers; should they all differ, the rest is counted as one. */
  private static final int REASONS_COUNTED = 1000;

  private static final List<Split> SPLITS = List.of(Split.values());

  /** Ends of files that lie beside pictures and are none. */
  private static final Set<String> PAPERS =
      Set.of(
          "txt",
          "pdf",
          "doc",
          "docx",
          "xls",
          "xlsx",
          "html",
          "htm",
          "db",
          "ini",
          "md",
          "csv",
          "tsv",
          "json",
          "jsonl",
          "xml",
          "yaml",
          "yml",
          "py",
          "ipynb",
          "m",
          "mat",
          "npy",
          "pkl",
          "zip",
          "rar",
          "7z",
          "tar",
          "gz",
          "tgz",
          "log",
          "sh",
          "ds_store");

  private final long[] classesFound;
  private final long[] classesKept;
  private final long[] splitsFound = new long[SPLITS.size()];
  private final long[] splitsKept = new long[SPLITS.size()];
  private final Map<String, Long> reasons = new HashMap<>();
  private long kept;
  private long lost;

  Losses(int classes) {
    classesFound = new long[classes];
    classesKept = new long[classes];
  }

  void kept(Item item) {
    kept++;
    count(item, classesFound, splitsFound);
    count(item, classesKept, splitsKept);
  }

  void lost(Item item, String reason) {
    count(item, classesFound, splitsFound);
    lost(item.sample().id(), reason);
  }

  /** A row or file that was lost, unless it is a file that could be no picture. */
  void lost(String where, String reason) {
    if (!isPaper(where)) {
      lost(reason, 1);
    }
  }

  /** So many pictures that were lost for one reason. */
  void lost(String reason, long pictures) {
    lost += pictures;
    String alike = reason.replaceAll("\\d+", "N");
    boolean counted = reasons.containsKey(alike) || reasons.size() < REASONS_COUNTED;
    reasons.merge(counted ? alike : "other reasons", pictures, Long::sum);
  }

  private static void count(Item item, long[] classes, long[] splits) {
    if (item.sample().label() != Sample.UNKNOWN) {
      classes[item.sample().label()]++;
    }
    if (item.official()) {
      splits[SPLITS.indexOf(item.sample().split())]++;
    }
  }

  /** Whether a file's name says that it is a read-me, a list or the like, and no picture. */
  static boolean isPaper(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return name.startsWith("readme") || PAPERS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** What is wrong with the losses; empty where they are few. */
  String problem(LabelSet labels) {
    List<String> wholes = new ArrayList<>();
    for (int c = 0; c < classesFound.length; c++) {
      if (classesFound[c] > 0 && classesKept[c] == 0) {
        wholes.add("class " + labels.name(c));
      }
    }
    for (int s = 0; s < SPLITS.size(); s++) {
      if (splitsFound[s] > 0 && splitsKept[s] == 0) {
        wholes.add("split " + SPLITS.get(s).id());
      }
    }
    long all = kept + lost;
    boolean many = lost > SHARE * all && (lost > FEW || (lost > 1 && lost > SHARE_OF_FEW * all));
    if (wholes.isEmpty() && !many) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "would lose %,d of %,d pictures%s: %s",
        lost,
        all,
        wholes.isEmpty() ? "" : ", among them all of the " + String.join(" and the ", wholes),
        mostFrequent());
  }

  private String mostFrequent() {
    List<String> shown =
        reasons.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(REASONS_SHOWN)
            .map(e -> String.format(Locale.ROOT, "%,d %s", e.getValue(), e.getKey()))
            .collect(Collectors.toCollection(ArrayList::new));
    if (reasons.size() > REASONS_SHOWN) {
      shown.add("and other reasons");
    }
    return String.join("; ", shown);
  }
}
