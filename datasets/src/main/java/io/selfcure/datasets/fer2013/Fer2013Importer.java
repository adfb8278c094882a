package io.selfcure.datasets.fer2013;

import io.selfcure.core.data.Card;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Imports FER2013, alone or with FERPlus's votes. Training becomes split train, PublicTest valid
 * and PrivateTest test. Votes are joined by row: 173 of FERPlus's rows have no picture name, and
 * four names occur twice.
 */
public final class Fer2013Importer {

  private static final String SOURCE =
      "FER2013: Goodfellow et al., Challenges in Representation Learning, ICONIP 2013";
  private static final String VOTES_SOURCE =
      "; labels FERPlus: Barsoum et al., Training Deep Networks for Facial Expression Recognition"
          + " with Crowd-Sourced Label Distribution, ICMI 2016";
  private static final String TERMS =
      "pictures: contest data without a clear licence, do not pass on";
  private static final String VOTES_TERMS = "; votes: MIT licence";

  private final Fer2013Options options;
  private final Map<String, int[]> counts = new LinkedHashMap<>();

  private Fer2013Importer(Fer2013Options options) {
    this.options = options;
  }

  /**
   * Imports.
   *
   * @param to the new data set
   * @throws DataException naming file and line when the tables are damaged or do not belong
   *     together
   */
  public static Dataset run(Fer2013Options options, Path to, Progress progress) {
    return new Fer2013Importer(options).run(to, progress);
  }

  private Dataset run(Path to, Progress progress) {
    LabelSet labels = options.rule().labels();
    try (FaceTable faces = new FaceTable(options.from());
        BallotTable ballots = options.votes() == null ? null : new BallotTable(options.votes());
        DatasetWriter writer = DatasetWriter.packed(to, labels, FaceTable.SIDE, FaceTable.SIDE, 1);
        Progress.Task task = progress.start("import", "rows", -1)) {
      for (FaceTable.Face face = faces.next(); face != null; face = faces.next()) {
        Ballot ballot = ballots == null ? null : ballot(faces, ballots, face);
        boolean kept = take(face, ballot, writer);
        int[] count = counts.computeIfAbsent(face.usage(), u -> new int[2]);
        count[0]++;
        count[1] += kept ? 1 : 0;
        task.advance(face.row() + 1, "");
      }
      if (ballots != null && ballots.next() != null) {
        throw new DataException(
            ballots.place(),
            "goes on after the last row of " + options.from(),
            "give the two tables that belong together, row by row");
      }
      report(progress);
      boolean voted = options.votes() != null;
      return writer.finish(
          options.rule() == LabelRule.FER2013 ? "FER2013" : "FERPlus",
          SOURCE + (voted ? VOTES_SOURCE : ""),
          TERMS + (voted ? VOTES_TERMS : ""),
          List.of(Card.step("import", "importer", "fer2013", "label-rule", options.rule().id())));
    }
  }

  private Ballot ballot(FaceTable faces, BallotTable ballots, FaceTable.Face face) {
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
          "is '"
              + CsvTable.abbreviated(ballot.usage())
              + "', but "
              + faces.place()
              + " is '"
              + face.usage()
              + "'",
          "give the two tables that belong together, row by row");
    }
    return ballot;
  }

  private boolean take(FaceTable.Face face, @Nullable Ballot ballot, DatasetWriter writer) {
    String id = String.format(Locale.ROOT, "row%05d", face.row());
    int label = face.label();
    List<Integer> votes = List.of();
    if (options.rule() != LabelRule.FER2013 && ballot != null) {
      Ballot.Verdict verdict = ballot.decide(options.rule());
      if (verdict.label() == Sample.UNKNOWN) {
        writer.skip(id, verdict.reason());
        return false;
      }
      label = verdict.label();
      votes = ballot.expressions();
    }
    int truth =
        options.rule() == LabelRule.FER2013 && ballot != null ? truth(ballot) : Sample.UNKNOWN;
    writer.add(
        new Sample(id, "", face.split(), label, truth, votes, "", face.row(), null), face.pixels());
    return true;
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

  /** Tells what was kept and how that compares with the published counts. */
  private void report(Progress progress) {
    counts.forEach(
        (usage, count) -> {
          Published.Counts published = Published.of(usage);
          int wanted = published.kept(options.rule());
          progress.say(
              String.format(
                  Locale.ROOT,
                  "%s: %,d of %,d rows kept%s%s",
                  usage,
                  count[1],
                  count[0],
                  count[0] == published.rows()
                      ? " (all published rows)"
                      : String.format(Locale.ROOT, " (published: %,d rows)", published.rows()),
                  wanted < 0
                      ? ""
                      : count[1] == wanted
                          ? ", as published for this rule"
                          : String.format(
                              Locale.ROOT, ", BUT %,d are published for this rule", wanted)));
        });
  }
}
