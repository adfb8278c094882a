package io.selfcure.curation.report;

import io.selfcure.curation.report.Validation.Bin;
import java.util.List;

/** How sure the network is against how often it is right, with the number of samples beneath. */
final class ReliabilityChart {

  private static final double HEIGHT = 300;
  private static final double COUNTS = 56;

  private ReliabilityChart() {}

  static Html of(Validation v) {
    Plot plot =
        new Plot(
            new Plot.Axis("confidence: probability of the predicted class", Scale.unit()),
            new Plot.Axis("share predicted rightly", Scale.unit()),
            HEIGHT - COUNTS);
    plot.axes();
    for (Bin b : v.bins()) {
      if (b.samples() > 0) {
        bar(plot, b);
      }
    }
    plot.svg()
        .empty(
            "line", "class", "level", "x1", plot.x(0), "y1", plot.y(0), "x2", plot.x(1), "y2",
            plot.y(1));
    for (Bin b : v.bins()) {
      if (b.samples() > 0) {
        Marks.draw(plot.svg(), 3, plot.x(b.confidence()), plot.y(b.accuracy()));
      }
    }
    counts(plot, v.bins());
    return Plot.figure(
        "Calibration, epoch " + v.epoch(),
        "Expected calibration error " + Num.percent(v.ece()),
        List.of(
            new Plot.Key("share right in a bin", 0, Plot.Swatch.FILL),
            new Plot.Key("at the bin's mean confidence", 3, Plot.Swatch.LINE)),
        "Expected calibration error "
            + Num.percent(v.ece())
            + ". On the dashed diagonal the network is as sure as it is right; below it, it is too"
            + " sure. The small bars count the samples.",
        plot.svg(),
        HEIGHT);
  }

  private static void bar(Plot plot, Bin b) {
    double left = plot.x(b.above());
    plot.svg()
        .open("g")
        .element("title", describe(b))
        .empty(
            "rect",
            "class",
            Marks.fill(0) + " pale",
            "x",
            left + 1,
            "y",
            plot.y(b.accuracy()),
            "width",
            plot.x(b.upTo()) - left - 2,
            "height",
            plot.bottom() - plot.y(b.accuracy()))
        .close();
  }

  private static String describe(Bin b) {
    return Num.percent(b.above())
        + " to "
        + Num.percent(b.upTo())
        + ": "
        + Num.count(b.samples(), "sample", "samples")
        + ", "
        + Num.percent(b.accuracy())
        + " right at a confidence of "
        + Num.percent(b.confidence());
  }

  private static void counts(Plot plot, List<Bin> bins) {
    long most = Math.max(1, bins.stream().mapToLong(Bin::samples).max().orElse(1));
    double base = HEIGHT - 4;
    double room = COUNTS - 18;
    for (Bin b : bins) {
      double height = b.samples() * room / most;
      double left = plot.x(b.above());
      double width = plot.x(b.upTo()) - left;
      plot.svg()
          .open("g")
          .element("title", describe(b))
          .empty(
              "rect",
              "class",
              "quiet",
              "x",
              left + 1,
              "y",
              base - height,
              "width",
              width - 2,
              "height",
              height)
          .close();
      if (b.samples() > 0) {
        plot.svg()
            .element(
                "text",
                Num.count(b.samples()),
                "class",
                "tiny",
                "x",
                left + width / 2,
                "y",
                base - height - 3,
                "text-anchor",
                "middle");
      }
    }
    plot.svg()
        .empty("line", "class", "axis", "x1", plot.x(0), "x2", plot.x(1), "y1", base, "y2", base);
    plot.label(Plot.LEFT - 6, base - 2, "end", "samples");
  }
}
