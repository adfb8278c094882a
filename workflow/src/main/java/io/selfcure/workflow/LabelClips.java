package io.selfcure.workflow;

import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.ImportOutcome;
import io.selfcure.datasets.intake.Intake;
import io.selfcure.datasets.web.LabelRules;
import io.selfcure.datasets.web.WebLabels;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a data set of clips' faces, labelled by the queries that found their videos. */
public final class LabelClips {

  private LabelClips() {}

  /**
   * What is to be made.
   *
   * @param from the folder of clips
   * @param rules the plan, and which faces are taken
   * @param choices shares and seed of the division; a subject is a video
   * @param to the new data set
   */
  public record Request(Path from, LabelRules rules, Choices choices, Path to) {}

  /**
   * Makes it.
   *
   * @throws io.selfcure.core.error.DataException when clips and plan do not fit
   */
  public static ImportOutcome run(Request request, Context context) {
    return Intake.run(
        new WebLabels(request.rules(), context.progress()),
        new io.selfcure.datasets.intake.Request(request.from()),
        request.choices(),
        request.to(),
        context.progress());
  }

  /** The figures for programs (docs/formats/json.md). */
  public static Map<String, Object> document(ImportOutcome made) {
    Map<String, Object> d = new LinkedHashMap<>(Documents.dataset(made.data()));
    d.put("split", made.rule().id());
    return d;
  }
}
