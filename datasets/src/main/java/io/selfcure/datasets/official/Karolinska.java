package io.selfcure.datasets.official;

import io.selfcure.core.data.LabelSet;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.SetInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * KDEF and its averages. Names are read by position: {@code AF01AFS.JPG} is session A, female, 01,
 * afraid, straight; "AF" stands twice in it for two things.
 */
final class Karolinska {

  private static final List<String> CODES = List.of("AF", "AN", "DI", "HA", "NE", "SA", "SU");
  private static final LabelSet LABELS =
      LabelSet.of("afraid", "angry", "disgusted", "happy", "neutral", "sad", "surprised");
  private static final Map<String, String> VIEWS =
      Map.of(
          "FL", "full-left",
          "HL", "half-left",
          "S", "straight",
          "HR", "half-right",
          "FR", "full-right");
  private static final String EXPRESSION_AND_VIEW = "(AF|AN|DI|HA|NE|SA|SU)(FL|HL|S|HR|FR)\\.JPE?G";
  private static final String TERMS =
      "non-commercial research; never passed on in any form without written consent";

  private Karolinska() {}

  static Importer kdef() {
    return NamedFiles.of(
        new SetInfo(
            "kdef",
            "KDEF",
            "KDEF/AF01/AF01AFS.JPG: session, sex, number, expression, view",
            "kdef.se; Lundqvist, Flykt and Öhman, The Karolinska Directed Emotional Faces, 1998",
            TERMS),
        LABELS,
        Expected.pictures(4900).classes(null, 700, 700, 700, 700, 700, 700, 700),
        "AF01AFS.JPG",
        "([AB])([FM])(\\d\\d)" + EXPRESSION_AND_VIEW,
        (path, m) ->
            Item.of(path, label(m.group(4)))
                .of(upper(m.group(2)) + m.group(3))
                .saying(
                    Map.of(
                        "session",
                        upper(m.group(1)),
                        "sex",
                        sex(m.group(2)),
                        "view",
                        view(m.group(5)))));
  }

  static Importer akdef() {
    return NamedFiles.of(
        new SetInfo(
            "akdef",
            "AKDEF",
            "AKDEF/FAFFL.JPG: sex, expression, view; averages over all people of KDEF",
            "kdef.se; Lundqvist and Litton, The Averaged Karolinska Directed Emotional Faces, 1998",
            TERMS),
        LABELS,
        Expected.pictures(70).classes(null, 10, 10, 10, 10, 10, 10, 10),
        "FAFFL.JPG",
        "([FM])" + EXPRESSION_AND_VIEW,
        (path, m) ->
            Item.of(path, label(m.group(2)))
                .of("average " + sex(m.group(1)))
                .saying(Map.of("sex", sex(m.group(1)), "view", view(m.group(3)))));
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static int label(String code) {
    return CODES.indexOf(upper(code));
  }

  private static String sex(String letter) {
    return upper(letter).equals("F") ? "female" : "male";
  }

  private static String view(String code) {
    return VIEWS.getOrDefault(upper(code), "");
  }
}
