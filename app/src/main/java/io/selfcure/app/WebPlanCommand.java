package io.selfcure.app;

import io.selfcure.datasets.web.PlanRules;
import io.selfcure.datasets.web.VideoPlan;
import io.selfcure.workflow.PlanVideos;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "plan",
    description = {
      "Choose videos from listings of search results, by rank, length and licence; videos that"
          + " queries of different classes have found are told apart.",
      "Nothing is downloaded. Entries that are not wanted are listed with the reason.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Listings are what yt-dlp prints with -j, --flat-playlist -j or -J, JSON lists, or CSV tables"
          + " with the columns id or url, and query, duration, rank, licence where known.",
      "",
      "Examples:",
      "  selfcure webemotion plan --from listings --queries queries.csv --to plan.csv",
      "  selfcure webemotion plan --from found.csv --query 'happy man Brazil' --class happiness \\",
      "      --licence 'creative commons' --to plan.csv",
    })
final class WebPlanCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description = "Listings, or folders of them: .json, .jsonl, .ndjson or .csv.")
  private List<Path> from;

  @Option(
      names = "--queries",
      paramLabel = "FILE",
      description =
          "The queries that were searched by. An entry's query is looked up by its text or id: in the"
              + " entry's query, playlist_title, playlist or playlist_id, in its list's title or id,"
              + " in the file's name.")
  private @Nullable Path queries;

  @Option(
      names = "--query",
      paramLabel = "TEXT",
      description = "The one query that all listings are of, by id or text.")
  private @Nullable String query;

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      description = "The class of --query, where there is no table of queries.")
  private @Nullable String label;

  @Option(
      names = "--top",
      defaultValue = "20",
      paramLabel = "N",
      description = "Results of a query that are wanted. Default: 20.")
  private int top;

  @Option(
      names = "--max-length",
      defaultValue = "240",
      paramLabel = "S",
      description = "Only videos shorter than S seconds; 0 for any, unknown too. Default: 240.")
  private double maxLength;

  @Option(
      names = {"--licence", "--license"},
      split = ",",
      paramLabel = "TEXT",
      description = "Only videos whose licence contains one of these texts. Default: any.")
  private List<String> licences = new ArrayList<>();

  @Option(
      names = "--conflicts",
      defaultValue = "drop",
      paramLabel = "HOW",
      description =
          "A video that queries of several classes have found: drop leaves it out, best-rank takes"
              + " the class where it ranks best. Default: drop.")
  private PlanRules.Conflict conflicts;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The plan, .csv or .json.")
  private Path to;

  @Option(
      names = "--left-out",
      paramLabel = "FILE",
      description = "What is left out, and why. Default: plan.left-out.csv for --to plan.csv.")
  private @Nullable Path leftOut;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    PlanVideos.Result made =
        PlanVideos.run(
            new PlanVideos.Request(
                from,
                new PlanVideos.Asked(queries, query, label),
                new PlanRules(top, maxLength, licences, conflicts),
                to,
                leftOut),
            Contexts.of(spec));
    json.show(spec, made.document(), out -> print(out, made));
    return 0;
  }

  private static void print(PrintWriter out, PlanVideos.Result made) {
    List<List<String>> lines = new ArrayList<>(List.of(List.of("class", "videos")));
    made.classes().forEach((name, n) -> lines.add(List.of(name, n.toString())));
    out.print(Tables.plain(lines));
    VideoPlan plan = made.plan();
    out.printf(
        Locale.ROOT, "%,d of %,d entries in %s%n", plan.videos().size(), plan.listed(), made.to());
    plan.reasons().forEach((code, n) -> out.printf(Locale.ROOT, "  left out: %s %,d%n", code, n));
    out.println("reasons: " + made.leftOut());
    out.println("next: collect those that you may collect, name each after its identifier, then");
    out.println("  " + CommandWording.line("webemotion clips", "from", "VIDEOS", "to", "CLIPS"));
  }
}
