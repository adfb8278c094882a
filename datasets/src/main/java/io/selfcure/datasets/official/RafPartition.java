package io.selfcure.datasets.official;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Lines;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list of parts with lines {@code 0001.jpg 0}, as RAF-CE and RAF-ML have it. Which code is which
 * split is told nowhere in it, and those who read it do not agree; so it counts only where the user
 * says it, or where the sizes of the parts are the whole set's.
 *
 * @param name the list's name
 * @param codes a code a picture, by its number as written; empty where there is no list
 * @param splits what the codes stand for; empty where that is not known
 * @param note what is to be said of it
 */
record RafPartition(
    String name, Map<String, Integer> codes, Map<Integer, Split> splits, String note) {

  private static final String SETTING = "partition";
  private static final Pattern LINE = Pattern.compile("\\s*(\\S+)\\.jpg\\s+(\\d{1,2})\\s*");
  private static final Pattern PAIR = Pattern.compile("\\s*(\\d{1,2})\\s*=\\s*(\\S+)\\s*");

  /**
   * How many pictures a split has where the set is whole.
   *
   * @param sizes by split
   */
  record Sizes(Map<Split, Integer> sizes) {

    /** Which code is which split, by the sizes alone; empty where they do not tell. */
    private Map<Integer, Split> tell(Map<Integer, Integer> counts) {
      Map<Integer, Split> told = new HashMap<>();
      counts.forEach(
          (code, count) ->
              sizes.forEach(
                  (split, size) -> {
                    if (size.equals(count)) {
                      told.put(code, split);
                    }
                  }));
      return told.size() == sizes.size() && counts.size() == sizes.size() ? told : Map.of();
    }
  }

  /** Copies the maps. */
  RafPartition {
    codes = Map.copyOf(codes);
    splits = Map.copyOf(splits);
  }

  /** The option that says what the codes stand for. */
  static SetInfo.Option option(String list, String otherwise) {
    return new SetInfo.Option(
        SETTING,
        "PAIRS",
        "What the codes of " + list + " stand for, as in 0=train,1=test. Default: " + otherwise);
  }

  /**
   * Reads the list that lies in a directory, in its EmoLabel or one down.
   *
   * @param set the command of the set, for messages
   * @param published sizes by which the codes can be told; null where there are none
   */
  static RafPartition read(Request request, String set, String name, @Nullable Sizes published) {
    Path list = find(request.directory(), name);
    String said = request.option(SETTING);
    if (list == null && said != null) {
      throw new UsageException(
          "{" + SETTING + "}",
          "is of the list " + name + ", and there is none in " + request.from(),
          "put the list there, or leave it out");
    }
    if (list == null) {
      return new RafPartition(
          name,
          Map.of(),
          Map.of(),
          "there is no "
              + name
              + ": which pictures are for training and which for testing is not known, so samples are"
              + " divided as the other settings say");
    }
    Map<String, Integer> codes = codes(list);
    Map<Integer, Integer> counts = new TreeMap<>();
    codes.values().forEach(c -> counts.merge(c, 1, Integer::sum));
    Map<Integer, Split> splits =
        said != null
            ? splits(said, counts, list)
            : published == null ? Map.of() : published.tell(counts);
    return new RafPartition(name, codes, splits, note(set, name, counts, splits, said != null));
  }

  private static @Nullable Path find(Path from, String name) {
    for (String path : List.of(name, "EmoLabel/" + name)) {
      Path base = Walk.base(from, path);
      if (base != null && Files.isRegularFile(base.resolve(path))) {
        return base.resolve(path);
      }
    }
    return null;
  }

  private static Map<String, Integer> codes(Path list) {
    Map<String, Integer> codes = new HashMap<>();
    try (Lines in = new Lines(list)) {
      for (String line = in.next(); line != null; line = in.next()) {
        if (line.isBlank()) {
          continue;
        }
        Matcher m = LINE.matcher(line);
        if (!m.matches()) {
          throw new DataException(
              in.place(),
              "is " + CsvInput.shown(line) + ", expected '0001.jpg 0'",
              "give the official list, or move it away to divide the samples otherwise");
        }
        Integer code = Integer.valueOf(m.group(2));
        Integer before = codes.putIfAbsent(m.group(1), code);
        if (before != null && !before.equals(code)) {
          throw new DataException(
              in.place(),
              "gives " + m.group(1) + ".jpg the part " + code + ", a line before gave it " + before,
              "keep the line that is right");
        }
      }
    }
    return codes;
  }

  private static Map<Integer, Split> splits(String said, Map<Integer, Integer> counts, Path list) {
    Map<Integer, Split> splits = new HashMap<>();
    for (String part : said.split(",", -1)) {
      Matcher m = PAIR.matcher(part);
      Split split = m.matches() ? Split.named(m.group(2)) : null;
      if (split == null || splits.put(Integer.valueOf(m.group(1)), split) != null) {
        throw new UsageException(
            "{" + SETTING + "}",
            CsvInput.shown(part) + " does not say once what a code stands for",
            "give them like 0=train,1=valid,2=test");
      }
    }
    for (Integer code : counts.keySet()) {
      if (!splits.containsKey(code)) {
        throw new DataException(
            list.toString(),
            "has the code " + code + ", of which {" + SETTING + "} says nothing",
            "say it too: the list has " + shown(counts));
      }
    }
    return splits;
  }

  private static String note(
      String set,
      String name,
      Map<Integer, Integer> counts,
      Map<Integer, Split> splits,
      boolean said) {
    if (!splits.isEmpty()) {
      String meaning =
          new TreeMap<>(splits)
              .entrySet().stream()
                  .filter(e -> counts.containsKey(e.getKey()))
                  .map(e -> e.getKey() + " " + e.getValue().id())
                  .collect(Collectors.joining(", "));
      return name
          + " is read as "
          + meaning
          + (said ? ", as was said" : ", by the sizes of the parts: ")
          + (said ? "" : shown(counts));
    }
    return name
        + " is not read: which of its codes is training, validation or testing is not told there, and"
        + " those who read it do not agree. It has "
        + shown(counts)
        + ". So samples are divided as the other settings say, and accuracies do not compare with"
        + " published ones; say what the codes are, as in {command import "
        + set
        + ": partition=0=...,1=...}";
  }

  private static String shown(Map<Integer, Integer> counts) {
    return counts.entrySet().stream()
        .map(
            e ->
                String.format(
                    Locale.ROOT,
                    "%d on %,d %s",
                    e.getKey(),
                    e.getValue(),
                    e.getValue() == 1 ? "picture" : "pictures"))
        .collect(Collectors.joining(", "));
  }

  /** Whether it is known which picture is in which split. */
  boolean known() {
    return !splits.isEmpty();
  }

  /** A picture's split, null where the list does not name it, or none is known. */
  @Nullable Split of(String number) {
    Integer code = codes.get(number);
    return code == null ? null : splits.get(code);
  }

  /** Why a picture that the list does not name is left out. */
  String missing() {
    return "is not in " + Wording.value(name) + ", which divides the set";
  }
}
