package io.selfcure.datasets.lists;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.CsvText;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Expressions;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.fer2013.VoteTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A data set's given labels as one file, in the layout that its source has. */
public final class LabelExport {

  private static final int VOTERS = 10;
  private static final String[] FERPLUS_HEADER = {
    "Usage",
    "Image name",
    "neutral",
    "happiness",
    "surprise",
    "sadness",
    "anger",
    "disgust",
    "fear",
    "contempt",
    "unknown",
    "NF"
  };

  private LabelExport() {}

  /**
   * A table {@code id,path,split,label,true_label}, and where there are any {@code subject}, {@code
   * x,y,width,height} of the face and {@code votes_CLASS}; {@link LabelList} and the importer of
   * tables take it.
   *
   * @return the number of labels written
   */
  public static int csv(Dataset data, Path to) {
    List<Sample> labelled = labelled(data);
    boolean subjects = labelled.stream().anyMatch(s -> !s.subject().isEmpty());
    boolean boxes = labelled.stream().anyMatch(s -> s.box() != null);
    boolean votes = labelled.stream().anyMatch(s -> !s.votes().isEmpty());
    List<String> header = new ArrayList<>(List.of("id", "path", "split", "label", "true_label"));
    header.addAll(subjects ? List.of("subject") : List.of());
    header.addAll(boxes ? List.of("x", "y", "width", "height") : List.of());
    if (votes) {
      data.labels().names().forEach(n -> header.add("votes_" + n));
    }
    CsvText table = new CsvText(header.toArray(String[]::new));
    for (Sample s : labelled) {
      List<String> row = new ArrayList<>();
      row.add(s.id());
      row.add(s.path());
      row.add(s.split().id());
      row.add(data.labels().name(s.label()));
      row.add(s.trueLabel() == Sample.UNKNOWN ? "" : data.labels().name(s.trueLabel()));
      if (subjects) {
        row.add(s.subject());
      }
      if (boxes) {
        row.addAll(box(s.box()));
      }
      for (int c = 0; votes && c < data.labels().size(); c++) {
        row.add(s.votes().isEmpty() ? "" : s.votes().get(c).toString());
      }
      table.add(row);
    }
    Outputs.writeAtomically(to, table.text());
    return labelled.size();
  }

  private static List<String> box(@Nullable Box box) {
    return box == null
        ? List.of("", "", "", "")
        : List.of(
            Float.toString(box.x()),
            Float.toString(box.y()),
            Float.toString(box.width()),
            Float.toString(box.height()));
  }

  /**
   * RAF-DB's list: lines {@code train_00001.jpg 5}.
   *
   * @return the number of labels written
   * @throws DataException when a class is none of RAF-DB's or two pictures have one name
   */
  public static int rafDb(Dataset data, Path to) {
    int[] numbers = new int[data.labels().size()];
    for (int c = 0; c < numbers.length; c++) {
      String name = data.labels().name(c);
      numbers[c] = Expressions.RAF_DB.indexOf(Expressions.canonical(name)) + 1;
      if (numbers[c] == 0) {
        throw new DataException(
            data.dir().toString(),
            "has the class '" + name + "', which RAF-DB lacks",
            "choose another {format}, such as csv");
      }
    }
    StringBuilder text = new StringBuilder();
    Set<String> names = new HashSet<>();
    List<Sample> labelled = labelled(data);
    for (Sample s : labelled) {
      String name = pictureName(s);
      if (!names.add(name) || name.isBlank() || !name.strip().equals(name) || hasBlank(name)) {
        throw new DataException(
            "sample " + s.id(),
            "has the picture name '" + name + "', which is not unique or has blanks in it",
            "choose another {format}, such as csv");
      }
      text.append(name).append(' ').append(numbers[s.label()]).append('\n');
    }
    Outputs.writeAtomically(to, text.toString());
    return labelled.size();
  }

  private static boolean hasBlank(String name) {
    return name.chars().anyMatch(Character::isWhitespace);
  }

  private static String pictureName(Sample s) {
    String stem = LabelList.stem(s.path().startsWith("#") ? s.id() : s.path());
    return stem + ".jpg";
  }

  /**
   * FERPlus's table, row by row. A row whose votes give the label already, or whose picture is not
   * in the data set, is copied; any other gets ten votes for the label.
   *
   * @param like the fer2013new.csv of the source
   * @return the number of rows whose votes were replaced
   * @throws DataException when the data set did not come from that table's source
   */
  public static int fer2013new(Dataset data, Path like, Path to) {
    VoteTable.requireRows(data);
    VoteTable votes = VoteTable.read(like);
    Map<Long, Sample> byRow = new HashMap<>();
    labelled(data).forEach(s -> byRow.put(s.sourceRow(), s));
    CsvText table = new CsvText(FERPLUS_HEADER);
    int replaced = 0;
    for (int row = 0; row < votes.rows().size(); row++) {
      VoteTable.Row old = votes.rows().get(row);
      List<Integer> counts = old.counts();
      Sample s = byRow.remove((long) row);
      if (s != null && votes.of(s).majority(data.labels()) != s.label()) {
        counts = unanimous(data.labels(), s, counts.size());
        replaced++;
      }
      List<String> cells = new ArrayList<>(List.of(old.usage(), old.image()));
      counts.forEach(n -> cells.add(Integer.toString(n)));
      table.add(cells);
    }
    byRow.values().stream().findFirst().ifPresent(votes::of); // refuses a row beyond the table
    Outputs.writeAtomically(to, table.text());
    return replaced;
  }

  private static List<Integer> unanimous(LabelSet classes, Sample s, int choices) {
    int at = Expressions.indexOf(LabelSet.FERPLUS8, classes.name(s.label()));
    if (at < 0) {
      throw new DataException(
          "sample " + s.id(),
          "is '" + classes.name(s.label()) + "', which FERPlus lacks",
          "choose another {format}, such as csv");
    }
    List<Integer> counts = new ArrayList<>(Collections.nCopies(choices, 0));
    counts.set(at, VOTERS);
    return counts;
  }

  private static List<Sample> labelled(Dataset data) {
    return data.samples().stream().filter(s -> s.label() != Sample.UNKNOWN).toList();
  }
}
