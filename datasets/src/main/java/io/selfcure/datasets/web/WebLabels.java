package io.selfcure.datasets.web;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.web.Verdicts.Verdict;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Faces of clips, each labelled by the class of the query that found its video: nobody has looked
 * at them. The subject is the video, so that no two splits share one.
 */
public final class WebLabels implements Importer {

  private final LabelRules rules;
  private final Progress progress;

  /** An importer for one plan. */
  public WebLabels(LabelRules rules, Progress progress) {
    this.rules = rules;
    this.progress = progress;
  }

  @Override
  public SetInfo info() {
    return new SetInfo(
        "webemotion",
        "",
        "what {command webemotion clips} wrote",
        "clips of videos found by search words",
        "each video's own: its licence, and the consent of who is shown");
  }

  @Override
  public @Nullable String recognise(Clues place) {
    return null; // a plan belongs to it, which a place alone does not have
  }

  @Override
  public Preprocessing preprocessing(Request request) {
    return ClipStore.preprocessing(request.directory());
  }

  @Override
  public Reading open(Request request) {
    Path clips = request.directory();
    PlanTable plan = PlanTable.read(rules.plan());
    Verdicts verdicts = Verdicts.of(clips, plan, rules, progress);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("plan", Outputs.sha256(rules.plan()));
    settings.put("duplicates", rules.duplicates() ? "kept" : "removed");
    if (rules.balance() != null) {
      settings.put("balance", rules.balance() == 0 ? "rarest" : rules.balance().toString());
    }
    return new Reading(
        LabelSet.FERPLUS8,
        clips,
        null,
        Expected.NOTHING,
        settings,
        sink -> each(clips, plan, verdicts, sink));
  }

  private static void each(Path clips, PlanTable plan, Verdicts verdicts, Sink sink) {
    int[] row = {0};
    FrameTable.read(
        ClipStore.table(clips, ClipStore.COMMAND),
        (place, frame) -> {
          if (row[0] == verdicts.size()) {
            throw new DataException(
                clips.toString(), "changed while it was read", "run the command again");
          }
          Verdict verdict = verdicts.of(row[0]++);
          Map<String, String> planned = plan.find(frame.video());
          if (verdict != Verdict.KEPT || planned == null) {
            sink.omit(
                frame.file(), verdict.reason() + " (video " + CsvInput.shown(frame.video()) + ")");
          } else {
            sink.take(item(frame, planned));
          }
        });
  }

  private static Item item(KeptFrame frame, Map<String, String> planned) {
    int label = LabelSet.FERPLUS8.indexOf(planned.getOrDefault("class", ""));
    Map<String, Object> says = frame.said();
    for (String column :
        new String[] {
          "url", "query", "query_id", "language", "word", "place", "group", "licence"
        }) {
      String cell = planned.getOrDefault(column, "");
      if (!cell.isEmpty()) {
        says.put(column.replace('_', '-'), cell);
      }
    }
    String rank = planned.getOrDefault("rank", "");
    if (rank.matches("\\d{1,9}")) {
      says.put("rank", Integer.valueOf(rank));
    }
    says.put("video", planned.getOrDefault("video", ""));
    return Item.of(frame.file(), label).of(planned.getOrDefault("video", "")).saying(says);
  }
}
