package io.selfcure.datasets.web;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Shuffle;
import io.selfcure.core.error.DataException;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.core.pictures.Prints;
import io.selfcure.core.progress.Progress;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each row of a table of frames, a few bytes a row: the table itself is read again
 * when the rows are written.
 */
final class Verdicts {

  /** A row's fate. */
  enum Verdict {
    KEPT(""),
    UNPLANNED("its video is not in the plan"),
    OUTSIDE("its file is not below the folder of clips"),
    TWIN("is nearly equal to a face that is kept"),
    CONFLICT("is nearly equal to a face of another class"),
    SURPLUS("is one too many of its class, as classes are balanced");

    private final String reason;

    Verdict(String reason) {
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /** A row: its verdict, class, file, and place among its clip's frames, from 0. */
  private static final class Row {
    private Verdict verdict;
    private final int label;
    private final Path file;
    private final int ordinal;

    private Row(Verdict verdict, int label, Path file, int ordinal) {
      this.verdict = verdict;
      this.label = label;
      this.file = file;
      this.ordinal = ordinal;
    }
  }

  private final List<Row> rows = new ArrayList<>();

  private Verdicts() {}

  /** Judges all rows of a table. */
  static Verdicts of(Path clips, PlanTable plan, LabelRules rules, Progress progress) {
    Verdicts verdicts = new Verdicts();
    verdicts.read(clips, plan);
    if (!rules.duplicates()) {
      verdicts.twins(progress);
    }
    Integer balance = rules.balance();
    if (balance != null) {
      verdicts.balance(balance == 0 ? verdicts.rarest() : balance, rules.seed());
    }
    return verdicts;
  }

  Verdict of(int row) {
    return rows.get(row).verdict;
  }

  int size() {
    return rows.size();
  }

  private void read(Path clips, PlanTable plan) {
    String[] clip = {""};
    int[] ordinal = {0};
    FrameTable.read(
        ClipStore.table(clips, ClipStore.COMMAND),
        (place, frame) -> {
          String key = frame.clip() + " " + frame.video();
          ordinal[0] = key.equals(clip[0]) ? ordinal[0] + 1 : 0;
          clip[0] = key;
          Map<String, String> planned = plan.find(frame.video());
          Path file = inside(clips, frame.file());
          Verdict verdict =
              planned == null ? Verdict.UNPLANNED : file == null ? Verdict.OUTSIDE : Verdict.KEPT;
          int label =
              planned == null ? -1 : LabelSet.FERPLUS8.indexOf(planned.getOrDefault("class", ""));
          rows.add(new Row(verdict, label, file == null ? clips : file, ordinal[0]));
        });
  }

  /** A table may have been edited; what it names is only looked at below the folder. */
  private static @Nullable Path inside(Path clips, String name) {
    try {
      Path file = clips.resolve(name).normalize();
      return !name.isBlank() && file.startsWith(clips) && !file.equals(clips) ? file : null;
    } catch (java.nio.file.InvalidPathException e) {
      return null;
    }
  }

  private List<Row> kept() {
    return rows.stream().filter(r -> r.verdict == Verdict.KEPT).toList();
  }

  /** Of nearly equal faces the first stays; of two classes none does, for the label is nobody's. */
  private void twins(Progress progress) {
    Path file = Outputs.temporary("selfcure-label", ".pack");
    try {
      List<Row> shown = print(kept(), file, progress);
      for (List<Integer> group : PictureChecks.nearDuplicates(Prints.open(file))) {
        boolean conflict = group.stream().mapToInt(i -> shown.get(i).label).distinct().count() > 1;
        for (int i : group.subList(conflict ? 0 : 1, group.size())) {
          shown.get(i).verdict = conflict ? Verdict.CONFLICT : Verdict.TWIN;
        }
      }
    } finally {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        file.toFile().deleteOnExit();
      }
    }
  }

  /** Writes prints; pictures that cannot be read are left to the import, which says so. */
  private static List<Row> print(List<Row> rows, Path file, Progress progress) {
    List<Row> shown = new ArrayList<>();
    try (Prints.Writer prints = new Prints.Writer(file);
        Progress.Task task = progress.start("compare", "images", rows.size())) {
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get(i);
        try {
          byte[] bytes = PictureFiles.read(row.file);
          prints.add(PictureDecoder.print(bytes, row.file.toString()));
          shown.add(row);
        } catch (DataException e) {
          task.advance(i, e.problem());
        }
        task.advance(i + 1L, "");
      }
    }
    return shown;
  }

  private int rarest() {
    int[] counts = new int[LabelSet.FERPLUS8.size()];
    kept().forEach(r -> counts[r.label]++);
    return java.util.Arrays.stream(counts).filter(n -> n > 0).min().orElse(0);
  }

  /** Of a class with too many, the first frames of many clips stay rather than all of a few. */
  private void balance(int most, long seed) {
    for (int label = 0; label < LabelSet.FERPLUS8.size(); label++) {
      int wanted = label;
      List<Row> members = new ArrayList<>(kept().stream().filter(r -> r.label == wanted).toList());
      Shuffle.list(members, new SplittableRandom(seed * LabelSet.FERPLUS8.size() + label));
      members.sort(Comparator.comparingInt((Row r) -> r.ordinal)); // stable
      members.stream().skip(most).forEach(r -> r.verdict = Verdict.SURPLUS);
    }
  }
}
