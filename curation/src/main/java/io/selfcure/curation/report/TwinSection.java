package io.selfcure.curation.report;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.pictures.PictureChecks.Group;
import java.util.List;

/** Equal and nearly equal pictures with different labels, side by side. */
final class TwinSection {

  private static final int MOST = 24;
  private static final int MOST_IN_GROUP = 6;

  private TwinSection() {}

  static Html of(AuditReport report, String id) {
    List<Group> all = report.pictures().groups();
    List<Group> conflicts = all.stream().filter(Group::conflicting).toList();
    long leaks = all.stream().filter(Group::acrossSplits).count();
    Html out = Section.open(id, "Twins");
    out.add(
        Section.note(
            Num.count(all.size(), "group", "groups")
                + " of equal or nearly equal pictures. "
                + Num.count(conflicts.size())
                + " of them have different labels; "
                + Num.count(leaks, "lies", "lie")
                + " in more than one split, so that what is tested on was trained on."
                + " twins.csv lists them all."));
    part(out, report, "Different labels, across splits", conflicts, true);
    part(out, report, "Different labels, within a split", conflicts, false);
    List<Group> same = all.stream().filter(g -> !g.conflicting()).toList();
    part(out, report, "The same label, across splits", same, true);
    return out.close();
  }

  private static void part(
      Html out, AuditReport report, String title, List<Group> all, boolean across) {
    List<Group> groups = all.stream().filter(g -> g.acrossSplits() == across).toList();
    if (groups.isEmpty()) {
      return;
    }
    List<Group> shown = groups.subList(0, Math.min(MOST, groups.size()));
    out.open("div", "class", "sheet").element("h4", title);
    out.add(
        Section.note(
            shown.size() == groups.size()
                ? "All " + Num.count(groups.size()) + "."
                : "The first " + shown.size() + " of " + Num.count(groups.size()) + "."));
    out.open("div", "class", "twins");
    shown.forEach(g -> group(out, report, g));
    out.close().close();
  }

  private static void group(Html out, AuditReport report, Group group) {
    LabelSet classes = report.audit().evidence().classes();
    out.open("ul", "class", "twin");
    group.samples().stream()
        .limit(MOST_IN_GROUP)
        .forEach(
            s -> {
              out.open("li", "class", "face");
              Faces.Album album = report.album();
              if (album != null) {
                out.add(Section.picture(album, s.id()));
              }
              String label = s.label() == Sample.UNKNOWN ? "no label" : classes.name(s.label());
              out.element("b", label, "title", label)
                  .element("span", s.split().id())
                  .element("div", s.id(), "class", "id", "title", s.id())
                  .close();
            });
    int more = group.samples().size() - MOST_IN_GROUP;
    if (more > 0) {
      out.element("li", "and " + Num.count(more) + " more", "class", "more");
    }
    out.close();
  }
}
