package io.selfcure.datasets.official;

import io.selfcure.core.data.LabelSet;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.SetInfo;
import java.util.Locale;
import java.util.Map;

/** RaFD: camera, model, people, sex, expression and gaze in the name. */
final class Radboud {

  private static final LabelSet LABELS =
      LabelSet.of(
          "angry", "contemptuous", "disgusted", "fearful", "happy", "neutral", "sad", "surprised");

  private Radboud() {}

  static Importer rafd() {
    return NamedFiles.of(
        new SetInfo(
            "rafd",
            "RaFD",
            "Rafd090_28_Caucasian_male_angry_frontal.jpg: camera, model, people, sex, expression,"
                + " gaze",
            "rafd.socsci.ru.nl; Langner et al., Presentation and validation of the Radboud Faces"
                + " Database, Cognition and Emotion 2010",
            "signed agreement, research only"),
        LABELS,
        Expected.pictures(8040).classes(null, 1005, 1005, 1005, 1005, 1005, 1005, 1005, 1005),
        "Rafd090_28_Caucasian_male_angry_frontal.jpg",
        "Rafd(000|045|090|135|180)_(\\d\\d)_(Caucasian|Moroccan|Kid)_(female|male)_("
            + String.join("|", LABELS.names())
            + ")_(left|frontal|right)\\.jpe?g",
        (path, m) ->
            Item.of(path, LABELS.indexOf(lower(m.group(5))))
                .of(m.group(2))
                .saying(
                    Map.of(
                        "camera",
                        Integer.valueOf(m.group(1)),
                        "people",
                        m.group(3),
                        "sex",
                        lower(m.group(4)),
                        "gaze",
                        lower(m.group(6)))));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
