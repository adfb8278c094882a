package io.selfcure.workflow;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Outputs;
import io.selfcure.datasets.web.Queries;
import io.selfcure.datasets.web.Query;
import io.selfcure.datasets.web.QueryGrid;
import io.selfcure.datasets.web.Words;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes queries by which videos are searched, each with its class. */
public final class MakeQueries {

  private MakeQueries() {}

  /**
   * Which queries.
   *
   * @param words a list of words, places and groups; null for the program's own
   * @param languages only these; empty for all of the list
   * @param places only these, by the list's codes; empty for all of the list
   * @param limit so many, drawn at random and as many of each class; null for all
   * @param seed of the draw
   * @param to the table of queries, .csv or .json
   */
  public record Request(
      @Nullable Path words,
      Set<String> languages,
      Set<String> places,
      @Nullable Integer limit,
      long seed,
      Path to) {

    /** Copies the sets, and keeps their order. */
    public Request {
      languages = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(languages));
      places = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(places));
    }
  }

  /**
   * What was written.
   *
   * @param to the table
   * @param grid how many queries there are of these words
   * @param queries how many were written
   * @param counts how many by class, then by language
   */
  public record Result(Path to, int grid, int queries, Map<String, Map<String, Long>> counts) {

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("to", to.toString());
      d.put("grid", grid);
      d.put("queries", queries);
      d.put("classes", counts);
      return d;
    }
  }

  /**
   * Writes them.
   *
   * @throws io.selfcure.core.error.DataException when the list of words is none
   * @throws io.selfcure.core.error.UsageException when a language or place is not in it
   */
  public static Result run(Request request) {
    Queries.requireFormat(request.to(), "{to}");
    Outputs.requireWritable(request.to(), "{to}");
    Words words = request.words() == null ? Words.builtIn() : Words.read(request.words());
    List<Query> grid = QueryGrid.all(words, request.languages(), request.places());
    List<Query> chosen =
        request.limit() == null ? grid : QueryGrid.sample(grid, request.limit(), request.seed());
    Queries.write(request.to(), chosen);
    return new Result(request.to(), grid.size(), chosen.size(), counts(words, chosen));
  }

  private static Map<String, Map<String, Long>> counts(Words words, List<Query> chosen) {
    Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
    for (String label : LabelSet.FERPLUS8.names()) {
      Map<String, Long> byLanguage = new LinkedHashMap<>();
      words.patterns().keySet().forEach(l -> byLanguage.put(l, 0L));
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
}
