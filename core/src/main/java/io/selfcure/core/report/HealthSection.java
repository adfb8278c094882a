package io.selfcure.core.report;

import io.selfcure.core.run.RunEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The health monitor's verdict. */
final class HealthSection {

  /** Alarms by name, in words. */
  private static final Map<String, String> WATCHED = new LinkedHashMap<>();

  static {
    WATCHED.put("weights-collapsed", "the importance weights become one value");
    WATCHED.put("rank-loss-idle", "the rank loss does nothing");
    WATCHED.put("relabelling-too-much", "too many labels change in one epoch");
    WATCHED.put("labels-flipping", "labels change back and forth");
    WATCHED.put(
        "loss-rising-since-relabelling", "the validation loss rises since labels are changed");
    WATCHED.put("class-dying-out", "a class loses its samples to others");
    WATCHED.put("not-learning", "the loss is no better than guessing");
    WATCHED.put("learning-rate-too-high", "the loss leaps instead of falling");
    WATCHED.put("diverged", "a loss or weight is not finite");
  }

  private HealthSection() {}

  static Html of(RunData run, String id) {
    Html out = Section.open(id, "Health");
    int n = 0;
    for (RunEvent e : run.events()) {
      n++;
      out.open("div", "class", "alarm-box", "role", "note");
      out.open("p")
          .element("strong", "⚠ Alarm " + n + ": " + name(e))
          .text(" · epoch " + e.epoch())
          .close();
      out.element("p", sentence(e.finding()));
      out.open("p").element("b", "Remedy: ").text(sentence(e.remedy())).close();
      out.close();
    }
    if (run.events().isEmpty()) {
      out.open("p", "class", "well")
          .element("strong", "✓ No alarms")
          .text(
              run.epochs() == 0
                  ? " so far."
                  : " in " + Num.count(run.epochs(), "epoch.", "epochs."))
          .close();
    }
    List<String> quiet = new ArrayList<>();
    WATCHED.forEach(
        (name, words) -> {
          if (run.events().stream().noneMatch(e -> e.event().equals(name))) {
            quiet.add(name + " (" + words + ")");
          }
        });
    out.open("details").element("summary", "What is watched");
    out.open("p", "class", "note")
        .text("After each epoch, without a finding here: " + String.join("; ", quiet) + ".")
        .close();
    return out.close().close();
  }

  private static String name(RunEvent e) {
    return e.event().replace('-', ' ');
  }

  private static String sentence(String text) {
    if (text.isBlank()) {
      return Num.NONE;
    }
    String end = text.endsWith(".") ? "" : ".";
    return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1) + end;
  }
}
