package io.selfcure.datasets.official;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Lines;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.ClassShares;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Walk;
import io.selfcure.datasets.table.Answer;
import io.selfcure.datasets.table.Gathering;
import io.selfcure.datasets.table.VoteRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * RAF-ML, mixed expressions: {@code EmoLabel/distribution.txt} with lines {@code 0001.jpg 0.1 0 0.2
 * 0.6 0 0.1}, the shares of surprise, fear, disgust, happiness, sadness and anger among those who
 * were asked. The shares become votes, in parts of a thousand; there is no neutral class.
 */
final class RafMl implements Importer {

  private static final String LIST = "distribution.txt";
  private static final String PARTITION = "partition_label.txt";
  private static final LabelSet LABELS =
      LabelSet.of("surprise", "fear", "disgust", "happiness", "sadness", "anger");
  private static final int PICTURES = 4908;

  /** What the shares of each class sum to over the whole set, in whole pictures. */
  private static final List<Long> SUMS = List.of(1004L, 511L, 1058L, 677L, 783L, 875L);

  private static final RafPartition.Sizes SIZES =
      new RafPartition.Sizes(Map.of(Split.TRAIN, 3926, Split.TEST, 982));
  private static final Pattern LINE =
      Pattern.compile("\\s*\\d+\\.jpg(\\s+[0-9.]+([eE]-?\\d+)?){" + LABELS.size() + "}\\s*");

  /** Shares are rounded; what sums to more or less is another list. */
  private static final double ROUNDING = 0.02;

  private static final String RULE = "label-rule";

  @Override
  public SetInfo info() {
    return new SetInfo(
        "rafml",
        "RAF-ML",
        "a directory with EmoLabel/"
            + LIST
            + " (a line is a picture and six shares) and Image/{aligned,original} with pictures"
            + " 0001_aligned.jpg or 0001.jpg",
        "whdeng.cn/RAF; Li and Deng, Blended Emotion in-the-Wild, International Journal of Computer"
            + " Vision 2019",
        "non-commercial research; not passed on",
        List.of(
            new SetInfo.Option(
                RULE,
                "RULE",
                "How shares become a label: majority (more than half), plurality (more than any other;"
                    + " both leave out what they do not decide) or soft (of equals the first; for"
                    + " training on shares). Default: plurality.",
                VoteRule.ids()),
            RafPartition.option(
                PARTITION, "by the sizes of the parts, where they are the whole set's.")));
  }

  private static @Nullable Path list(Path from) {
    for (String path : List.of("EmoLabel/" + LIST, LIST)) {
      Path base = Walk.base(from, path);
      if (base != null && Files.isRegularFile(base.resolve(path))) {
        return base.resolve(path);
      }
    }
    return null;
  }

  @Override
  public @Nullable String recognise(Clues place) {
    Path list = list(place.from());
    if (list == null) {
      return null;
    }
    try (Lines in = new Lines(list)) {
      String first = in.next();
      return first != null && LINE.matcher(first).matches()
          ? LIST + " has lines of a picture and six shares, such as " + CsvInput.shown(first)
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
          root.toString(), "has no EmoLabel/" + LIST, "give " + info().expects());
    }
    VoteRule rule =
        VoteRule.valueOf(request.option(RULE, VoteRule.PLURALITY.id()).toUpperCase(Locale.ROOT));
    RafPartition partition = RafPartition.read(request, "rafml", PARTITION, SIZES);
    Gathering rows = new Gathering(LABELS.names());
    read(list, RafPictures.find(root, Walk.UNHEARD), partition, rows);
    Gathering.Samples samples = rows.samples(list.toString(), LABELS, rule);
    List<String> notes = new ArrayList<>(samples.notes());
    notes.add(partition.note());
    return new Reading(
            LABELS,
            root,
            null,
            Expected.pictures(PICTURES),
            Map.of(RULE, rule.id()),
            samples.each())
        .noting(notes);
  }

  private static void read(
      Path list, Map<String, String> pictures, RafPartition partition, Gathering rows) {
    double[] sums = new double[LABELS.size()];
    try (Lines in = new Lines(list)) {
      for (String line = in.next(); line != null; line = in.next()) {
        if (line.isBlank()) {
          continue;
        }
        List<Double> shares = shares(line, in.place());
        for (int c = 0; c < sums.length; c++) {
          sums[c] += shares.get(c);
        }
        String name = line.strip().split("\\s+", 2)[0];
        String number = name.substring(0, name.lastIndexOf('.'));
        String path = pictures.get(number);
        Split split = partition.of(number);
        if (path == null) {
          rows.skip(name, "no picture of that name is here");
        } else if (partition.known() && split == null) {
          rows.skip(path, partition.missing());
        } else {
          rows.add(
              new Answer(
                  in.place(), path, "", null, "", List.of(), shares, "", split, "", Map.of()));
        }
      }
    }
    requireOrder(list, sums);
  }

  private static List<Double> shares(String line, String place) {
    if (!LINE.matcher(line).matches()) {
      throw new DataException(
          place,
          "is " + CsvInput.shown(line) + ", expected a picture and six shares, '0001.jpg 0.1 ...'",
          "give the official list");
    }
    List<Double> shares =
        Arrays.stream(line.strip().split("\\s+", -1))
            .skip(1)
            .map(cell -> Lines.number(cell, place))
            .toList();
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    if (Math.abs(sum - 1) > ROUNDING) {
      throw new DataException(
          place,
          String.format(Locale.ROOT, "has shares that sum to %.3f, expected 1", sum),
          "give the official list; counts of votes in a table of your own are read by"
              + " {command import csv: from vote-columns}");
    }
    return shares;
  }

  /** Refuses nearly all of the set with other shares by class: its columns are in another order. */
  private static void requireOrder(Path list, double[] sums) {
    ClassShares found = new ClassShares("RAF-ML", LABELS.names(), SUMS);
    for (int c = 0; c < sums.length; c++) {
      for (long n = Math.round(sums[c]); n > 0; n--) {
        found.count(c);
      }
    }
    found.require(list.toString(), 1);
  }
}
