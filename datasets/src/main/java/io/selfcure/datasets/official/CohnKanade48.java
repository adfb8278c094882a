package io.selfcure.datasets.official;

import io.selfcure.core.data.LabelSet;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.SetInfo;
import java.util.Locale;
import java.util.Map;

/** CK+48: the last three frames of CK+'s labelled sequences, cut out at 48 x 48. */
final class CohnKanade48 {

  private static final LabelSet LABELS =
      LabelSet.of("anger", "contempt", "disgust", "fear", "happy", "sadness", "surprise");

  private CohnKanade48() {}

  static Importer ck48() {
    return NamedFiles.of(
        new SetInfo(
            "ck48",
            "CK+48",
            "CK+48/anger/S010_004_00000017.png: class, then subject, session, frame",
            "made by others of CK+; Lucey et al., The Extended Cohn-Kanade Dataset, CVPRW 2010",
            CohnKanade.TERMS),
        LABELS,
        Expected.pictures(981).classes(null, 135, 54, 177, 75, 207, 84, 249),
        "anger/S010_004_00000017.png",
        "(" + String.join("|", LABELS.names()) + ")/(S\\d{3})_(\\d{3})_(\\d{8})\\.png",
        (path, m) ->
            Item.of(path, LABELS.indexOf(m.group(1).toLowerCase(Locale.ROOT)))
                .of(m.group(2).toUpperCase(Locale.ROOT))
                .saying(Map.of("session", m.group(3), "frame", Integer.valueOf(m.group(4)))));
  }
}
