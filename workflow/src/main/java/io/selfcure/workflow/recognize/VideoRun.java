package io.selfcure.workflow.recognize;

import io.selfcure.core.progress.Progress;
import io.selfcure.recognition.Found;
import io.selfcure.recognition.LabelStyle;
import io.selfcure.recognition.Recognition;
import io.selfcure.recognition.RecognizedFace;
import io.selfcure.recognition.Recognizer;
import io.selfcure.vision.Picture;
import io.selfcure.vision.face.Face;
import io.selfcure.vision.face.FaceCrop;
import io.selfcure.vision.face.FaceTracker;
import io.selfcure.vision.face.InOrder;
import io.selfcure.vision.video.CutDetector;
import io.selfcure.vision.video.Frame;
import io.selfcure.vision.video.FrameSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a video once: frames are decoded on one thread, looked at on several, scored in
 * batches and handed on in order, with each person's number. Memory does not grow with the video.
 */
final class VideoRun {

  /** People who are followed at a time. */
  private static final int MOST_PEOPLE = 64;

  private static final int MOST_WAITING = 64;
  private static final long MOST_PIXELS = 32L << 20;
  private static final double USUAL_FPS = 25;
  private static final double ROUNDING = 1e-6;

  /** Takes the answers. */
  interface Taker {
    /**
     * A frame.
     *
     * @param picture null where nobody draws on it
     */
    void take(PictureAnswer answer, @Nullable Picture picture);
  }

  private record Shown(long number, double seconds, boolean cut, Picture picture) {}

  private record Looked(
      long number, double seconds, boolean cut, @Nullable Picture picture, Found found) {}

  private final Recognizer recognizer;
  private final LabelStyle style;
  private final VideoOptions how;
  private final String name;
  private final boolean drawn;
  private final Taker taker;
  private final Smoother smoother;
  private final List<Looked> waiting = new ArrayList<>();
  private @Nullable FaceTracker tracker;
  private long frames;

  /**
   * @param name what the user calls the video
   * @param drawn whether the taker wants the pictures
   */
  VideoRun(
      Recognizer recognizer,
      LabelStyle style,
      VideoOptions how,
      String name,
      boolean drawn,
      Taker taker) {
    this.recognizer = recognizer;
    this.style = style;
    this.how = how;
    this.name = name;
    this.drawn = drawn;
    this.taker = taker;
    smoother = new Smoother(how.smoothing(), recognizer.options().abstainBelow());
  }

  /** Looks at the video; answers why its frames end early, empty where they do not. */
  String run(FrameSource source, Progress progress) {
    double length = source.info().seconds();
    long total = Double.isFinite(length) ? Math.max(1, Math.round(length)) : -1;
    try (Progress.Task task = progress.start("recognize " + name, "s", total)) {
      InOrder.each(
          new Frames(source),
          recognizer.options().threads(),
          shown -> {
            Found found = recognizer.find(shown.picture());
            return new Looked(
                shown.number(),
                shown.seconds(),
                shown.cut(),
                drawn ? shown.picture() : null,
                found);
          },
          (shown, looked) -> {
            add(looked);
            long done = (long) shown.seconds();
            task.advance(total < 0 ? done : Math.min(total, done), frames + " frames");
          });
      flush();
    }
    return source.damage();
  }

  private void add(Looked looked) {
    waiting.add(looked);
    int crops = 0;
    long pixels = 0;
    for (Looked w : waiting) {
      crops += w.found().crops().size();
      pixels += w.picture() == null ? 0 : (long) w.found().width() * w.found().height();
    }
    if (crops >= recognizer.options().batch()
        || waiting.size() >= MOST_WAITING
        || pixels >= MOST_PIXELS) {
      flush();
    }
  }

  private void flush() {
    if (waiting.isEmpty()) {
      return;
    }
    if (tracker == null) {
      tracker = new FaceTracker(rate(), MOST_PEOPLE);
    }
    List<Recognition> scored = recognizer.score(waiting.stream().map(Looked::found).toList());
    for (int i = 0; i < waiting.size(); i++) {
      hand(waiting.get(i), scored.get(i), tracker);
    }
    waiting.clear();
  }

  /** Frames looked at a second, of those that came first. */
  private double rate() {
    if (waiting.size() < 2) {
      return how.fps() > 0 ? how.fps() : USUAL_FPS / how.every();
    }
    double span = waiting.get(waiting.size() - 1).seconds() - waiting.get(0).seconds();
    return (waiting.size() - 1) / Math.max(ROUNDING, span);
  }

  private void hand(Looked looked, Recognition own, FaceTracker following) {
    if (looked.cut()) {
      forget(following.endAll());
    }
    List<Face> found = looked.found().crops().stream().map(FaceCrop::face).toList();
    List<Integer> ids = new ArrayList<>();
    List<RecognizedFace> told = new ArrayList<>();
    List<FaceTracker.@Nullable Track> tracks = following.follow(looked.seconds(), found);
    for (int f = 0; f < found.size(); f++) {
      FaceTracker.Track track = tracks.get(f);
      int id = track == null ? 0 : track.number();
      ids.add(id);
      told.add(smoother.smooth(id, looked.seconds(), own.faces().get(f)).in(style));
    }
    forget(following.lost());
    frames++;
    Recognition answer =
        new Recognition(
            own.width(), own.height(), told, own.reason(), own.findMillis(), own.scoreMillis());
    taker.take(
        new PictureAnswer(name, looked.number(), looked.seconds(), true, answer, ids),
        looked.picture());
  }

  private void forget(List<FaceTracker.Track> gone) {
    smoother.forget(gone.stream().map(FaceTracker.Track::number).toList());
  }

  /** The frames that are to be looked at; cuts are looked for in all of them. */
  private final class Frames implements Iterator<Shown> {
    private final FrameSource source;
    private final CutDetector cuts = new CutDetector();
    private long number = -1;
    private double due;
    private @Nullable Shown next;

    Frames(FrameSource source) {
      this.source = source;
    }

    @Override
    public boolean hasNext() {
      boolean cut = false;
      while (next == null) {
        Frame frame = source.next();
        if (frame == null) {
          return false;
        }
        number++;
        cut |= cuts.begins(frame);
        if (isDue(frame)) {
          next = new Shown(number, frame.seconds(), cut, frame.picture());
        }
      }
      return true;
    }

    private boolean isDue(Frame frame) {
      if (how.fps() == 0) {
        return number % how.every() == 0;
      }
      if (frame.seconds() < due - ROUNDING) {
        return false;
      }
      due = (Math.floor((frame.seconds() + ROUNDING) * how.fps()) + 1) / how.fps();
      return true;
    }

    @Override
    public Shown next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Shown shown = Objects.requireNonNull(next);
      next = null;
      return shown;
    }
  }
}
