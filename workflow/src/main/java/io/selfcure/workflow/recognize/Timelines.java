package io.selfcure.workflow.recognize;

import io.selfcure.core.data.Outputs;
import io.selfcure.curation.report.Timeline;
import io.selfcure.curation.report.TimelinePage;
import io.selfcure.recognition.Recognizer;
import io.selfcure.vision.video.FrameSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the page of a video's people. */
final class Timelines {

  private Timelines() {}

  /** A file of the user's for a single video, else one in a folder that mirrors the inputs. */
  static Path place(Path to, boolean single, Input input) {
    return single && !Files.isDirectory(to)
        ? to
        : to.resolve(input.relative().replaceAll("^[/\\\\]+", "") + ".html");
  }

  static void write(
      Path to,
      People people,
      FrameSource source,
      Input input,
      Recognizer recognizer,
      RecognizeExpressions.Request request) {
    List<String> labels = request.style().labels(recognizer.description().labels()).names();
    List<Integer> colours = new ArrayList<>();
    for (int c = 0; c < labels.size(); c++) {
      colours.add(ClassColours.of(labels.get(c), c, labels.size()));
    }
    VideoOptions how = request.video();
    List<List<String>> facts = new ArrayList<>();
    facts.add(List.of("video", input.name()));
    facts.add(List.of("length", String.format(Locale.ROOT, "%.1f s", source.end())));
    facts.add(List.of("model", recognizer.description().name()));
    facts.add(List.of("model's SHA-256", recognizer.sha256()));
    facts.add(
        List.of(
            "frames looked at",
            how.fps() > 0
                ? how.fps() + " a second"
                : how.every() == 1 ? "all" : "one of " + how.every()));
    facts.add(
        List.of("smoothing", how.smoothing() == 0 ? "none" : "over " + how.smoothing() + " s"));
    Timeline timeline = people.timeline(input.name(), source.end(), labels, colours, facts);
    Outputs.writeAtomically(to, TimelinePage.html(timeline));
  }
}
