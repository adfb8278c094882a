package io.selfcure.datasets.fer2013;

import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** FERPlus: its votes on FER2013's table, or its own folders of pictures with label.csv. */
public final class FerPlusImporter implements Importer {

  private static final List<SetInfo.Option> OPTIONS =
      List.of(
          new SetInfo.Option(
              "votes",
              "FILE",
              "fer2013new.csv. Default: the one in the directory. With pictures it corrects label.csv"
                  + " and tells the rows of FER2013's table."),
          new SetInfo.Option(
              "label-rule",
              "RULE",
              "majority, plurality or votes. Default: majority.",
              List.of("majority", "plurality", "votes")));

  @Override
  public SetInfo info() {
    return new SetInfo(
        "ferplus",
        "FERPlus",
        "a directory with fer2013.csv and fer2013new.csv; or FER2013{Train,Valid,Test}/ with"
            + " fer0000000.png and label.csv",
        Fer2013Importer.SOURCE
            + "; labels FERPlus: Barsoum et al., Training Deep Networks for Facial Expression"
            + " Recognition with Crowd-Sourced Label Distribution, ICMI 2016",
        Fer2013Importer.TERMS + "; votes: MIT licence",
        OPTIONS);
  }

  @Override
  public @Nullable String recognise(Clues place) {
    if (Walk.base(place.from(), FerPlusPictures.TRAIN + "/label.csv") != null) {
      return "has " + FerPlusPictures.TRAIN + "/label.csv";
    }
    Path table = Fer2013Importer.Tables.of(place.from());
    return table != null && Fer2013Importer.Tables.votes(place.from()) != null
        ? "has the tables " + table.getFileName() + " and fer2013new.csv"
        : null;
  }

  @Override
  public Reading open(Request request) {
    LabelRule rule = LabelRule.of(request, LabelRule.MAJORITY);
    String named = request.option("votes");
    Path table = Fer2013Importer.Tables.of(request.from());
    if (table != null) {
      Path votes = named == null ? Fer2013Importer.Tables.votes(request.from()) : Path.of(named);
      return Fer2013Importer.open(table, votes, rule);
    }
    Path base = Walk.base(request.from(), FerPlusPictures.TRAIN);
    if (base != null) {
      Path beside = Fer2013Importer.Tables.votes(base);
      Path votes = beside == null ? Fer2013Importer.Tables.votes(request.from()) : beside;
      return FerPlusPictures.open(
          request.directory(), base, named == null ? votes : Path.of(named), rule);
    }
    throw new DataException(
        request.from().toString(),
        "has neither fer2013.csv nor the directory " + FerPlusPictures.TRAIN,
        "give " + info().expects());
  }
}
