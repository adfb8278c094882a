package io.selfcure.datasets.fer2013;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.ClassShares;
import io.selfcure.datasets.intake.CodesBeside;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Sink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * FER2013's table row by row. Training becomes split train, PublicTest valid and PrivateTest test.
 * Votes are joined by row: 173 of FERPlus's rows have no picture name, and four names occur twice.
 */
record TableReading(Path file, @Nullable Path votes, LabelRule rule) {

  private static final long ROWS = Published.BY_CLASS.stream().mapToLong(Long::longValue).sum();

  /** The one size of the pictures. */
  static final Reading.Pack PACK = new Reading.Pack(FaceTable.SIDE, FaceTable.SIDE);

  Reading reading() {
    try (FaceTable faces = new FaceTable(file)) { // refuses a wrong header now
      return new Reading(
          rule.labels(),
          file.toAbsolutePath().getRoot(),
          PACK,
          faces.hasUsage() ? expected(rule) : Expected.NOTHING,
          Map.of("label-rule", rule.id()),
          this::each);
    }
  }

  /** What is published for a rule. */
  static Expected expected(LabelRule rule) {
    Expected expected = Expected.NOTHING;
    for (Split split : Split.values()) {
      int kept = Published.of(VoteTable.usage(split)).kept(rule);
      expected = kept < 0 ? expected : expected.split(split, kept);
    }
    return expected;
  }

  private void each(Sink sink) {
    Set<String> parts = new HashSet<>();
    ClassShares shares = new ClassShares("FER2013", LabelSet.FER2013.names(), Published.BY_CLASS);
    RowAgreement agreement = new RowAgreement();
    long rows = 0;
    try (FaceTable faces = new FaceTable(file);
        BallotTable ballots = votes == null ? null : new BallotTable(votes)) {
      for (FaceTable.Face face = faces.next(); face != null; face = faces.next()) {
        Ballot ballot = ballots == null ? null : ballot(faces, ballots, face);
        if (ballots != null && ballot != null) {
          agreement.see(face.label(), truth(ballot), ballots.place());
        }
        rows++;
        parts.add(face.usage());
        shares.count(face.label());
        take(face, ballot, sink);
      }
      shares.require(file.toString(), 0);
      if (!shares.nearlyAll()) { // FERPlus's own read-me may lie beside the whole set
        CodesBeside.requireAgreement(file, LabelSet.FER2013);
      }
      if (ballots == null) { // votes that agree with the codes show what these stand for
        codes(faces, rows, shares.nearlyAll()).ifPresent(sink::note);
      } else {
        agreement.end(ballots.place());
        end(ballots, parts, sink);
      }
    }
  }

  /**
   * Says what the codes are taken for, and by what, where the table is not plainly FER2013's:
   * others number their classes otherwise, in columns of the same names.
   */
  private Optional<String> codes(FaceTable faces, long rows, boolean whole) {
    List<String> lacks = new ArrayList<>();
    if (!Fer2013Importer.Tables.isNamedAsOfficial(file)) {
      lacks.add("its name says nothing of them");
    }
    if (!faces.hasUsage()) {
      lacks.add("it has no column Usage");
    }
    if (!whole) {
      lacks.add(String.format(Locale.ROOT, "it has %,d rows, FER2013 has %,d", rows, ROWS));
    }
    if (!faces.hasLabels() || lacks.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = LabelSet.FER2013.names();
    return Optional.of(
        "the codes in "
            + Wording.value(file.getFileName())
            + " are read as FER2013's, because its columns are called emotion and pixels: "
            + IntStream.range(0, names.size())
                .mapToObj(c -> c + " " + names.get(c))
                .collect(Collectors.joining(", "))
            + ". Nothing else shows that: "
            + String.join(", ", lacks));
  }

  /** Rows of votes may go on only with whole official parts of which there are no pictures. */
  private void end(BallotTable ballots, Set<String> parts, Sink sink) {
    long more = 0;
    for (Ballot b = ballots.next(); b != null; b = ballots.next()) {
      if (parts.contains(b.usage())) {
        throw new DataException(
            ballots.place(),
            "goes on after the last row of " + file,
            "give the two tables that belong together, row by row");
      }
      more++;
    }
    if (more > 0) {
      sink.note(
          String.format(
              Locale.ROOT,
              "fewer pictures: %s ends after %s, %,d rows of votes are passed over",
              Wording.value(file.getFileName()),
              String.join(" and ", new TreeSet<>(parts)),
              more));
    }
    if (!ballots.shortRows().isEmpty()) {
      sink.note(ballots.shortRows());
    }
  }

  private static Ballot ballot(FaceTable faces, BallotTable ballots, FaceTable.Face face) {
    Ballot ballot = ballots.next();
    if (ballot == null) {
      throw new DataException(
          "after " + ballots.place(),
          "ends, but " + faces.place() + " has another picture",
          "give the two tables that belong together, row by row");
    }
    if (!ballot.usage().equals(face.usage())) {
      throw new DataException(
          ballots.place(),
          "is "
              + CsvInput.shown(ballot.usage())
              + ", but "
              + faces.place()
              + " is '"
              + face.usage()
              + "'",
          "give the two tables that belong together, row by row");
    }
    return ballot;
  }

  private void take(FaceTable.Face face, @Nullable Ballot ballot, Sink sink) {
    String id = id(face.row());
    int label = face.label();
    int truth = Sample.UNKNOWN;
    List<Integer> counts = List.of();
    if (ballot != null && rule == LabelRule.FER2013) {
      truth = truth(ballot);
    } else if (ballot != null) {
      Ballot.Verdict verdict = ballot.decide(rule);
      if (verdict.label() == Sample.UNKNOWN) {
        sink.omit(id, verdict.reason());
        return;
      }
      label = verdict.label();
      counts = ballot.expressions();
    }
    sink.take(item(face, label).given(label, truth).voted(counts));
  }

  /** A row of a table as an item. */
  static Item item(FaceTable.Face face, int label) {
    Sample row =
        new Sample(
            id(face.row()),
            "",
            face.split(),
            label,
            Sample.UNKNOWN,
            List.of(),
            "",
            face.row(),
            null);
    return new Item(row, true, Map.of(), face.pixels());
  }

  /** The id of a row of the table. */
  static String id(long row) {
    return String.format(Locale.ROOT, "row%05d", row);
  }

  /** What FERPlus's majority says in FER2013's classes; unknown for contempt, which it lacks. */
  private static int truth(Ballot ballot) {
    int voted = ballot.decide(LabelRule.MAJORITY).label();
    if (voted == Sample.UNKNOWN) {
      return Sample.UNKNOWN;
    }
    return switch (LabelSet.FERPLUS8.name(voted)) {
      case "anger" -> LabelSet.FER2013.indexOf("angry");
      case "happiness" -> LabelSet.FER2013.indexOf("happy");
      case "sadness" -> LabelSet.FER2013.indexOf("sad");
      default -> LabelSet.FER2013.indexOf(LabelSet.FERPLUS8.name(voted));
    };
  }
}
