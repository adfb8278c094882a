package io.selfcure.curation.run;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.metrics.Skill;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A reason not to believe what a network says of labels.
 *
 * @param finding what speaks against it, with the figures
 * @param remedy what to do; may name settings and actions ({@link Wording})
 * @param grave whether labels should not be changed on its word alone
 */
public record Doubt(String finding, String remedy, boolean grave) {

  /** Orders grave doubts before others. */
  public static final Comparator<Doubt> GRAVEST_FIRST =
      Comparator.comparing(Doubt::grave).reversed();

  private static final String LEARN =
      "train until the network has learned more: docs/guide/training-well.md has a recipe for small"
          + " sets";

  /**
   * The doubts about a run, gravest first: its last accuracy on the validation samples against
   * guessing, and the alarms that concern labels. An alarm that nothing was learned counts only
   * while that is so.
   *
   * @throws DataException when a file of the run is damaged
   */
  public static List<Doubt> of(RunFolder run) {
    List<Doubt> doubts = new ArrayList<>();
    Skill skill = skill(run);
    if (skill != null) {
      doubts.addAll(of(skill, "validation samples"));
    }
    run.readEvents().stream()
        .filter(e -> !AlarmKind.isOver(e, skill))
        .map(Doubt::of)
        .forEach(doubts::add);
    doubts.sort(GRAVEST_FIRST); // stable: else as above
    return List.copyOf(doubts);
  }

  /**
   * The doubts that an accuracy raises.
   *
   * @param samples what it was measured on, such as "validation samples"
   */
  public static List<Doubt> of(Skill skill, String samples) {
    String figures =
        String.format(Locale.ROOT, "%s, on %,d %s", skill.describe(), skill.samples(), samples);
    if (skill.none()) {
      return List.of(
          new Doubt("the network cannot be told apart from guessing: " + figures, LEARN, true));
    }
    return skill.little()
        ? List.of(new Doubt("the network is little better than guessing: " + figures, LEARN, true))
        : List.of();
  }

  private static Doubt of(RunEvent alarm) {
    AlarmKind kind = AlarmKind.of(alarm.event());
    return new Doubt(
        alarm.event() + " in epoch " + alarm.epoch() + ": " + alarm.finding(),
        alarm.remedy(),
        kind != null && kind.spoilsLabels());
  }

  /** How far the network was above guessing after the last epoch; null without validation. */
  public static @Nullable Skill skill(RunFolder run) {
    List<JsonNode> all = run.readValidation();
    if (all.isEmpty()) {
      return null;
    }
    List<List<Long>> counts = new ArrayList<>();
    for (JsonNode row : all.get(all.size() - 1).path("confusion-rows-true-columns-predicted")) {
      List<Long> cells = new ArrayList<>();
      row.forEach(c -> cells.add(c.asLong(0)));
      counts.add(cells);
    }
    try {
      return Skill.of(counts);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new DataException(
          run.validation().toString(),
          "is damaged: its last confusion matrix counts nothing",
          "restore it, or remove it: the run is then judged by its alarms alone",
          e);
    }
  }

  /** The doubt as files keep it: with its remedy in neutral wording. */
  public Doubt neutral() {
    return new Doubt(finding, Wording.NEUTRAL.render(remedy), grave);
  }

  /** The doubt as a warning of two lines. */
  public String warning(Wording wording) {
    return String.format(Locale.ROOT, "WARNING: %s%n  remedy: %s", finding, wording.render(remedy));
  }
}
