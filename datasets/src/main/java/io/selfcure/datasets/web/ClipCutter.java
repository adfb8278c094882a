package io.selfcure.datasets.web;

import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.datasets.web.BestFrames.Candidate;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureEncoder;
import io.selfcure.vision.face.Cropper;
import io.selfcure.vision.face.Face;
import io.selfcure.vision.face.FaceCrop;
import io.selfcure.vision.face.FaceTracker;
import io.selfcure.vision.face.FaceTracker.Track;
import io.selfcure.vision.video.CutDetector;
import io.selfcure.vision.video.Frame;
import io.selfcure.vision.video.FrameSource;
import io.selfcure.vision.video.VideoLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.Function;

/**
 * Finds the clips of one video: stretches of a shot in which one face is there long enough. Of each
 * the best frames are kept, the face aligned. What is held at a time is bounded by the tracks that
 * are open, not by the video's length.
 */
final class ClipCutter {

  /** Times of containers are rounded to the millisecond. */
  private static final double ROUNDING = 0.002;

  /** A face of whose crop more lies outside the frame is followed, but not kept. */
  private static final double MOST_OUTSIDE = 0.25;

  private final ClipRules rules;
  private final VideoLimits limits;
  private final Function<Picture, List<Face>> finder;
  private final Cropper cropper;

  /**
   * @param finder finds the faces of a frame, largest first, with landmarks
   */
  ClipCutter(ClipJob job, Function<Picture, List<Face>> finder) {
    this.rules = job.rules();
    this.limits = job.limits();
    this.cropper = job.cropper();
    this.finder = finder;
  }

  /**
   * What a video gave.
   *
   * @param frames all kept frames, clip by clip, files relative to the directory of the video
   * @param seconds how long it was looked at
   * @param damage why frames ended early, empty where they did not
   */
  record Result(List<KeptFrame> frames, double seconds, String damage) {}

  /**
   * Looks a video through.
   *
   * @param name what to call it
   * @param dir where its pictures go
   * @param progress told how many seconds are done
   * @throws io.selfcure.core.error.DataException when it cannot be opened
   */
  Result cut(Path file, String name, Path dir, DoubleConsumer progress) {
    try (FrameSource source = FrameSource.open(file, limits)) {
      return new Pass(source, name, dir).run(progress);
    }
  }

  /** Writes a face and gives the name of its file. */
  static String write(Path dir, int track, int number, Picture face) {
    String name = String.format(java.util.Locale.ROOT, "%03d-%02d.png", track, number);
    try {
      Files.write(dir.resolve(name), PictureEncoder.png(face));
    } catch (IOException e) {
      throw new EnvironmentException(
          dir.toString(),
          "cannot be written in: " + Reasons.of(e),
          "check free space and permissions",
          e);
    }
    return name;
  }

  /** One video on its way. */
  private final class Pass {
    private final FrameSource source;
    private final String name;
    private final Path dir;
    private final CutDetector cuts = new CutDetector();
    private final FaceTracker tracker = new FaceTracker(rules.fps());
    private final Map<Track, BestFrames<FaceCrop>> best = new HashMap<>();
    private final List<List<KeptFrame>> clips = new ArrayList<>();

    private Pass(FrameSource source, String name, Path dir) {
      this.source = source;
      this.name = name;
      this.dir = dir;
    }

    private Result run(DoubleConsumer progress) {
      double due = 0;
      for (Frame f = source.next(); f != null; f = source.next()) {
        if (cuts.begins(f)) {
          double cut = f.seconds();
          tracker.endAll().forEach(t -> finish(t, t.present() ? cut : t.seen()));
          due = cut; // a shot's first frame is looked at, so that its clips begin with it
        }
        if (f.seconds() >= due - ROUNDING) {
          look(f);
          due = (Math.floor((f.seconds() + ROUNDING) * rules.fps()) + 1) / rules.fps();
          progress.accept(f.seconds());
        }
      }
      boolean whole = source.damage().isEmpty();
      tracker.endAll().forEach(t -> finish(t, whole && t.present() ? source.end() : t.seen()));
      return new Result(numbered(), source.end(), source.damage());
    }

    private void look(Frame f) {
      Picture picture = f.picture();
      List<Face> faces = finder.apply(picture);
      List<Track> tracks = tracker.follow(f.seconds(), faces);
      for (int i = 0; i < faces.size(); i++) {
        Track track = tracks.get(i);
        if (track != null) {
          offer(track, f.seconds(), cropper.crop(picture, faces.get(i)));
        }
      }
      tracker.lost().forEach(t -> finish(t, t.seen()));
    }

    private void offer(Track track, double seconds, FaceCrop crop) {
      if (crop.outside() <= MOST_OUTSIDE) {
        double worth = crop.quality().score() * (1 - crop.outside());
        best.computeIfAbsent(track, t -> new BestFrames<>(rules.frames(), 1 / rules.fps()))
            .offer(new Candidate<>(seconds, worth, crop));
      }
    }

    private void finish(Track track, double end) {
      BestFrames<FaceCrop> frames = best.remove(track);
      if (frames == null || end - track.start() < rules.seconds() - ROUNDING) {
        return;
      }
      List<KeptFrame> clip = new ArrayList<>();
      for (Candidate<FaceCrop> c : frames.pick(end)) {
        String file = write(dir, track.number(), clip.size() + 1, c.kept().picture());
        clip.add(
            new KeptFrame(
                name,
                0,
                track.number(),
                track.start(),
                end,
                file,
                c.seconds(),
                c.quality(),
                c.kept().face(),
                source.info().width(),
                source.info().height()));
      }
      clips.add(clip);
    }

    /** Clips end in another order than they begin. */
    private List<KeptFrame> numbered() {
      clips.sort(Comparator.comparingInt(c -> c.get(0).track()));
      List<KeptFrame> all = new ArrayList<>();
      for (int c = 0; c < clips.size(); c++) {
        for (KeptFrame f : clips.get(c)) {
          all.add(f.in(c + 1, f.file()));
        }
      }
      return all;
    }
  }
}
