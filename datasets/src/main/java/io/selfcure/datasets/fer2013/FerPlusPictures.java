package io.selfcure.datasets.fer2013;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * FERPlus's pictures: {@code FER2013Train/fer0000000.png} with the votes in {@code label.csv}, or
 * with those of fer2013new.csv, which tells the row of FER2013's table too. Where a name occurs on
 * two rows, its file holds the picture of the later one.
 */
final class FerPlusPictures {

  static final String TRAIN = "FER2013Train";

  private static final int FIRST_VOTE = 2;
  private static final int CELLS = 12;
  private static final int VOTERS = 10;

  private FerPlusPictures() {}

  /** A row of votes: the row in FER2013's table, or -1; the picture, empty where there is none. */
  private record Row(long number, String picture, Split split, Ballot ballot) {}

  static Reading open(Path root, Path base, @Nullable Path votes, LabelRule rule) {
    String below = base.equals(root) ? "" : Walk.relative(root, base) + "/";
    List<Row> rows = votes == null ? ofLabels(base, below) : ofTable(votes, below);
    return new Reading(
        rule.labels(),
        root,
        TableReading.PACK,
        TableReading.expected(rule),
        Map.of("label-rule", rule.id()),
        sink -> each(rows, rule, sink));
  }

  private static List<Row> ofTable(Path votes, String below) {
    List<Row> rows = new ArrayList<>();
    try (BallotTable table = new BallotTable(votes)) {
      for (Ballot b = table.next(); b != null; b = table.next()) {
        Split split = split(b.usage(), table.place());
        String name = table.image().isEmpty() ? "" : below + directory(split) + "/" + table.image();
        rows.add(new Row(rows.size(), name, split, b));
      }
    }
    return rows;
  }

  private static Split split(String usage, String place) {
    for (Split split : Split.values()) {
      if (VoteTable.usage(split).equals(usage)) {
        return split;
      }
    }
    throw new DataException(
        place,
        "has Usage " + CsvInput.shown(usage) + ", expected Training, PublicTest or PrivateTest",
        "give the official fer2013new.csv");
  }

  private static String directory(Split split) {
    return switch (split) {
      case TRAIN -> TRAIN;
      case VALID -> "FER2013Valid";
      case TEST -> "FER2013Test";
    };
  }

  private static List<Row> ofLabels(Path base, String below) {
    List<Row> rows = new ArrayList<>();
    for (Split split : Split.values()) {
      Path file = base.resolve(directory(split)).resolve("label.csv");
      if (Files.exists(file)) {
        rows.addAll(labels(file, below + directory(split) + "/", split));
      }
    }
    return rows;
  }

  /** A label.csv: {@code fer0028638.png,"(0, 0, 48, 48)",4,0,0,0,1,0,0,4,1,0}, without a header. */
  private static List<Row> labels(Path file, String directory, Split split) {
    List<Row> rows = new ArrayList<>();
    boolean nine = false; // the official lists have one row of nine votes
    try (CsvInput csv = new CsvInput(file, CsvLayout.EXACT.with(CsvLayout.Header.NONE))) {
      for (CsvInput.Row r = csv.next(); r != null; r = csv.next()) {
        String place = r.place();
        List<Integer> counts = counts(r.cells(), place);
        int sum = counts.stream().mapToInt(Integer::intValue).sum();
        if (sum != VOTERS && (nine || sum != VOTERS - 1)) {
          throw new DataException(
              place, "has " + sum + " votes, expected " + VOTERS, "give the official label.csv");
        }
        nine |= sum != VOTERS;
        rows.add(
            new Row(
                -1,
                directory + r.cells().get(0),
                split,
                new Ballot(VoteTable.usage(split), counts)));
      }
    }
    return rows;
  }

  private static List<Integer> counts(List<String> cells, String place) {
    if (cells.size() == CELLS
        && cells.stream().skip(FIRST_VOTE).allMatch(c -> c.strip().matches("\\d|10"))) {
      return IntStream.range(FIRST_VOTE, CELLS)
          .mapToObj(i -> Integer.valueOf(cells.get(i).strip()))
          .toList();
    }
    throw new DataException(
        place,
        "is not a name, a box and ten counts of votes: " + CsvInput.shown(String.join(",", cells)),
        "give the official label.csv");
  }

  private static void each(List<Row> rows, LabelRule rule, Sink sink) {
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      last.put(rows.get(i).picture(), i);
    }
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      String id = row.number() < 0 ? row.picture() : TableReading.id(row.number());
      Ballot.Verdict verdict = row.ballot().decide(rule);
      if (verdict.label() == Sample.UNKNOWN) {
        sink.skip(id, verdict.reason());
      } else if (row.picture().isEmpty()) {
        sink.skip(id, "has no picture");
      } else if (!Integer.valueOf(i).equals(last.get(row.picture()))) {
        sink.skip(id, "its picture was overwritten: a later row has the name " + row.picture());
      } else {
        Sample s =
            new Sample(
                id,
                row.picture(),
                row.split(),
                verdict.label(),
                Sample.UNKNOWN,
                row.ballot().expressions(),
                "",
                row.number(),
                null);
        sink.take(new Item(s, true, Map.of(), null));
      }
    }
  }
}
