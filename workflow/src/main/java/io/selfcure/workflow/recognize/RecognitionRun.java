package io.selfcure.workflow.recognize;

import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import io.selfcure.recognition.Found;
import io.selfcure.recognition.Recognition;
import io.selfcure.recognition.RecognizedFace;
import io.selfcure.recognition.Recognizer;
import io.selfcure.vision.Picture;
import io.selfcure.vision.face.InOrder;
import io.selfcure.vision.video.FrameSource;
import io.selfcure.workflow.recognize.RecognizeExpressions.Failure;
import io.selfcure.workflow.recognize.RecognizeExpressions.Request;
import io.selfcure.workflow.recognize.RecognizeExpressions.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run over all inputs: what waits to be scored, what was counted, what failed. */
final class RecognitionRun implements AutoCloseable {

  /** Pixels of pictures that wait to be scored, where they are kept to be drawn on. */
  private static final long MOST_WAITING = 64L << 20;

  private static final int MOST_FAILURES = 1000;

  /** A picture on its way: looked at, and waiting to be scored with others. */
  private record Looked(
      Input input, @Nullable Picture picture, @Nullable Found found, @Nullable DataException no) {}

  private final Request request;
  private final Recognizer recognizer;
  private final AnswerSink sink;
  private final long began = System.nanoTime();
  private final List<Looked> waiting = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private final Map<String, Long> byLabel = new LinkedHashMap<>();
  private @Nullable Annotated annotated;
  private @Nullable UnsureFaces unsure;
  private boolean single;
  private long failed;
  private long pictures;
  private long withFaces;
  private long faces;
  private long abstained;

  RecognitionRun(Request request, Recognizer recognizer, AnswerSink sink) {
    this.request = request;
    this.recognizer = recognizer;
    this.sink = sink;
    request
        .style()
        .labels(recognizer.description().labels())
        .names()
        .forEach(n -> byLabel.put(n, 0L));
  }

  void begin(List<Input> inputs, boolean alone) {
    single = alone;
    if (request.annotate() != null) {
      annotated = new Annotated(request.annotate(), alone, inputs);
    }
    if (request.collect() != null) {
      unsure = new UnsureFaces(request.collect(), recognizer, request.crops());
    }
  }

  /** Pictures that follow each other are worked on together, videos one by one. */
  void all(List<Input> inputs, Progress progress) {
    int from = 0;
    while (from < inputs.size()) {
      int to = from;
      while (to < inputs.size() && !inputs.get(to).moving()) {
        to++;
      }
      if (to > from) {
        stills(inputs.subList(from, to), progress);
        from = to;
      } else {
        video(inputs.get(from++), progress);
      }
    }
  }

  private void stills(List<Input> inputs, Progress progress) {
    try (Progress.Task task = progress.start("recognize", "pictures", inputs.size())) {
      long[] done = {0};
      InOrder.each(
          inputs.iterator(),
          Math.min(recognizer.options().threads(), inputs.size()),
          this::look,
          (input, looked) -> {
            add(looked);
            done[0]++;
            task.advance(done[0], faces + (faces == 1 ? " face" : " faces"));
          });
      flush();
      task.advance(done[0], faces + (faces == 1 ? " face" : " faces"));
    }
  }

  private void video(Input input, Progress progress) {
    try {
      if (request.crops()) {
        throw new DataException(
            input.name(), "is a video, and no face that is cut out", "leave {crops} out");
      }
      Path file = Objects.requireNonNull(input.file());
      try (FrameSource source = FrameSource.open(file, request.video().limits())) {
        if (annotated == null) {
          frames(input, source, (answer, picture) -> {}, progress);
        } else {
          annotated.video(input, film -> frames(input, source, film, progress));
        }
      }
    } catch (DataException e) {
      if (single) {
        throw e;
      }
      fail(input.name(), e.problem());
    }
  }

  private void frames(Input input, FrameSource source, VideoRun.Taker film, Progress progress) {
    People people = new People(byLabel.size());
    VideoRun run =
        new VideoRun(
            recognizer,
            request.style(),
            request.video(),
            input.name(),
            annotated != null,
            (answer, picture) -> {
              count(answer.recognition());
              people.take(answer);
              film.take(answer, picture);
              sink.take(answer);
            });
    String damage = run.run(source, progress);
    if (request.video().timeline() != null) {
      Timelines.write(
          Timelines.place(request.video().timeline(), single, input),
          people,
          source,
          input,
          recognizer,
          request);
    }
    if (!damage.isEmpty()) {
      fail(input.name(), damage);
    }
  }

  /** On any thread: decodes, finds and cuts. */
  private Looked look(Input input) {
    try {
      Picture picture = Objects.requireNonNull(input.picture()).get();
      if (request.crops()) {
        return new Looked(input, picture, null, null);
      }
      Found found = recognizer.find(picture);
      return new Looked(input, annotated == null ? null : picture, found, null);
    } catch (DataException e) {
      return new Looked(input, null, null, e);
    }
  }

  private void add(Looked looked) {
    if (looked.no() != null && single) {
      throw looked.no();
    }
    waiting.add(looked);
    long pixels = 0;
    int count = 0;
    for (Looked w : waiting) {
      Picture p = w.picture();
      pixels += p == null ? 0 : (long) p.width() * p.height();
      Found f = w.found();
      count += f == null ? 1 : Math.max(1, f.crops().size());
    }
    if (count >= recognizer.options().batch() || pixels > MOST_WAITING) {
      flush();
    }
  }

  /** Scores what waits, together, and hands on the answers in order. */
  private void flush() {
    List<Looked> usable = waiting.stream().filter(w -> w.no() == null).toList();
    List<Recognition> answers = request.crops() ? crops(usable) : photos(usable);
    int next = 0;
    for (Looked w : waiting) {
      if (w.no() != null) {
        fail(w.input().name(), w.no().problem());
      } else {
        hand(w, answers.get(next++));
      }
    }
    waiting.clear();
  }

  private List<Recognition> photos(List<Looked> usable) {
    List<Found> found = new ArrayList<>();
    for (Looked w : usable) {
      found.add(Objects.requireNonNull(w.found()));
    }
    return recognizer.score(found);
  }

  private List<Recognition> crops(List<Looked> usable) {
    List<Picture> shown = new ArrayList<>();
    for (Looked w : usable) {
      shown.add(Objects.requireNonNull(w.picture()));
    }
    long start = System.nanoTime();
    List<RecognizedFace> scored = recognizer.recognizeFaces(shown);
    double millis = (System.nanoTime() - start) / 1e6 / Math.max(1, shown.size());
    List<Recognition> answers = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      Picture p = shown.get(i);
      answers.add(new Recognition(p.width(), p.height(), List.of(scored.get(i)), "", 0, millis));
    }
    return answers;
  }

  private void hand(Looked looked, Recognition own) {
    if (unsure != null) {
      unsure.take(looked.input(), own, looked.found(), looked.picture());
    }
    Recognition told =
        new Recognition(
            own.width(),
            own.height(),
            own.faces().stream().map(f -> f.in(request.style())).toList(),
            own.reason(),
            own.findMillis(),
            own.scoreMillis());
    PictureAnswer answer = PictureAnswer.of(looked.input().name(), told);
    count(told);
    if (annotated != null) {
      annotated.draw(looked.input(), Objects.requireNonNull(looked.picture()), told);
    }
    sink.take(answer);
  }

  private void count(Recognition told) {
    pictures++;
    withFaces += told.faces().isEmpty() ? 0 : 1;
    for (RecognizedFace f : told.faces()) {
      faces++;
      if (f.abstained()) {
        abstained++;
      } else {
        byLabel.merge(f.label(), 1L, Long::sum);
      }
    }
  }

  void fail(String name, String problem) {
    failed++;
    if (failures.size() < MOST_FAILURES) {
      failures.add(new Failure(name, problem));
    }
    sink.fail(name, problem);
  }

  Result finish() {
    sink.end();
    long collected = unsure == null ? 0 : unsure.finish();
    return new Result(
        pictures,
        withFaces,
        faces,
        abstained,
        byLabel,
        failed,
        failures,
        collected,
        (System.nanoTime() - began) / 1e9);
  }

  @Override
  public void close() {
    if (unsure != null) {
      unsure.close();
    }
  }
}
