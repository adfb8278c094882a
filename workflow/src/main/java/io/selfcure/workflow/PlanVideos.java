package io.selfcure.workflow;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.web.PlanRules;
import io.selfcure.datasets.web.PlannedVideo;
import io.selfcure.datasets.web.Queries;
import io.selfcure.datasets.web.Query;
import io.selfcure.datasets.web.VideoPlan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses videos from listings of search results. */
public final class PlanVideos {

  private PlanVideos() {}

  /**
   * What is to be chosen from.
   *
   * @param from listings, or folders of them
   * @param asked by which queries they were found
   * @param rules which videos are wanted
   * @param to the plan, .csv or .json
   * @param leftOut where what is left out is written, and why; null for beside the plan
   */
  public record Request(
      List<Path> from, Asked asked, PlanRules rules, Path to, @Nullable Path leftOut) {

    /** Copies the list. */
    public Request {
      from = List.copyOf(from);
    }
  }

  /**
   * By which queries the listings were found.
   *
   * @param queries the table of queries; null for none
   * @param query the one query that all listings are of, by id or text; null where they say it
   * @param label the class of that query, where it is in no table; null where it is
   */
  public record Asked(@Nullable Path queries, @Nullable String query, @Nullable String label) {

    private Queries known() {
      return queries == null ? Queries.none() : Queries.read(queries);
    }

    private @Nullable Query only(Queries known) {
      if (query == null) {
        if (label != null) {
          throw new UsageException("{class}", "is given without {query}", "give the query too");
        }
        return null;
      }
      Query found = known.find(query);
      if (found != null && label == null) {
        return found;
      }
      if (label == null) {
        throw new UsageException(
            "{query}",
            "'" + Wording.value(query) + "' is not in the table of queries",
            "give {queries} with it, or its {class}");
      }
      if (LabelSet.FERPLUS8.indexOf(label) < 0) {
        throw new UsageException(
            "{class}",
            "'" + Wording.value(label) + "' is none",
            "use one of " + LabelSet.FERPLUS8.names());
      }
      return new Query(query, label, "", "", "", "", query);
    }
  }

  /**
   * What was chosen.
   *
   * @param to the plan's file
   * @param leftOut the file of what was left out
   * @param plan the plan
   */
  public record Result(Path to, Path leftOut, VideoPlan plan) {

    /** How many videos by class. */
    public Map<String, Long> classes() {
      Map<String, Long> classes = new LinkedHashMap<>();
      LabelSet.FERPLUS8.names().forEach(n -> classes.put(n, 0L));
      for (PlannedVideo v : plan.videos()) {
        classes.merge(v.query().label(), 1L, Long::sum);
      }
      return classes;
    }

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("to", to.toString());
      d.put("listed", plan.listed());
      d.put("videos", plan.videos().size());
      d.put("classes", classes());
      d.put("left-out", plan.reasons());
      return d;
    }
  }

  /**
   * Chooses, and writes the plan and what was left out.
   *
   * @throws io.selfcure.core.error.DataException when there is no listing
   */
  public static Result run(Request request, Context context) {
    Path to = request.to();
    VideoPlan.requireWritable(to, "{to}");
    Path leftOut = request.leftOut() == null ? VideoPlan.leftOutFile(to) : request.leftOut();
    VideoPlan.requireWritable(leftOut, "{left-out}");
    Queries known = request.asked().known();
    Query only = request.asked().only(known);
    VideoPlan plan = VideoPlan.of(request.from(), known, only, request.rules(), context.progress());
    plan.write(to, leftOut);
    return new Result(to, leftOut, plan);
  }
}
