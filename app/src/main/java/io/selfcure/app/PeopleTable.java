package io.selfcure.app;

import io.selfcure.recognition.RecognizedFace;
import io.selfcure.workflow.recognize.PictureAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The people of videos, a line for each: when they are seen, and what they show how often. Of a
 * video with very many people the first are told.
 */
final class PeopleTable {

  private static final int MOST = 200;
  private static final int TOLD = 3;

  private static final class Person {
    private double from;
    private double to;
    private long frames;
    private final Map<String, Long> shown = new LinkedHashMap<>();
  }

  private static final class Video {
    private long frames;
    private long withFaces;
    private final Map<Integer, Person> people = new LinkedHashMap<>();
  }

  private final Map<String, Video> videos = new LinkedHashMap<>();

  void take(PictureAnswer answer) {
    Video video = videos.computeIfAbsent(answer.input(), i -> new Video());
    List<RecognizedFace> faces = answer.recognition().faces();
    video.frames++;
    video.withFaces += faces.isEmpty() ? 0 : 1;
    for (int f = 0; f < faces.size(); f++) {
      int id = answer.ids().get(f);
      if (id > 0 && (video.people.size() < MOST || video.people.containsKey(id))) {
        add(video.people.computeIfAbsent(id, i -> new Person()), answer.seconds(), faces.get(f));
      }
    }
  }

  private static void add(Person person, double seconds, RecognizedFace face) {
    if (person.frames == 0) {
      person.from = seconds;
    }
    person.to = seconds;
    person.frames++;
    person.shown.merge(face.abstained() ? "unsure" : face.label(), 1L, Long::sum);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    videos.forEach(
        (name, video) -> {
          text.append(
              String.format(
                  Locale.ROOT,
                  "%s: %,d frames looked at, faces in %,d%n",
                  name,
                  video.frames,
                  video.withFaces));
          if (!video.people.isEmpty()) {
            text.append(Tables.plain(lines(video)));
          }
        });
    return text.toString();
  }

  private static List<List<String>> lines(Video video) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("person", "from, s", "to, s", "frames", "shows"));
    video.people.forEach(
        (id, p) ->
            lines.add(
                List.of(
                    Integer.toString(id),
                    String.format(Locale.ROOT, "%.1f", p.from),
                    String.format(Locale.ROOT, "%.1f", p.to),
                    Long.toString(p.frames),
                    shows(p))));
    return lines;
  }

  private static String shows(Person p) {
    List<String> words = new ArrayList<>();
    p.shown.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(TOLD)
        .forEach(
            e ->
                words.add(
                    String.format(
                        Locale.ROOT, "%s %.0f %%", e.getKey(), 100.0 * e.getValue() / p.frames)));
    return String.join(", ", words);
  }
}
