package io.selfcure.curation.report;

import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.ledger.LedgerSnapshot;
import io.selfcure.curation.ledger.LedgerSnapshot.Entry;
import io.selfcure.curation.ledger.Observations;
import io.selfcure.curation.ledger.Relabelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Contact sheets: the faces of least and greatest weight, the most doubted and the relabelled. */
final class FacesSection {

  private final LedgerSnapshot ledger;
  private final Faces.Album album;
  private final int most;
  private final Observations seen;

  private FacesSection(LedgerSnapshot ledger, Faces.Album album, int most) {
    this.ledger = ledger;
    this.album = album;
    this.most = most;
    this.seen = ledger.observations();
  }

  /**
   * The section.
   *
   * @param most faces on a sheet
   */
  static Html of(RunData run, Faces faces, int most, Wording wording, String id) {
    Html out = Section.open(id, "Faces");
    LedgerSnapshot ledger = run.ledger();
    if (ledger == null || ledger.epoch() == 0) {
      return out.add(Section.paragraph("The ledger holds no epoch yet.")).close();
    }
    Faces.Album album;
    try {
      album = faces.open(run.folder());
    } catch (SelfcureException e) {
      out.open("p", "class", "warning")
          .text("The pictures cannot be shown. " + e.told(wording))
          .close();
      return out.close();
    }
    out.add(
        Section.note(
            "Epoch "
                + ledger.epoch()
                + ". Each face with its weight α where the network gives one, the probability p of"
                + " its given label, and its labels. ✗ and a broken frame: the given label is known"
                + " to be wrong; ✓: known to be right."));
    new FacesSection(ledger, album, most).sheets(out);
    return out.close();
  }

  private void sheets(Html out) {
    boolean weights = DoubtSection.hasAlpha(ledger);
    Comparator<Integer> byProbability = Comparator.comparingDouble(i -> seen.pGiven(i));
    Comparator<Integer> byWeight = Comparator.comparingDouble(i -> seen.alpha(i));
    if (weights) {
      sheet(out, "Lowest weight", pick(byWeight));
      sheet(out, "Highest weight", pick(byWeight.reversed()));
    }
    sheet(out, "Most doubted: lowest probability of the given label", pick(byProbability));
    if (!weights) {
      sheet(
          out,
          "Least doubted: highest probability of the given label",
          pick(byProbability.reversed()));
    }
    sheet(out, "Relabelled, the clearest changes", relabelled());
  }

  private List<Integer> pick(Comparator<Integer> order) {
    return IntStream.range(0, seen.size())
        .filter(seen::seen)
        .boxed()
        .sorted(order.thenComparing(Comparator.naturalOrder()))
        .limit(most)
        .toList();
  }

  /** Samples with another label than the given one, by how clearly the new label won. */
  private List<Integer> relabelled() {
    Map<Integer, Double> margins = new LinkedHashMap<>();
    for (Relabelling r : ledger.changes()) {
      if (ledger.samples().get(r.position()).changed()) {
        margins.put(r.position(), (double) r.pTo() - r.pFrom());
      }
    }
    return margins.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .limit(most)
        .toList();
  }

  private void sheet(Html out, String title, List<Integer> positions) {
    if (positions.isEmpty()) {
      return;
    }
    out.open("div", "class", "sheet")
        .element("h4", title)
        .element("p", counted(positions), "class", "note");
    out.open("ul", "class", "faces");
    for (int position : positions) {
      face(out, position);
    }
    out.close().close();
  }

  private String counted(List<Integer> positions) {
    List<Entry> entries = positions.stream().map(ledger.samples()::get).toList();
    long known = entries.stream().filter(Entry::known).count();
    long wrong = entries.stream().filter(Entry::wrong).count();
    long cured = entries.stream().filter(e -> e.changed() && e.current() == e.truth()).count();
    long changed = entries.stream().filter(Entry::changed).count();
    String text = Num.count(entries.size(), "face", "faces");
    if (known > 0) {
      text += "; " + Num.count(wrong) + " with a wrong given label";
    }
    if (changed > 0) {
      text += "; " + Num.count(changed) + " relabelled";
      text += known > 0 ? ", " + Num.count(cured) + " of them rightly" : "";
    }
    return text + ".";
  }

  private void face(Html out, int position) {
    Entry e = ledger.samples().get(position);
    String status = !e.known() ? "unknown" : e.wrong() ? "wrong" : "right";
    out.open("li", "class", "face " + status);
    out.add(Section.picture(album, e.id()));
    out.open("div", "class", "numbers");
    if (!Float.isNaN(seen.alpha(position))) {
      out.element("b", "α " + Num.Format.SHORT.of(seen.alpha(position)));
    }
    if (seen.seen(position)) {
      out.element("span", "p " + Num.Format.SHORT.of(seen.pGiven(position)));
    }
    out.close().open("dl");
    line(out, "given", mark(e, e.given()) + name(e.given()));
    if (e.changed()) {
      line(out, "now", mark(e, e.current()) + name(e.current()));
    }
    if (seen.seen(position)) {
      line(out, "sees", name(seen.predicted(position)));
    }
    if (e.known()) {
      line(out, "true", name(e.truth()));
    }
    out.close().element("div", e.id(), "class", "id", "title", e.id()).close();
  }

  private static String mark(Entry e, int label) {
    return !e.known() ? "" : e.truth() == label ? "✓ " : "✗ ";
  }

  private String name(int label) {
    return ledger.labels().name(label);
  }

  private static void line(Html out, String name, String value) {
    out.open("div").element("dt", name).element("dd", value, "title", value).close();
  }

  /** Faces on a sheet so that a report of {@code runs} runs stays small. */
  static int most(int runs) {
    List<Integer> sizes = new ArrayList<>(List.of(24, 24, 24, 18));
    return runs < sizes.size() ? sizes.get(runs) : Math.max(6, 48 / runs);
  }
}
