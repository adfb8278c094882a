package io.selfcure.datasets.fer2013;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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

  private static final String LABELS = "label.csv";

  /** Counted on the official files; each of these pictures is one of several equal ones. */
  private static final String TABLE_WINS =
      "labels come from label.csv, which disagrees with FERPlus's fer2013new.csv on 1,601 of its"
          + " 35,710 pictures, all copies of others, to which the table gives the same votes: give"
          + " the table with {votes}";

  private static final int FIRST_VOTE = 2;
  private static final int CELLS = 12;

  private FerPlusPictures() {}

  /** A row of votes: the row in FER2013's table, or -1; the picture, empty where there is none. */
  private record Row(long number, String picture, Split split, Ballot ballot) {}

  /** What was read of the lists, and what to tell of it. */
  private record Listing(List<Row> rows, List<String> notes) {}

  static Reading open(Path root, Path base, @Nullable Path votes, LabelRule rule) {
    String below = base.equals(root) ? "" : Walk.relative(root, base) + "/";
    Listing listing = votes == null ? ofLabels(base, below) : ofTable(base, votes, below);
    return new Reading(
        rule.labels(),
        root,
        TableReading.PACK,
        TableReading.expected(rule),
        Map.of("label-rule", rule.id()),
        sink -> {
          listing.notes().forEach(sink::note);
          each(listing.rows(), rule, sink);
        });
  }

  private static Listing ofTable(Path base, Path votes, String below) {
    List<Row> rows = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Map<Split, Integer> absent = new EnumMap<>(Split.class);
    try (BallotTable table = new BallotTable(votes)) {
      long number = 0;
      for (Ballot b = table.next(); b != null; b = table.next(), number++) {
        Split split = split(b.usage(), table.place());
        if (Files.isDirectory(base.resolve(directory(split)))) {
          String name =
              table.image().isEmpty() ? "" : below + directory(split) + "/" + table.image();
          rows.add(new Row(number, name, split, b));
        } else {
          absent.merge(split, 1, Integer::sum);
        }
      }
      add(notes, table.shortRows());
    }
    absent.forEach(
        (split, n) ->
            notes.add(
                String.format(
                    Locale.ROOT,
                    "fewer pictures: %s is not there, %,d rows of votes are passed over",
                    directory(split),
                    n)));
    add(notes, disagreement(base, below, votes, rows));
    return new Listing(rows, notes);
  }

  private static void add(List<String> notes, String note) {
    if (!note.isEmpty()) {
      notes.add(note);
    }
  }

  /** How often the lists beside the pictures have other votes than the table, which wins. */
  private static String disagreement(Path base, String below, Path votes, List<Row> rows) {
    Map<String, Ballot> byName = new HashMap<>();
    rows.forEach(r -> byName.put(r.picture(), r.ballot()));
    int both = 0;
    int other = 0;
    for (Row row : ofLabels(base, below).rows()) {
      Ballot ballot = byName.get(row.picture());
      both += ballot == null ? 0 : 1;
      other += ballot == null || ballot.counts().equals(row.ballot().counts()) ? 0 : 1;
    }
    return other == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%s has other votes than %s for %,d of %,d pictures: those of the table are used",
            LABELS,
            Wording.value(votes.getFileName()),
            other,
            both);
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

  private static Listing ofLabels(Path base, String below) {
    List<Row> rows = new ArrayList<>();
    ShortBallots nines = new ShortBallots();
    for (Split split : Split.values()) {
      Path file = base.resolve(directory(split)).resolve(LABELS);
      if (Files.exists(file)) {
        rows.addAll(labels(file, below + directory(split) + "/", split, nines));
      }
    }
    List<String> notes = new ArrayList<>(List.of(TABLE_WINS));
    add(notes, nines.note());
    return new Listing(rows, notes);
  }

  /** A label.csv: {@code fer0028638.png,"(0, 0, 48, 48)",4,0,0,0,1,0,0,4,1,0}, without a header. */
  private static List<Row> labels(Path file, String directory, Split split, ShortBallots nines) {
    List<Row> rows = new ArrayList<>();
    try (CsvInput csv = new CsvInput(file, CsvLayout.EXACT.with(CsvLayout.Header.NONE))) {
      for (CsvInput.Row r = csv.next(); r != null; r = csv.next()) {
        String place = r.place();
        List<Integer> counts = counts(r.cells(), place);
        nines.check(counts, place, LABELS);
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
        sink.omit(id, verdict.reason());
      } else if (row.picture().isEmpty()) {
        sink.omit(id, "has no picture");
      } else if (!Integer.valueOf(i).equals(last.get(row.picture()))) {
        sink.omit(id, "its picture was overwritten: a later row has the name " + row.picture());
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
