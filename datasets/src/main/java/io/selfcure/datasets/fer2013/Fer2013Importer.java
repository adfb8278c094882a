package io.selfcure.datasets.fer2013;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * FER2013, as the contest's table or as the folders of pictures that others made of it; with
 * FERPlus's votes where they are given.
 */
public final class Fer2013Importer implements Importer {

  static final String SOURCE =
      "FER2013: Goodfellow et al., Challenges in Representation Learning, ICONIP 2013";
  static final String TERMS = "pictures: contest data without a clear licence, do not pass on";

  private static final List<SetInfo.Option> OPTIONS =
      List.of(
          new SetInfo.Option("votes", "FILE", "FERPlus's fer2013new.csv, for the table's rows."),
          new SetInfo.Option(
              "label-rule",
              "RULE",
              "majority, plurality, votes or fer2013. Default: majority with {votes}, else"
                  + " fer2013.",
              LabelRule.ids()));

  @Override
  public SetInfo info() {
    return new SetInfo(
        "fer2013",
        "FER2013",
        "fer2013.csv, icml_face_data.csv, train.csv or test.csv, plain or .gz, or a directory with"
            + " one; or {train,test}/<emotion>/Training_N.jpg",
        SOURCE,
        TERMS,
        OPTIONS);
  }

  @Override
  public SetInfo info(Request request) {
    return rule(request) == LabelRule.FER2013 ? info() : new FerPlusImporter().info();
  }

  private static LabelRule rule(Request request) {
    return LabelRule.of(
        request, request.option("votes") == null ? LabelRule.FER2013 : LabelRule.MAJORITY);
  }

  @Override
  public @Nullable String recognise(Clues place) {
    Path table = Tables.of(place.from());
    if (table != null && Tables.votes(place.from()) == null) {
      return Tables.isFaces(table) && !CkExtended.is(table)
          ? table.getFileName() + " has a column of pixels"
          : null;
    }
    return place.named(
        "/(angry|disgust|fear|happy|neutral|sad|surprise)/(Training|PublicTest|PrivateTest)_\\d+\\.",
        "angry/Training_1.jpg");
  }

  @Override
  public Reading open(Request request) {
    String votes = request.option("votes");
    LabelRule rule = rule(request);
    Path table = Tables.of(request.from());
    if (table == null) {
      if (votes != null || rule != LabelRule.FER2013) {
        throw new UsageException(
            votes == null ? "{label-rule}" : "{votes}",
            "votes belong to rows of a table, and "
                + Wording.value(request.from())
                + " holds pictures",
            "leave it out, or give the table fer2013.csv");
      }
      return Fer2013Pictures.open(request.directory());
    }
    return open(table, votes == null ? null : Path.of(votes), rule);
  }

  /** Opens the table, with the votes that belong to its rows. */
  static Reading open(Path table, @Nullable Path votes, LabelRule rule) {
    if (rule != LabelRule.FER2013 && votes == null) {
      throw new UsageException(
          "{label-rule}",
          rule.id() + " needs FERPlus's votes",
          "add {votes} fer2013new.csv, or choose {label-rule=fer2013}");
    }
    return new TableReading(table, votes, rule).reading();
  }

  /** Finds the tables in a place. */
  static final class Tables {
    private static final List<String> PICTURES =
        List.of("fer2013.csv", "fer2013.csv.gz", "icml_face_data.csv", "icml_face_data.csv.gz");

    private static final List<String> TRAINING = List.of("train.csv", "train.csv.gz");

    private Tables() {}

    /**
     * The place itself where it is a file, else a table of pictures in it or one directory down,
     * else null. A train.csv, whose name says little, must have pixels.
     */
    static @Nullable Path of(Path from) {
      if (Files.isRegularFile(from)) {
        return from;
      }
      for (String name : PICTURES) {
        Path table = in(from, name);
        if (table != null) {
          return table;
        }
      }
      return TRAINING.stream()
          .map(name -> in(from, name))
          .filter(table -> table != null && isFaces(table))
          .findFirst()
          .orElse(null);
    }

    private static @Nullable Path in(Path from, String name) {
      Path base = Walk.base(from, name);
      return base != null && Files.isRegularFile(base.resolve(name)) ? base.resolve(name) : null;
    }

    /** Whether a file is named as one of the contest's, so that its codes are known. */
    static boolean isNamedAsOfficial(Path file) {
      String name = Walk.name(file).toLowerCase(Locale.ROOT);
      return PICTURES.contains(name) || TRAINING.contains(name) || name.contains("fer2013");
    }

    private static boolean isFaces(Path file) {
      try (FaceTable faces = new FaceTable(file)) {
        return true;
      } catch (DataException e) {
        return false;
      }
    }

    /** The table of votes in a directory or one down, else null. */
    static @Nullable Path votes(Path from) {
      return in(from, "fer2013new.csv");
    }
  }
}
