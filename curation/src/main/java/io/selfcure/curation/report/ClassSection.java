package io.selfcure.curation.report;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.audit.Audit;
import io.selfcure.curation.audit.ConfidentLearning;
import io.selfcure.curation.audit.Finding;
import io.selfcure.curation.audit.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What was found in each class, and which class is taken for which. */
final class ClassSection {

  private final Wording wording;
  private final Audit audit;
  private final LabelSet classes;
  private final ConfidentLearning joint;

  ClassSection(AuditReport report, Wording wording) {
    this.wording = wording;
    this.audit = report.audit();
    this.classes = audit.evidence().classes();
    this.joint = audit.joint();
  }

  Html html(String id) {
    List<List<String>> lines = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      lines.add(line(c));
    }
    List<String> unknown =
        IntStream.range(0, classes.size())
            .filter(this::mostlyDoubted)
            .mapToObj(classes::name)
            .toList();
    Html out = Section.open(id, "Classes");
    if (!unknown.isEmpty()) {
      out.element(
          "p",
          "More than half of the labels of "
              + String.join(", ", unknown)
              + " look wrong. It is likelier that the network has not learned "
              + (unknown.size() == 1 ? "this class" : "these classes")
              + wording.render(
                  ": judge some of them yourself before you cure, or train longer, or with"
                      + " {sampler=balanced}."),
          "class",
          "warning");
    }
    return out.add(
            Section.table(
                "By given label. Estimated wrong: by confident learning",
                List.of(
                    "class",
                    "labels",
                    "mislabelled",
                    "ambiguous",
                    "bad image",
                    "estimated wrong",
                    "labels after the automatic cure"),
                lines))
        .add(HeatTable.of(transition()))
        .add(
            Section.note(
                "An estimate from the probabilities alone. Networks that are often unsure make it"
                    + " too high, networks that know their labels by heart too low."))
        .close();
  }

  private List<Finding> given(int c) {
    return audit.findings().stream().filter(f -> f.sample().label() == c).toList();
  }

  private boolean mostlyDoubted(int c) {
    List<Finding> given = given(c);
    return 2 * given.stream().filter(f -> f.queue() == Queue.MISLABELLED).count() > given.size();
  }

  private List<String> line(int c) {
    List<Finding> given = given(c);
    List<String> line = new ArrayList<>(List.of(classes.name(c), Num.count(given.size())));
    for (Queue queue : List.of(Queue.MISLABELLED, Queue.AMBIGUOUS, Queue.BAD_IMAGE)) {
      long n = given.stream().filter(f -> f.queue() == queue).count();
      line.add(Num.count(n) + " (" + Num.percent((double) n / given.size()) + ")");
    }
    double all = 0;
    for (int t = 0; t < classes.size(); t++) {
      all += joint.joint(c, t);
    }
    line.add(Num.percent(1 - joint.joint(c, c) / all));
    line.add(Num.count(audit.findings().stream().filter(f -> f.cured() == c).count()));
    return line;
  }

  private HeatTable.Content transition() {
    List<List<Double>> shares = new ArrayList<>();
    List<List<Long>> counts = new ArrayList<>();
    List<Long> sums = new ArrayList<>();
    for (int t = 0; t < classes.size(); t++) {
      List<Double> share = new ArrayList<>();
      List<Long> count = new ArrayList<>();
      double all = 0;
      for (int g = 0; g < classes.size(); g++) {
        share.add(joint.transition(t, g));
        count.add(Math.round(joint.joint(g, t) * audit.evidence().size()));
        all += joint.joint(g, t);
      }
      shares.add(share);
      counts.add(count);
      sums.add(Math.round(all * audit.evidence().size()));
    }
    return new HeatTable.Content(
        "Estimated noise: which class is labelled as which",
        "Rows: estimated true class. Columns: given label. Each cell: share of the row",
        "true \\ given",
        classes.names(),
        shares,
        counts,
        sums,
        "samples",
        "labelled as");
  }
}
