package io.selfcure.vision.face;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows faces from frame to frame within a shot: a face goes on where its box overlaps the last
 * one and its landmarks are near the last ones. Best pairs go first. Bounded: of too many faces the
 * largest are followed.
 */
public final class FaceTracker {

  /** Faces that are followed at a time where nothing else is said. */
  public static final int MOST = 8;

  /** Seconds for which a face may be missed, as a turned head is, or one behind a hand. */
  private static final double GAP = 0.6;

  private static final double LEAST_OVERLAP = 0.25;
  private static final double LEAST_AFFINITY = 0.1;
  private static final double GREATEST_GROWTH = 1.7;

  /** A face that is followed. */
  public static final class Track {
    private final int number;
    private final double start;
    private Face last;
    private double seen;
    private int missed;

    private Track(int number, double start, Face face) {
      this.number = number;
      this.start = start;
      this.seen = start;
      this.last = face;
    }

    /** Counts through the video, from 1. */
    public int number() {
      return number;
    }

    /** When it was first seen, seconds. */
    public double start() {
      return start;
    }

    /** When it was last seen, seconds. */
    public double seen() {
      return seen;
    }

    /** Whether it was there on the last frame that was looked at. */
    public boolean present() {
      return missed == 0;
    }
  }

  private record Pair(Track track, int face, double affinity) {}

  private final int most;
  private final int misses;
  private final List<Track> open = new ArrayList<>();
  private int tracks;

  /**
   * Follows nobody yet.
   *
   * @param fps frames that are looked at, a second: a face may be missed on as many in a row as
   *     last 0.6 s, however long frames are shown where the rate varies
   */
  public FaceTracker(double fps) {
    this(fps, MOST);
  }

  /**
   * The same for another number of faces.
   *
   * @param fps frames that are looked at, a second
   * @param most faces that are followed at a time
   */
  public FaceTracker(double fps, int most) {
    this.most = most;
    misses = Math.max(1, (int) Math.round(GAP * fps));
  }

  /**
   * Takes the faces of a frame.
   *
   * @param faces largest first
   * @return the track of each face, null for those that are too many
   */
  public List<@Nullable Track> follow(double seconds, List<Face> faces) {
    List<Pair> pairs = new ArrayList<>();
    for (Track t : open) {
      for (int f = 0; f < faces.size(); f++) {
        double affinity = affinity(t.last, faces.get(f));
        if (affinity >= LEAST_AFFINITY) {
          pairs.add(new Pair(t, f, affinity));
        }
      }
    }
    pairs.sort((a, b) -> Double.compare(b.affinity(), a.affinity())); // stable
    List<@Nullable Track> found = new ArrayList<>();
    faces.forEach(f -> found.add(null));
    List<Track> taken = new ArrayList<>();
    for (Pair p : pairs) {
      if (found.get(p.face()) == null && !taken.contains(p.track())) {
        found.set(p.face(), p.track());
        taken.add(p.track());
      }
    }
    open.forEach(t -> t.missed++);
    for (int f = 0; f < faces.size(); f++) {
      Track t = found.get(f);
      if (t == null && open.size() < most) {
        t = new Track(++tracks, seconds, faces.get(f));
        open.add(t);
        found.set(f, t);
      }
      if (t != null) {
        t.last = faces.get(f);
        t.seen = seconds;
        t.missed = 0;
      }
    }
    return found;
  }

  /** Ends and returns the tracks whose faces are gone. */
  public List<Track> lost() {
    List<Track> gone = open.stream().filter(t -> t.missed > misses).toList();
    open.removeAll(gone);
    return gone;
  }

  /** Ends and returns all tracks: the shot is over. */
  public List<Track> endAll() {
    List<Track> all = List.copyOf(open);
    open.clear();
    return all;
  }

  /** Shared area over covered area, less half the mean way of the landmarks in face sizes. */
  static double affinity(Face a, Face b) {
    double growth = b.size() / a.size();
    double overlap = Face.overlap(a.box(), b.box());
    if (overlap < LEAST_OVERLAP || growth > GREATEST_GROWTH || growth < 1 / GREATEST_GROWTH) {
      return 0;
    }
    Landmarks before = a.landmarks();
    Landmarks after = b.landmarks();
    if (before == null || after == null) {
      return overlap;
    }
    double way =
        way(before.rightEye(), after.rightEye())
            + way(before.leftEye(), after.leftEye())
            + way(before.nose(), after.nose())
            + way(before.mouthCentre(), after.mouthCentre());
    return overlap - way / 4 / a.size() / 2;
  }

  private static double way(Point a, Point b) {
    return Math.hypot(a.x() - b.x(), a.y() - b.y());
  }
}
