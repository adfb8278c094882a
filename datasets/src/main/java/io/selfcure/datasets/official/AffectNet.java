package io.selfcure.datasets.official;

import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.LabelMap;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Unread;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * AffectNet, manually annotated, or where that is not there by a network: the first release with
 * its lists, the later one with arrays, or a re-pack with a corrected table.
 */
final class AffectNet implements Importer {

  static final String ARRAYS = "train_set/annotations";

  private static final List<String> LISTS =
      List.of("training.csv", "Manually_Annotated_file_lists/training.csv");

  /** Those of the pictures that nobody looked at. */
  private static final List<String> AUTOMATIC =
      List.of(
          "automatically_annotated.csv",
          "Automatically_annotated_file_list/automatically_annotated.csv");

  @Override
  public SetInfo info() {
    return new SetInfo(
        "affectnet",
        "AffectNet",
        "Manually_Annotated_Images/ with training.csv and validation.csv; or"
            + " Automatically_Annotated_Images/ with automatically_annotated.csv; or {train_set,val_set}/"
            + " with images/0.jpg and annotations/0_{exp,val,aro,lnd}.npy; or folders with labels.csv:"
            + " pth,label,relFCs",
        "mohammadmahoor.com/affectnet; Mollahosseini, Hasani and Mahoor, AffectNet, IEEE"
            + " Transactions on Affective Computing 2019",
        "signed agreement, research only");
  }

  @Override
  public @Nullable String recognise(Clues place) {
    if (place.has(ARRAYS)) {
      return "has the directory " + ARRAYS;
    }
    Path table = AffectNetTable.find(place.from());
    if (table != null) {
      return Walk.name(table) + " has the columns pth, label and relFCs";
    }
    Path list = list(place.from(), LISTS);
    if (list == null) {
      list = list(place.from(), AUTOMATIC);
    }
    return list != null && AffectNetLists.isList(list)
        ? list.getFileName() + " has AffectNet's columns"
        : null;
  }

  private static @Nullable Path list(Path from, List<String> lists) {
    for (String list : lists) {
      Path base = Walk.base(from, list);
      if (base != null) {
        return base.resolve(list);
      }
    }
    return null;
  }

  @Override
  public Reading open(Request request) {
    Path root = request.directory();
    Unread.refuse(root);
    Path base = Walk.base(root, ARRAYS);
    if (base != null) {
      return new Reading(
          LabelMap.AFFECTNET8,
          root,
          Expected.NOTHING.split(Split.TRAIN, 287_651).split(Split.VALID, 3999),
          sink -> AffectNetArrays.each(root, base, sink));
    }
    Path table = AffectNetTable.find(root);
    if (table != null) {
      return new Reading(
          LabelMap.AFFECTNET8,
          root,
          Expected.NOTHING,
          sink -> AffectNetTable.each(root, table, sink));
    }
    Path list = list(root, LISTS);
    Path automatic = list(root, AUTOMATIC);
    if (list == null && automatic != null) {
      return new Reading(
          LabelMap.AFFECTNET8,
          root,
          Expected.NOTHING,
          sink -> {
            sink.note("the labels are a network's: nobody looked at these pictures");
            AffectNetLists.each(root, automatic, Split.TRAIN, sink);
          });
    }
    if (list == null) {
      throw new DataException(
          root.toString(),
          "has neither training.csv nor " + ARRAYS,
          "give the directory of " + info().expects());
    }
    Map<Path, Split> lists = new LinkedHashMap<>();
    lists.put(list, Split.TRAIN);
    lists.put(list.resolveSibling("validation.csv"), Split.VALID);
    return new Reading(
        LabelMap.AFFECTNET8,
        root,
        Expected.NOTHING
            .split(Split.TRAIN, 287_651)
            .split(Split.VALID, 4000)
            .classes(Split.TRAIN, 74_874, 134_415, 25_459, 14_090, 6378, 3803, 24_882, 3750)
            .classes(Split.VALID, 500, 500, 500, 500, 500, 500, 500, 500),
        sink -> lists.forEach((file, split) -> AffectNetLists.each(root, file, split, sink)));
  }
}
