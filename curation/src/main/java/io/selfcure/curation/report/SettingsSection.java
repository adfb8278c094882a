package io.selfcure.curation.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of a run, those that are not the defaults marked, and where its numbers come from.
 */
final class SettingsSection {

  /** The first setting of each group, in the order of {@code config.yaml}. */
  private static final Map<String, String> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("mode", "Training");
    GROUPS.put("input-size", "Network");
    GROUPS.put("importance-weighting", "Objective");
    GROUPS.put("average-weights", "Evidence");
    GROUPS.put("optimizer", "Optimisation");
    GROUPS.put("augment", "Augmentation");
  }

  private SettingsSection() {}

  static Html of(RunData run, Map<String, String> defaults, String id) {
    Html out = Section.open(id, "Settings and provenance");
    out.add(
        Section.note(
            "● marks what differs from the defaults of the mode and augmentation preset."));
    out.open("div", "class", "columns");
    List<Map.Entry<String, String>> group = new ArrayList<>();
    String title = "Settings";
    for (Map.Entry<String, String> e : run.settings().entrySet()) {
      String next = GROUPS.get(e.getKey());
      if (next != null) {
        addGroup(out, title, group, defaults);
        group.clear();
        title = next;
      }
      group.add(e);
    }
    addGroup(out, title, group, defaults);
    out.close();
    if (!run.origin().isEmpty()) {
      List<List<String>> lines = new ArrayList<>();
      run.origin().forEach((k, v) -> lines.add(List.of(k, v)));
      out.open("div", "class", "origin")
          .add(Section.table("Provenance", List.of("what", "value"), lines))
          .close();
    }
    return out.close();
  }

  private static void addGroup(
      Html out, String title, List<Map.Entry<String, String>> group, Map<String, String> defaults) {
    if (group.isEmpty()) {
      return;
    }
    out.open("table", "class", "settings").element("caption", title).open("tbody");
    for (Map.Entry<String, String> e : group) {
      String usual = defaults.getOrDefault(e.getKey(), e.getValue());
      boolean other = !same(usual, e.getValue());
      out.open("tr", "class", other ? "other" : "usual");
      out.element("th", (other ? "● " : "") + e.getKey(), "scope", "row");
      out.open("td").text(e.getValue().isEmpty() ? Num.NONE : e.getValue());
      if (other) {
        out.element("small", "default " + (usual.isEmpty() ? "none" : usual));
      }
      out.close().close();
    }
    out.close().close();
  }

  /** Equal as text or as numbers. */
  static boolean same(String a, String b) {
    if (a.equals(b)) {
      return true;
    }
    try {
      return Double.compare(Double.parseDouble(a), Double.parseDouble(b)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
