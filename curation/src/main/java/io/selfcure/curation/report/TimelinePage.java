package io.selfcure.curation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The expressions of a video's people over its time, as one page for people to look at. */
public final class TimelinePage {

  private static final double WIDTH = 1000;
  private static final double HEIGHT = 70;
  private static final double AXIS = 18;
  private static final int TICKS = 6;

  private TimelinePage() {}

  /** The page. */
  public static String html(Timeline time) {
    Html body = new Html();
    body.add(
        Section.open("facts", "What it is")
            .add(Section.table("Video and model", List.of("", ""), time.facts()))
            .close());
    Html people = Section.open("people", "People").add(legend(time));
    for (Timeline.Person p : time.people()) {
      people.add(person(time, p));
    }
    if (time.people().isEmpty()) {
      people.element("p", "Nobody was seen for a second or longer.");
    } else if (time.left() > 0) {
      people.add(
          Section.note(
              Num.count(time.left(), "more was", "more were")
                  + " seen for less than a second, or beyond the number that a page shows."));
    }
    return Page.of(
        "selfcure recognize",
        "Expressions in " + time.name(),
        Map.of(),
        body.add(people.close()),
        "A network's estimate of what faces show, not of what people feel.");
  }

  private static String colour(Timeline time, int c) {
    return String.format(Locale.ROOT, "#%06x", time.colours().get(c));
  }

  private static Html legend(Timeline time) {
    Html out = new Html().open("p");
    for (int c = 0; c < time.labels().size(); c++) {
      out.open("svg", "width", 12, "height", 12, "aria-hidden", "true")
          .empty("rect", "width", 12, "height", 12, "fill", colour(time, c))
          .close()
          .text(" " + time.labels().get(c) + "  ");
    }
    return out.close();
  }

  private static Html person(Timeline time, Timeline.Person p) {
    String said =
        String.format(
            Locale.ROOT,
            "%s to %s, %,d frames; %s",
            clock(p.from()),
            clock(p.to()),
            p.frames(),
            shares(time, p));
    Html out = new Html().element("h4", "Person " + p.id()).element("p", said);
    out.open(
        "svg",
        "viewBox",
        "0 0 " + Num.coordinate(WIDTH) + " " + Num.coordinate(HEIGHT + AXIS),
        "width",
        "100%",
        "role",
        "img",
        "aria-label",
        "Person " + p.id() + ": " + said);
    out.empty("rect", "width", WIDTH, "height", HEIGHT, "fill", "#808890", "fill-opacity", "0.12");
    areas(out, time, p);
    axis(out, time.seconds());
    return out.close();
  }

  /** Bars beside each other, each divided by the classes' probabilities. */
  private static void areas(Html out, Timeline time, Timeline.Person p) {
    double wide = p.step() / Math.max(time.seconds(), p.step()) * WIDTH;
    for (int c = 0; c < time.labels().size(); c++) {
      StringBuilder path = new StringBuilder();
      for (int b = 0; b < p.means().size(); b++) {
        double[] mean = p.means().get(b);
        if (mean.length > 0) {
          double below = 0;
          for (int k = 0; k < c; k++) {
            below += mean[k];
          }
          path.append(rectangle(b * wide, HEIGHT * below, wide, HEIGHT * mean[c]));
        }
      }
      if (path.length() > 0) {
        out.open("path", "d", path, "fill", colour(time, c))
            .element("title", time.labels().get(c))
            .close();
      }
    }
  }

  private static String rectangle(double x, double y, double w, double h) {
    return "M"
        + Num.coordinate(x)
        + " "
        + Num.coordinate(y)
        + "h"
        + Num.coordinate(w)
        + "v"
        + Num.coordinate(h)
        + "h-"
        + Num.coordinate(w)
        + "z";
  }

  private static void axis(Html out, double seconds) {
    for (int t = 0; t <= TICKS; t++) {
      String anchor = t == 0 ? "start" : t == TICKS ? "end" : "middle";
      out.element(
          "text",
          clock(seconds * t / TICKS),
          "class",
          "small",
          "x",
          WIDTH * t / TICKS,
          "y",
          HEIGHT + AXIS - 4,
          "text-anchor",
          anchor);
    }
  }

  /** The three classes with the greatest mean. */
  private static String shares(Timeline time, Timeline.Person p) {
    double[] sum = new double[time.labels().size()];
    int seen = 0;
    for (double[] mean : p.means()) {
      seen += mean.length > 0 ? 1 : 0;
      for (int c = 0; c < mean.length; c++) {
        sum[c] += mean[c];
      }
    }
    List<Integer> order = new ArrayList<>();
    for (int c = 0; c < sum.length; c++) {
      order.add(c);
    }
    order.sort((a, b) -> Double.compare(sum[b], sum[a]));
    List<String> words = new ArrayList<>();
    for (int c : order.subList(0, Math.min(3, order.size()))) {
      words.add(time.labels().get(c) + " " + Num.percent(sum[c] / Math.max(1, seen)));
    }
    return String.join(", ", words);
  }

  private static String clock(double seconds) {
    long whole = (long) seconds;
    return whole >= 3600
        ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%04.1f", whole / 60, seconds - whole / 60 * 60);
  }
}
