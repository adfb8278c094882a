package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.error.Wording;
import io.selfcure.core.metrics.Interval;
import io.selfcure.core.metrics.SeedStatistics;
import io.selfcure.curation.run.Figures;
import io.selfcure.curation.run.RunDifferences;
import io.selfcure.curation.run.RunEvent;
import io.selfcure.curation.run.RunSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results for programs: plain maps with kebab-case names (docs/formats/json.md). */
public final class Documents {

  private Documents() {}

  /** A data set that was made. */
  public static Map<String, Object> dataset(Dataset data) {
    Map<String, Object> d = new LinkedHashMap<>();
    d.put("data", data.dir().toString());
    d.put("name", data.card().name());
    d.put("sha256", data.sha256());
    d.put("labels", data.labels().names());
    d.put("counts", data.card().counts());
    d.put("skipped", data.card().skipped());
    return d;
  }

  /** How a run stands. */
  public static Map<String, @Nullable Object> run(RunSummary run) {
    Map<String, @Nullable Object> d = new LinkedHashMap<>();
    d.put("run", run.run().dir().toString());
    d.put("state", run.state().name().toLowerCase(Locale.ROOT));
    d.put("mode", run.settings().getOrDefault("mode", ""));
    d.put("data", run.origin().getOrDefault("data", ""));
    d.put("data-name", run.origin().getOrDefault("data-name", ""));
    d.put("started", run.origin().getOrDefault("started", ""));
    d.put("epochs", run.epochs());
    d.put("epochs-done", run.done());
    Map<String, String> best = run.best();
    d.put("best", best == null ? null : Figures.kebab(best));
    d.put("last", run.rows().isEmpty() ? null : Figures.kebab(run.last()));
    List<Map<String, Object>> alarms = new ArrayList<>();
    for (RunEvent e : run.alarms()) {
      Map<String, Object> alarm = new LinkedHashMap<>();
      alarm.put("epoch", e.epoch());
      alarm.put("event", e.event());
      alarm.put("finding", e.finding());
      alarm.put("remedy", Wording.NEUTRAL.render(e.remedy()));
      alarms.add(alarm);
    }
    d.put("alarms", alarms);
    return d;
  }

  /** A figure over seeds. */
  public static Map<String, @Nullable Object> overSeeds(SeedStatistics s) {
    Map<String, @Nullable Object> d = new LinkedHashMap<>();
    d.put("seeds", s.seeds());
    d.put("mean", s.mean());
    d.put("sd", Double.isNaN(s.deviation()) ? null : s.deviation());
    d.put("min", s.min());
    d.put("max", s.max());
    Interval interval = s.interval();
    d.put("interval-95", interval == null ? null : List.of(interval.low(), interval.high()));
    return d;
  }

  /** What a reproduction came to. */
  public static Map<String, Object> differences(String run, String again, RunDifferences found) {
    Map<String, Object> d = new LinkedHashMap<>();
    d.put("run", run);
    d.put("reproduction", again);
    d.put("reproduced", found.none());
    d.put("epochs", found.epochs());
    Map<String, Object> platform = new LinkedHashMap<>();
    found.origin().forEach((k, v) -> platform.put(k, List.of(v.first(), v.second())));
    d.put("platform", platform);
    List<Map<String, @Nullable Object>> columns = new ArrayList<>();
    for (RunDifferences.Column c : found.metrics()) {
      Map<String, @Nullable Object> column = new LinkedHashMap<>();
      column.put("figure", Figures.name(c.name()));
      column.put("greatest-difference", c.greatest());
      column.put("first-epoch", c.firstEpoch());
      columns.add(column);
    }
    d.put("metrics", columns);
    Map<String, Object> ledger = new LinkedHashMap<>();
    ledger.put("samples", found.ledger().samples());
    ledger.put("observations", found.ledger().observations());
    ledger.put("first-epoch", found.ledger().firstEpoch());
    ledger.put("relabellings", found.ledger().relabellings());
    ledger.put("labels", found.ledger().labels());
    d.put("ledger", ledger);
    return d;
  }

  /** A measured figure, without digits that mean nothing. */
  static double thousandths(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
