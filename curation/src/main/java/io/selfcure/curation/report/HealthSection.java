package io.selfcure.curation.report;

import io.selfcure.core.error.Wording;
import io.selfcure.curation.run.AlarmKind;
import io.selfcure.curation.run.Facts;
import io.selfcure.curation.run.RunEvent;
import java.util.ArrayList;
import java.util.List;

/** The health monitor's verdict. */
final class HealthSection {

  private HealthSection() {}

  static Html of(RunData run, Wording wording, String id) {
    Html out = Section.open(id, "Health");
    if (run.events().size() > 1) {
      out.add(
          Section.note(
              "Causes come first: who mends the first alarm often needs to mend no other."));
    }
    int n = 0;
    for (RunEvent e : run.events()) {
      n++;
      out.open("div", "class", "alarm-box", "role", "note");
      out.open("p")
          .element("strong", "⚠ Alarm " + n + ": " + name(e))
          .text(" · epoch " + e.epoch())
          .close();
      out.element("p", sentence(e.finding()));
      if (AlarmKind.isOver(e, run.skill())) {
        out.element("p", "Since then the network has learned: this alarm is over.");
      }
      out.open("p").element("b", "Remedy: ").text(sentence(wording.render(e.remedy()))).close();
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
    out.open("details").element("summary", "What is watched");
    out.open("p", "class", "note").text(watched(run)).close();
    return out.close().close();
  }

  /** The alarms that watch this run and were not raised. */
  private static String watched(RunData run) {
    Facts facts = run.facts();
    if (facts == null) {
      return "Which alarms watch this run is not recorded in it.";
    }
    List<String> quiet = new ArrayList<>();
    for (String id : facts.alarms()) {
      if (run.events().stream().noneMatch(e -> e.event().equals(id))) {
        AlarmKind kind = AlarmKind.of(id);
        quiet.add(kind == null ? id : id + " (" + kind.words() + ")");
      }
    }
    return quiet.isEmpty()
        ? "Each alarm that watches this run was raised."
        : "After each epoch, without a finding here: " + String.join("; ", quiet) + ".";
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
