package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.curation.report.DatasetPage;
import io.selfcure.datasets.check.DatasetCheck;
import io.selfcure.datasets.check.Finding;
import io.selfcure.datasets.show.ContactSheet;
import io.selfcure.datasets.show.DatasetFacts;
import io.selfcure.workflow.DatasetPictures;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "datasets",
    description = "Look at a data set, or check that it is whole and fit to be judged on.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "show|check",
    subcommands = {DatasetsCommand.Show.class, DatasetsCommand.Check.class},
    footer = {
      "",
      "Examples:",
      "  selfcure datasets show data/faces",
      "  selfcure datasets check data/faces"
    })
final class DatasetsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: show or check.");
  }

  @Command(
      name = "show",
      description = "Print what a data set is and has; draw its classes and some faces.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      footer = {
        "",
        "Example:",
        "  selfcure datasets show data/faces --sheet faces.png --html faces.html"
      })
  static final class Show implements Callable<Integer> {

    private static final int BAR = 40;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The data set.")
    private Path dir;

    @Option(
        names = "--sheet",
        paramLabel = "FILE",
        description = "Write a PNG with twelve faces of each class, one row a class.")
    private @Nullable Path sheet;

    @Option(
        names = "--html",
        paramLabel = "FILE",
        description = "Write one page with all of it. The data set's terms hold for it too.")
    private @Nullable Path html;

    @Mixin private JsonOption json;

    @Override
    public Integer call() {
      json.requireWritable();
      Dataset data = Dataset.read(dir);
      DatasetFacts facts = DatasetFacts.of(data);
      if (sheet != null) {
        Outputs.requireWritable(sheet, "--sheet");
        ContactSheet.write(sheet, data);
      }
      if (html != null) {
        Outputs.requireWritable(html, "--html");
        Outputs.writeAtomically(
            html, DatasetPage.html(data, lines(data, facts), DatasetPictures.album(data)));
      }
      json.show(spec, document(data, facts), out -> print(out, data, facts));
      return 0;
    }

    private static Map<String, String> lines(Dataset data, DatasetFacts facts) {
      Map<String, String> lines = new LinkedHashMap<>();
      lines.put("source", data.card().source());
      lines.put("terms", data.card().terms());
      lines.put(
          "made by",
          data.card().madeBy().stream().map(Map::toString).collect(Collectors.joining("; ")));
      lines.put("samples", count(data.samples().size()));
      lines.put("left out", count(data.card().skipped()));
      lines.put("picture sizes", counts(facts.sizes()));
      lines.put("subjects", facts.subjects() == 0 ? "not known" : count(facts.subjects()));
      lines.put("with votes", count(facts.voted()));
      lines.put("with a face's place", count(facts.boxed()));
      lines.put("true label known", count(facts.known()));
      lines.put("attributes", facts.attributes().isEmpty() ? "none" : counts(facts.attributes()));
      return lines;
    }

    private static String count(long n) {
      return String.format(Locale.ROOT, "%,d", n);
    }

    /** The most frequent ones. */
    private static String counts(Map<String, Long> counts) {
      int shown = 12;
      String text =
          counts.entrySet().stream()
              .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
              .limit(shown)
              .map(e -> e.getKey() + " (" + count(e.getValue()) + ")")
              .collect(Collectors.joining(", "));
      return counts.size() <= shown ? text : text + ", and " + (counts.size() - shown) + " more";
    }

    private static void print(PrintWriter out, Dataset data, DatasetFacts facts) {
      out.print(Tables.counts(data));
      long most = 1;
      Map<String, Long> all = byClass(data);
      for (long n : all.values()) {
        most = Math.max(most, n);
      }
      int wide = all.keySet().stream().mapToInt(String::length).max().orElse(1);
      for (Map.Entry<String, Long> e : all.entrySet()) {
        String bar = "#".repeat((int) Math.ceil((double) BAR * e.getValue() / most));
        out.printf(Locale.ROOT, "  %-" + wide + "s %s %,d%n", e.getKey(), bar, e.getValue());
      }
      lines(data, facts).forEach((name, value) -> out.println("  " + name + ": " + value));
    }

    private static Map<String, Long> byClass(Dataset data) {
      Map<String, Long> all = new LinkedHashMap<>();
      data.labels().names().forEach(n -> all.put(n, 0L));
      data.card().counts().values().forEach(s -> s.forEach((n, c) -> all.merge(n, c, Long::sum)));
      return all;
    }

    private static Map<String, Object> document(Dataset data, DatasetFacts facts) {
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("data", data.dir().toString());
      d.put("name", data.card().name());
      d.put("sha256", data.sha256());
      d.put("source", data.card().source());
      d.put("terms", data.card().terms());
      d.put("samples", data.samples().size());
      d.put("classes", byClass(data));
      d.put("splits", data.card().counts());
      d.put("skipped", data.card().skipped());
      d.put("sizes", facts.sizes());
      d.put("subjects", facts.subjects());
      d.put("with-votes", facts.voted());
      d.put("with-box", facts.boxed());
      d.put("true-label-known", facts.known());
      d.put("attributes", facts.attributes());
      return d;
    }
  }

  @Command(
      name = "check",
      description = "Verify files, hashes and counts; find people and pictures that splits share.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      footer = {
        "",
        "Ends with exit code 9 where there are problems; notes do not count.",
        "",
        "Example:",
        "  selfcure datasets check data/faces"
      })
  static final class Check implements Callable<Integer> {

    /** docs/exit-codes.md. */
    private static final int FINDINGS = 9;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The data set.")
    private Path dir;

    @Mixin private JsonOption json;

    @Override
    public Integer call() {
      json.requireWritable();
      Dataset data = Dataset.read(dir);
      List<Finding> findings = DatasetCheck.of(data, Terminal.progress(spec));
      long problems = findings.stream().filter(Finding::problem).count();
      json.show(
          spec,
          document(data, findings, problems),
          out -> {
            findings.forEach(f -> print(out, f));
            out.printf(
                Locale.ROOT,
                "%s: %,d samples, %s%n",
                data.dir(),
                data.samples().size(),
                problems == 0 ? "no problems" : "kinds of problems: " + problems);
          });
      return problems == 0 ? 0 : FINDINGS;
    }

    private static void print(PrintWriter out, Finding f) {
      out.println(
          (f.problem() ? "problem " : "note    ") + f.code() + ": " + Launched.shown(f.text()));
      f.examples().forEach(e -> out.println("          " + e.replaceAll("\\p{Cntrl}", "?")));
    }

    private static Map<String, Object> document(
        Dataset data, List<Finding> findings, long problems) {
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("data", data.dir().toString());
      d.put("samples", data.samples().size());
      d.put("problems", problems);
      List<Map<String, Object>> list = new ArrayList<>();
      for (Finding f : findings) {
        Map<String, Object> finding = new LinkedHashMap<>();
        finding.put("code", f.code());
        finding.put("problem", f.problem());
        finding.put("text", f.text());
        finding.put("examples", f.examples());
        list.add(finding);
      }
      d.put("findings", list);
      return d;
    }
  }
}
