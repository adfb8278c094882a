package io.selfcure.app;

import io.selfcure.core.data.Box;
import io.selfcure.recognition.RecognizedFace;
import io.selfcure.workflow.recognize.AnswerSink;
import io.selfcure.workflow.recognize.PictureAnswer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Answers as tables for people: a line for each face, and of videos a line for each person. */
final class AnswerTable implements AnswerSink {

  private final PrintWriter out;
  private final int top;
  private final PeopleTable people = new PeopleTable();
  private final List<List<String>> lines = new ArrayList<>();

  /**
   * @param top classes told for each face
   */
  AnswerTable(PrintWriter out, int top) {
    this.out = out;
    this.top = top;
  }

  @Override
  public void take(PictureAnswer answer) {
    if (answer.moving()) {
      people.take(answer);
      return;
    }
    List<RecognizedFace> faces = answer.recognition().faces();
    if (faces.isEmpty()) {
      lines.add(List.of(answer.input(), "-", answer.recognition().reason(), "", "", ""));
    }
    for (int f = 0; f < faces.size(); f++) {
      RecognizedFace face = faces.get(f);
      lines.add(
          List.of(
              f == 0 ? answer.input() : "",
              Integer.toString(answer.ids().get(f)),
              face.abstained() ? "unsure" : face.label(),
              percent(face.confidence()),
              others(face),
              place(face.box())));
    }
  }

  private String others(RecognizedFace face) {
    List<String> others = new ArrayList<>();
    List<Integer> order = face.ranking();
    for (int c : order.subList(face.abstained() ? 0 : 1, Math.min(top, order.size()))) {
      others.add(face.labels().name(c) + " " + percent(face.probabilities()[c]));
    }
    return String.join(", ", others);
  }

  private static String percent(double p) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * p);
  }

  private static String place(Box b) {
    return String.format(
        Locale.ROOT, "%.0fx%.0f at %.0f,%.0f", b.width(), b.height(), b.x(), b.y());
  }

  @Override
  public void fail(String input, String problem) {
    lines.add(List.of(input, "-", "cannot be used: " + problem, "", "", ""));
  }

  @Override
  public void end() {
    out.print(people.text());
    if (lines.isEmpty()) {
      out.flush();
      return;
    }
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("picture", "face", "expression", "confidence", "then", "where, pixels"));
    table.addAll(lines);
    out.print(Tables.plain(table));
    out.flush();
  }
}
