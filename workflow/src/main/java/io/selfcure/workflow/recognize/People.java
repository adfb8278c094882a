package io.selfcure.workflow.recognize;

import io.selfcure.curation.report.Timeline;
import io.selfcure.recognition.RecognizedFace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers what a time-line shows of each person, in bounded memory: means over steps that become
 * longer with the video, and of too many people those who were seen longest.
 */
final class People {

  private static final int MOST_STEPS = 600;
  private static final int MOST_PEOPLE = 100;
  private static final double LEAST_SECONDS = 1;
  private static final double ROUNDING = 1e-6;

  private static final class Somebody {
    private final int id;
    private final double from;
    private double to;
    private long frames;
    private double[][] sums = new double[MOST_STEPS][];
    private int[] counts = new int[MOST_STEPS];

    Somebody(int id, double from) {
      this.id = id;
      this.from = from;
    }

    double length() {
      return to - from;
    }
  }

  private final int classes;
  private final Map<Integer, Somebody> people = new LinkedHashMap<>();
  private double step = 0.1;
  private long dropped;

  People(int classes) {
    this.classes = classes;
  }

  void take(PictureAnswer answer) {
    int at = slot(answer.seconds());
    while (at >= MOST_STEPS) {
      coarser();
      at = slot(answer.seconds());
    }
    List<RecognizedFace> faces = answer.recognition().faces();
    for (int f = 0; f < faces.size(); f++) {
      int id = answer.ids().get(f);
      if (id > 0) {
        add(people.computeIfAbsent(id, i -> new Somebody(i, answer.seconds())), at, faces.get(f));
        people.get(id).to = answer.seconds();
      }
    }
    if (people.size() > 2 * MOST_PEOPLE) {
      forget(answer.seconds());
    }
  }

  private int slot(double seconds) {
    return (int) (seconds / step + ROUNDING);
  }

  private void add(Somebody who, int at, RecognizedFace face) {
    double[] sum = who.sums[at];
    if (sum == null) {
      sum = new double[classes];
      who.sums[at] = sum;
    }
    for (int c = 0; c < classes; c++) {
      sum[c] += face.probabilities()[c];
    }
    who.counts[at]++;
    who.frames++;
  }

  /** Two steps become one. */
  private void coarser() {
    step *= 2;
    for (Somebody who : people.values()) {
      double[][] sums = new double[MOST_STEPS][];
      int[] counts = new int[MOST_STEPS];
      for (int s = 0; s < MOST_STEPS; s++) {
        double[] old = who.sums[s];
        if (old != null) {
          double[] sum = sums[s / 2];
          if (sum == null) {
            sums[s / 2] = old;
          } else {
            for (int c = 0; c < classes; c++) {
              sum[c] += old[c];
            }
          }
          counts[s / 2] += who.counts[s];
        }
      }
      who.sums = sums;
      who.counts = counts;
    }
  }

  /** Keeps those who were seen longest, and whoever is there now. */
  private void forget(double now) {
    List<Somebody> gone =
        people.values().stream()
            .filter(p -> p.to < now - LEAST_SECONDS)
            .sorted(Comparator.comparingDouble(Somebody::length))
            .limit(people.size() - MOST_PEOPLE)
            .toList();
    gone.forEach(p -> people.remove(p.id));
    dropped += gone.size();
  }

  /** What the page shows. */
  Timeline timeline(
      String name,
      double seconds,
      List<String> labels,
      List<Integer> colours,
      List<List<String>> facts) {
    List<Somebody> shown =
        people.values().stream()
            .filter(p -> p.length() >= LEAST_SECONDS)
            .sorted(Comparator.comparingDouble(Somebody::length).reversed())
            .limit(MOST_PEOPLE)
            .sorted(Comparator.comparingDouble(p -> p.from))
            .toList();
    long left = dropped + people.size() - shown.size();
    return new Timeline(
        name, seconds, labels, colours, shown.stream().map(this::person).toList(), left, facts);
  }

  private Timeline.Person person(Somebody who) {
    List<double[]> means = new ArrayList<>();
    int end = slot(who.to);
    for (int s = 0; s <= end; s++) {
      double[] sum = who.sums[s];
      double[] mean = sum == null ? new double[0] : sum.clone();
      for (int c = 0; c < mean.length; c++) {
        mean[c] /= who.counts[s];
      }
      means.add(mean);
    }
    return new Timeline.Person(who.id, who.from, who.to, who.frames, step, means);
  }
}
