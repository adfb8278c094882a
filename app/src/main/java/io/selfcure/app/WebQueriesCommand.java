package io.selfcure.app;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Outputs;
import io.selfcure.datasets.web.Queries;
import io.selfcure.datasets.web.Query;
import io.selfcure.datasets.web.QueryGrid;
import io.selfcure.datasets.web.Words;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "queries",
    description =
        "Write search queries: emotion words x places x ages and sexes, in several languages, each"
            + " with its class of FERPlus's eight.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  selfcure webemotion queries --limit 800 --to queries.csv",
      "  selfcure webemotion queries --languages en,zh --places GB,CN --to queries.json",
    })
final class WebQueriesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--words",
      paramLabel = "FILE",
      description =
          "Your own YAML list of words, places and groups (docs/formats/webemotion.md). Default: the"
              + " program's, in en, zh, es, de and fr, with 45 places and 6 groups.")
  private @Nullable Path words;

  @Option(
      names = "--languages",
      split = ",",
      paramLabel = "CODE",
      description = "Only these languages, with commas between them. Default: all of the list.")
  private Set<String> languages = new LinkedHashSet<>();

  @Option(
      names = "--places",
      split = ",",
      paramLabel = "CODE",
      description = "Only these places, by the list's codes. Default: all of the list.")
  private Set<String> places = new LinkedHashSet<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Only N queries, drawn at random and as many of each class. Default: all.")
  private @Nullable Integer limit;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of the draw. Default: 1.")
  private long seed;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The table of queries, .csv or .json.")
  private Path to;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    Queries.requireFormat(to, "--to");
    Outputs.requireWritable(to, "--to");
    Words list = words == null ? Words.builtIn() : Words.read(words);
    List<Query> grid = QueryGrid.all(list, languages, places);
    List<Query> chosen = limit == null ? grid : QueryGrid.sample(grid, limit, seed);
    Queries.write(to, chosen);
    Map<String, Map<String, Long>> counts = counts(list, chosen);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("to", to.toString());
    document.put("grid", grid.size());
    document.put("queries", chosen.size());
    document.put("classes", counts);
    json.show(spec, document, out -> print(out, counts, chosen.size(), grid.size()));
    return 0;
  }

  /** By class, then by language. */
  private static Map<String, Map<String, Long>> counts(Words list, List<Query> chosen) {
    Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
    for (String label : LabelSet.FERPLUS8.names()) {
      Map<String, Long> byLanguage = new LinkedHashMap<>();
      list.patterns().keySet().forEach(l -> byLanguage.put(l, 0L));
      counts.put(label, byLanguage);
    }
    for (Query q : chosen) {
      counts.computeIfPresent(
          q.label(),
          (label, byLanguage) -> {
            byLanguage.merge(q.language(), 1L, Long::sum);
            return byLanguage;
          });
    }
    return counts;
  }

  private void print(
      PrintWriter out, Map<String, Map<String, Long>> counts, int queries, int grid) {
    List<List<String>> lines = new ArrayList<>();
    counts.forEach(
        (label, byLanguage) -> {
          if (lines.isEmpty()) {
            List<String> header = new ArrayList<>(List.of("class"));
            header.addAll(byLanguage.keySet());
            header.add("all");
            lines.add(header);
          }
          List<String> line = new ArrayList<>(List.of(label));
          byLanguage.values().forEach(n -> line.add(n.toString()));
          line.add(Long.toString(byLanguage.values().stream().mapToLong(n -> n).sum()));
          lines.add(line);
        });
    out.print(Tables.plain(lines));
    out.printf(Locale.ROOT, "%,d of %,d queries in %s%n", queries, grid, to);
    out.println("next: search by them, list the results, then");
    out.println(
        Launched.shown(
            "  'selfcure webemotion plan --from LISTINGS --queries " + to + " --to plan.csv'"));
  }
}
