package io.selfcure.curation.report;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.curation.ledger.Ledger;
import io.selfcure.curation.ledger.Observations;
import io.selfcure.curation.ledger.Relabelling;
import io.selfcure.curation.run.AlarmKind;
import io.selfcure.curation.run.Facts;
import io.selfcure.curation.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes run folders as training does, small and known by heart. */
final class RunFixture {

  static final String HOSTILE = "<script>alert(1)</script>\"'&\u202E";

  /** Eight samples of two classes; the given labels of 6 and 7 are wrong where truth is known. */
  static final int SAMPLES = 8;

  private final RunFolder run;
  private final LabelSet labels;
  private boolean alpha = true;
  private boolean truth = true;
  private boolean validation = true;

  RunFixture(Path dir, String... labels) throws IOException {
    this.run = new RunFolder(Files.createDirectories(dir));
    this.labels = LabelSet.of(labels);
    Files.writeString(
        run.config(),
        """
        mode: paper
        seed: 1
        epochs: 4
        input-size: 48
        relabelling: true
        margin-1: 0.15
        relabel-epoch: 2
        optimizer: sgd
        augment: none
        """);
    Files.writeString(
        run.facts(),
        Yaml.write(
            Facts.of(
                new Facts.Labels(Facts.Changer.PREDICTIONS, 2, 4),
                new Facts.Ranks(Facts.Groups.ALPHA, 0.15, false),
                new Facts.Weights(Facts.Weighed.PICTURE, Facts.Groups.ALPHA, 0.7),
                false,
                List.of(AlarmKind.NOT_LEARNING, AlarmKind.RANK_LOSS_IDLE))));
    Files.writeString(
        run.provenance(), "started: 2026-01-01T00:00:00Z\ndata: /nowhere\ndata-name: \"<b>set\"\n");
  }

  RunFixture bare() {
    alpha = false;
    truth = false;
    validation = false;
    return this;
  }

  RunFolder folder() {
    return run;
  }

  /** Epoch 2 repairs 6, breaks 0, and changes 7 to what it was not: with two classes, rightly. */
  RunFixture epochs(int epochs) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      int trueLabel = !truth ? Sample.UNKNOWN : i >= 6 ? 1 - i % 2 : i % 2;
      samples.add(
          Sample.of(i == 0 ? HOSTILE : "s" + i, "#" + i, Split.TRAIN, i % 2)
              .relabelled(i % 2, trueLabel));
    }
    StringBuilder metrics =
        new StringBuilder(
            "epoch,learning_rate,loss,rank_loss,alpha_mean,alpha_std,rank_gap,"
                + "train_accuracy_given,relabelled,relabelled_again,wrong_labels,auroc_alpha,"
                + "auroc_p_given,repaired,broken,valid_accuracy,valid_balanced_accuracy,"
                + "valid_ece,valid_loss,seconds,images_per_s\n");
    StringBuilder evaluations = new StringBuilder();
    try (Ledger ledger = Ledger.create(run.ledger(), labels, samples)) {
      for (int e = 1; e <= epochs; e++) {
        ledger.record(e, observed(), e == 2 ? changes() : List.of());
        metrics.append(row(e)).append('\n');
        evaluations.append(evaluation(e)).append('\n');
      }
    }
    Files.writeString(run.metrics(), metrics);
    if (validation && epochs > 0) {
      Files.writeString(run.validation(), evaluations);
    }
    return this;
  }

  RunFixture alarm(int epoch, String event, String finding) throws IOException {
    return alarm(epoch, event, finding, "do better");
  }

  RunFixture alarm(int epoch, String event, String finding, String remedy) throws IOException {
    String line = String.join(",", Integer.toString(epoch), event, finding, remedy);
    Files.writeString(run.events(), "epoch,event,finding,remedy\n" + line + "\n");
    return this;
  }

  private Observations observed() {
    Observations o = new Observations(SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
      float p = 0.9f - 0.1f * i;
      o.set(
          i,
          alpha ? 0.8f - 0.1f * i : Float.NaN,
          p,
          Math.max(p, 1 - p),
          p >= 0.5f ? i % 2 : 1 - i % 2);
    }
    return o;
  }

  private static List<Relabelling> changes() {
    return List.of(
        new Relabelling(2, 6, 0, 1, 0.2f, 0.8f, 0.2f, "because"),
        new Relabelling(2, 0, 0, 1, 0.4f, 0.6f, 0.2f, "because"));
  }

  private String row(int e) {
    return e
        + ",0.01,1.5,"
        + (alpha ? "0.1,0.5,0.2,0.12" : ",,,")
        + ",0.75,"
        + (e == 2 ? "2,0" : "0,0")
        + (truth ? ",2,1.0,1.0," : ",0,,,")
        + (truth && e >= 2 ? "1,1" : "0,0")
        + (validation ? (e == 2 ? ",0.75" : ",0.5") + ",0.5,0.2,0.7" : ",,,,")
        + ",12,100";
  }

  private String evaluation(int e) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epoch", e);
    float[] probabilities = {0.9f, 0.1f, 0.8f, 0.2f, 0.3f, 0.7f, 0.6f, 0.4f};
    int[] given = {0, 0, 1, 1};
    boolean shown = e <= 2 || e == 4; // the best so far, and the last
    Evaluation evaluation =
        shown
            ? Evaluation.withIntervals(probabilities, given, labels, List.of("", "", "", ""), 1)
            : Evaluation.of(probabilities, given, labels);
    map.putAll(evaluation.toMap());
    return JsonMapper.builder().build().writeValueAsString(map);
  }
}
