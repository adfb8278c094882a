package io.selfcure.curation.audit;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.pictures.PictureChecks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of an audit as maps and lists, for JSON. */
final class Summary {

  private Summary() {}

  /** Counts, estimates and settings of an audit. */
  static Map<String, Object> of(Audit audit, PictureChecks pictures) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("samples", audit.evidence().size());
    map.put("queues", queues(audit));
    map.put("changed-by-automatic-cure", audit.changed());
    map.put("class-balance", balance(audit));
    Map<String, Object> estimates = new LinkedHashMap<>();
    estimates.put("noise-rate", audit.joint().noiseRate());
    estimates.put("thresholds", thresholds(audit));
    estimates.put("confident-joint", joint(audit));
    estimates.put("noise-transition", transition(audit));
    estimates.put("pruned-by-class", count(audit.joint().pruneByClass()));
    estimates.put("pruned-by-noise-rate", count(audit.joint().pruneByNoiseRate()));
    estimates.put("pruned-by-both", count(audit.joint().pruneByBoth()));
    map.put("confident-learning", estimates);
    Map<String, Object> twins = new LinkedHashMap<>();
    twins.put("blank-pictures", pictures.blanks().size());
    twins.put("twin-groups", pictures.groups().size());
    twins.put(
        "twin-groups-across-splits",
        pictures.groups().stream().filter(PictureChecks.Group::acrossSplits).count());
    twins.put(
        "twin-groups-with-conflicting-labels",
        pictures.groups().stream().filter(PictureChecks.Group::conflicting).count());
    if (pictures.faces().asked()) {
      twins.put("faces", pictures.faces().toMap());
    }
    map.put("pictures", twins);
    Map<String, String> formulas = new LinkedHashMap<>();
    audit.scores().forEach(s -> formulas.put(s.name(), s.formula()));
    map.put("scores", formulas);
    map.put("rules", audit.rules().toMap());
    return map;
  }

  private static Map<String, Object> queues(Audit audit) {
    Map<String, Object> counts = new LinkedHashMap<>();
    for (Queue q : Queue.values()) {
      counts.put(q.id(), audit.findings().stream().filter(f -> f.queue() == q).count());
    }
    return counts;
  }

  private static Map<String, Object> balance(Audit audit) {
    LabelSet classes = audit.evidence().classes();
    Map<String, Object> all = new LinkedHashMap<>();
    for (int c = 0; c < classes.size(); c++) {
      int label = c;
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("given", audit.findings().stream().filter(f -> f.sample().label() == label).count());
      line.put("cured", audit.findings().stream().filter(f -> f.cured() == label).count());
      all.put(classes.name(c), line);
    }
    return all;
  }

  private static Map<String, Object> thresholds(Audit audit) {
    Map<String, Object> all = new LinkedHashMap<>();
    double[] thresholds = audit.joint().thresholds();
    for (int c = 0; c < thresholds.length; c++) {
      all.put(audit.evidence().classes().name(c), orNull(thresholds[c]));
    }
    return all;
  }

  /** Counts: given class in rows, estimated true one in columns. */
  private static List<List<Long>> joint(Audit audit) {
    int n = audit.evidence().classes().size();
    List<List<Long>> rows = new ArrayList<>();
    for (int g = 0; g < n; g++) {
      List<Long> row = new ArrayList<>();
      for (int t = 0; t < n; t++) {
        row.add(audit.joint().count(g, t));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Probabilities: true class in rows, given one in columns; rows sum to 1. */
  private static List<List<@Nullable Double>> transition(Audit audit) {
    int n = audit.evidence().classes().size();
    List<List<@Nullable Double>> rows = new ArrayList<>();
    for (int t = 0; t < n; t++) {
      List<@Nullable Double> row = new ArrayList<>();
      for (int g = 0; g < n; g++) {
        row.add(orNull(audit.joint().transition(t, g)));
      }
      rows.add(row);
    }
    return rows;
  }

  private static long count(boolean[] marked) {
    long n = 0;
    for (boolean m : marked) {
      n += m ? 1 : 0;
    }
    return n;
  }

  /** JSON has no NaN. */
  static @Nullable Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
