package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.audit.TwinsTable;
import io.selfcure.datasets.check.CheckFinding;
import io.selfcure.datasets.check.DatasetCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says whether a data set is whole and fit to be judged on. */
public final class CheckDataset {

  private CheckDataset() {}

  /**
   * What is to be checked.
   *
   * @param data the data set
   * @param groups where to write a table of all copies; null writes none
   */
  public record Request(Path data, @Nullable Path groups) {}

  /**
   * What was found.
   *
   * @param data the data set
   * @param findings problems and notes
   */
  public record Result(Dataset data, List<CheckFinding> findings) {

    /** Copies the list. */
    public Result {
      findings = List.copyOf(findings);
    }

    /** How many findings make figures of the data set wrong. */
    public long problems() {
      return findings.stream().filter(CheckFinding::problem).count();
    }

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("data", data.dir().toString());
      d.put("samples", data.samples().size());
      d.put("problems", problems());
      List<Map<String, Object>> list = new ArrayList<>();
      for (CheckFinding f : findings) {
        Map<String, Object> finding = new LinkedHashMap<>();
        finding.put("code", f.code());
        finding.put("problem", f.problem());
        finding.put("text", Wording.NEUTRAL.render(f.text()));
        finding.put("examples", f.examples());
        list.add(finding);
      }
      d.put("findings", list);
      return d;
    }
  }

  /**
   * Looks at every picture and row.
   *
   * @throws io.selfcure.core.error.DataException when the data set cannot be read at all
   */
  public static Result run(Request request, Context context) {
    Dataset data = Dataset.read(request.data());
    Path table = request.groups();
    if (table != null) {
      Outputs.requireWritable(table, "{csv}");
    }
    DatasetCheck.Found found = DatasetCheck.of(data, context.progress());
    if (table != null) {
      Outputs.writeAtomically(table, file -> TwinsTable.write(file, data.labels(), found.groups()));
    }
    return new Result(data, found.findings());
  }
}
