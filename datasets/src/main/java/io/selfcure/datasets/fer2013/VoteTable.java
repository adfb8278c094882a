package io.selfcure.datasets.fer2013;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Expressions;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * FERPlus's votes for the samples of a data set that came from FER2013, found by source row.
 *
 * @param rows one row a source row
 */
public record VoteTable(List<Row> rows) {

  /**
   * The votes on one picture.
   *
   * @param place file and line
   * @param usage the row's Usage cell
   * @param image the picture's name, empty where the table has none
   * @param counts votes for the eight expressions of {@link LabelSet#FERPLUS8} in order, then for
   *     "unknown" and "not a face"
   */
  public record Row(String place, String usage, String image, List<Integer> counts) {
    /** Copies the counts. */
    public Row {
      counts = List.copyOf(counts);
    }

    /** All votes, those for "unknown" and "not a face" included. */
    public int total() {
      return counts.stream().mapToInt(Integer::intValue).sum();
    }

    /** The votes for a class, whatever its data set calls the expression; 0 where none has it. */
    public int votesFor(String className) {
      int at = Expressions.indexOf(LabelSet.FERPLUS8, className);
      return at < 0 ? 0 : counts.get(at);
    }

    /** The class that FERPlus's majority rule gives, or UNKNOWN where it gives none of the set. */
    public int majority(LabelSet classes) {
      int label = new Ballot(usage, counts).decide(LabelRule.MAJORITY).label();
      return label == Sample.UNKNOWN
          ? Sample.UNKNOWN
          : Expressions.indexOf(classes, LabelSet.FERPLUS8.name(label));
    }

    /** The only class with the most votes, or UNKNOWN where there is none of the set. */
    public int winner(LabelSet classes) {
      int best = 0;
      int ties = 0;
      for (int i = 1; i < counts.size(); i++) {
        int difference = counts.get(i) - counts.get(best);
        ties = difference > 0 ? 0 : difference == 0 ? ties + 1 : ties;
        best = difference > 0 ? i : best;
      }
      return ties > 0 || best >= LabelSet.FERPLUS8.size()
          ? Sample.UNKNOWN
          : Expressions.indexOf(classes, LabelSet.FERPLUS8.name(best));
    }
  }

  /** Copies the rows. */
  public VoteTable {
    rows = List.copyOf(rows);
  }

  /**
   * Reads fer2013new.csv.
   *
   * @throws DataException when it is no such table
   */
  public static VoteTable read(Path file) {
    return read(file, null);
  }

  /** The same for a table in a known encoding, null for UTF-8. */
  public static VoteTable read(Path file, @Nullable Charset encoding) {
    List<Row> rows = new ArrayList<>();
    try (BallotTable table = new BallotTable(file, encoding)) {
      for (Ballot b = table.next(); b != null; b = table.next()) {
        rows.add(new Row(table.place(), b.usage(), table.image(), b.counts()));
      }
    }
    return new VoteTable(rows);
  }

  /**
   * The votes on a sample.
   *
   * @throws DataException when the sample has no row in the table
   */
  public Row of(Sample sample) {
    if (sample.sourceRow() < 0 || sample.sourceRow() >= rows.size()) {
      throw new DataException(
          "sample " + sample.id(),
          sample.sourceRow() < 0
              ? "has no source row, and votes are found by it"
              : "came from source row "
                  + sample.sourceRow()
                  + ", the table of votes has "
                  + rows.size(),
          "give the table of votes that belongs to the data set's source, row by row");
    }
    Row row = rows.get((int) sample.sourceRow());
    if (!row.usage().equals(usage(sample.split()))) {
      throw new DataException(
          row.place(),
          "is '" + row.usage() + "', but sample " + sample.id() + " is in " + sample.split().id(),
          "give the table of votes that belongs to the data set's source, row by row");
    }
    return row;
  }

  /** FER2013's word for a split. */
  static String usage(Split split) {
    return switch (split) {
      case TRAIN -> "Training";
      case VALID -> "PublicTest";
      case TEST -> "PrivateTest";
    };
  }

  /** Refuses a data set of which no sample knows its row in FER2013's table. */
  public static void requireRows(Dataset data) {
    if (data.samples().stream().allMatch(s -> s.sourceRow() < 0)) {
      throw new DataException(
          data.dir().toString(),
          "has no source rows, so it did not come from FER2013's table",
          "use a data set made by {command import fer2013}");
    }
  }
}
