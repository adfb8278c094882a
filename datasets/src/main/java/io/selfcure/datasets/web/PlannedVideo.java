package io.selfcure.datasets.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A video that is wanted, with what led to it.
 *
 * @param video the site's identifier, or the URL where it has none
 * @param url where it is
 * @param seconds its length, NaN where it is not known
 * @param query the best query that found it, which gives its class
 * @param rank its place among that query's results, from 1
 * @param licence what the site says, may be empty
 * @param also identifiers of further queries that found it, in their order
 */
public record PlannedVideo(
    String video,
    String url,
    double seconds,
    Query query,
    long rank,
    String licence,
    List<String> also) {

  /** The columns of a plan. */
  public static final List<String> COLUMNS =
      List.of(
          "video",
          "url",
          "seconds",
          "class",
          "query_id",
          "query",
          "language",
          "word",
          "place",
          "group",
          "rank",
          "licence",
          "also");

  /** Copies the list. */
  public PlannedVideo {
    also = List.copyOf(also);
  }

  /** A row of the plan. */
  Map<String, String> row() {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("video", video);
    row.put("url", url);
    row.put("seconds", Double.isNaN(seconds) ? "" : String.format(Locale.ROOT, "%.0f", seconds));
    row.put("class", query.label());
    row.put("query_id", query.id());
    row.put("query", query.text());
    row.put("language", query.language());
    row.put("word", query.word());
    row.put("place", query.place());
    row.put("group", query.group());
    row.put("rank", Long.toString(rank));
    row.put("licence", licence);
    row.put("also", String.join("; ", also));
    return row;
  }
}
