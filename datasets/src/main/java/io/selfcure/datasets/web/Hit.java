package io.selfcure.datasets.web;

import java.util.List;

/**
 * One entry of a search's results, as a listing tells it. Texts that it does not tell are empty.
 *
 * @param place file and line or entry, for messages
 * @param id the site's own identifier of the video
 * @param url where the video is
 * @param seconds its length, NaN where it is not told
 * @param rank its place among the results, from 1
 * @param licence what the site says of it
 * @param label the class, where the listing itself says one
 * @param queries what may name the query: identifiers or texts, the best first
 */
record Hit(
    String place,
    String id,
    String url,
    double seconds,
    long rank,
    String licence,
    String label,
    List<String> queries) {

  Hit {
    queries = List.copyOf(queries);
  }

  /** What two entries of the same video share. */
  String video() {
    return id.isEmpty() ? url : id;
  }
}
