package io.selfcure.curation.report;

import java.util.List;

/**
 * The expressions of a video's people over its time.
 *
 * @param name the video's
 * @param seconds how long it is
 * @param labels the classes
 * @param colours one for each class, 0xRRGGBB
 * @param people who is seen, in the order in which they come
 * @param left how many were seen too shortly, or are too many, to be shown
 * @param facts what the page says of how it came to be
 */
public record Timeline(
    String name,
    double seconds,
    List<String> labels,
    List<Integer> colours,
    List<Person> people,
    long left,
    List<List<String>> facts) {

  /** Copies the lists. */
  public Timeline {
    labels = List.copyOf(labels);
    colours = List.copyOf(colours);
    people = List.copyOf(people);
    facts = List.copyOf(facts);
  }

  /**
   * Somebody who is followed.
   *
   * @param id their number
   * @param from when they are first seen, seconds
   * @param to when they are last seen
   * @param frames in how many frames
   * @param step seconds that one of the means covers
   * @param means from the video's beginning on, one after the other, the mean probabilities of the
   *     classes; empty where they are not seen
   */
  public record Person(
      int id, double from, double to, long frames, double step, List<double[]> means) {
    /** Copies the list. */
    public Person {
      means = List.copyOf(means);
    }
  }
}
