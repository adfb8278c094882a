package io.selfcure.app;

import io.selfcure.workflow.MakeQueries;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
    MakeQueries.Result made =
        MakeQueries.run(new MakeQueries.Request(words, languages, places, limit, seed, to));
    json.show(spec, made.document(), out -> print(out, made));
    return 0;
  }

  private void print(PrintWriter out, MakeQueries.Result made) {
    List<List<String>> lines = new ArrayList<>();
    made.counts()
        .forEach(
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
    out.printf(Locale.ROOT, "%,d of %,d queries in %s%n", made.queries(), made.grid(), to);
    out.println("next: search by them, list the results, then");
    out.println(
        "  "
            + CommandWording.line(
                "webemotion plan", "from", "LISTINGS", "queries", to, "to", "plan.csv"));
  }
}
