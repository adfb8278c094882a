package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.ReadingsLog;
import io.selfcure.core.data.Registration;
import io.selfcure.curation.report.DatasetPage;
import io.selfcure.datasets.show.ContactSheet;
import io.selfcure.datasets.show.DatasetFacts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a data set is and has, in figures, a drawing and a page. */
public final class ShowDataset {

  /** So many of the most frequent values are named. */
  private static final int NAMED = 12;

  private ShowDataset() {}

  /**
   * What is to be shown.
   *
   * @param data the data set
   * @param sheet where a PNG with faces of each class is written, one row a class; null for none
   * @param html where one page with all of it is written; null for none
   */
  public record Request(Path data, @Nullable Path sheet, @Nullable Path html) {}

  /**
   * What it is and has.
   *
   * @param data the data set
   * @param facts its figures
   */
  public record Result(Dataset data, DatasetFacts facts) {

    /** Samples of each class in all splits, unlabelled ones last where there are any. */
    public Map<String, Long> byClass() {
      Map<String, Long> all = new LinkedHashMap<>();
      data.labels().names().forEach(n -> all.put(n, 0L));
      data.card().counts().values().forEach(s -> s.forEach((n, c) -> all.merge(n, c, Long::sum)));
      return all;
    }

    /** Everything but the classes, in words, by name. */
    public Map<String, String> lines() {
      Map<String, String> lines = new LinkedHashMap<>();
      lines.put("source", data.card().source());
      lines.put("terms", data.card().terms());
      lines.put(
          "made by",
          data.card().madeBy().stream().map(Map::toString).collect(Collectors.joining("; ")));
      Registration kept = data.registered();
      if (kept != null) {
        int read = ReadingsLog.of(data).readings().size();
        lines.put(
            "registered",
            kept.split().id() + (read == 0 ? ", not read so far" : ", readings: " + read));
      }
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

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("data", data.dir().toString());
      d.put("name", data.card().name());
      d.put("sha256", data.sha256());
      d.put("source", data.card().source());
      d.put("terms", data.card().terms());
      d.put("samples", data.samples().size());
      d.put("classes", byClass());
      d.put("splits", data.card().counts());
      d.put("skipped", data.card().skipped());
      d.put("sizes", facts.sizes());
      d.put("subjects", facts.subjects());
      d.put("with-votes", facts.voted());
      d.put("with-box", facts.boxed());
      d.put("true-label-known", facts.known());
      d.put("attributes", facts.attributes());
      Registration kept = data.registered();
      if (kept != null) {
        ReadingsLog log = ReadingsLog.of(data);
        Map<String, Object> registered = new LinkedHashMap<>(); // in the same order each time
        registered.put("split", kept.split().id());
        registered.put("record", log.file().toString());
        registered.put("readings", log.readings().size());
        d.put("registered", registered);
      }
      return d;
    }

    private static String count(long n) {
      return String.format(Locale.ROOT, "%,d", n);
    }

    /** The most frequent ones. */
    private static String counts(Map<String, Long> counts) {
      String text =
          counts.entrySet().stream()
              .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
              .limit(NAMED)
              .map(e -> e.getKey() + " (" + count(e.getValue()) + ")")
              .collect(Collectors.joining(", "));
      return counts.size() <= NAMED ? text : text + ", and " + (counts.size() - NAMED) + " more";
    }
  }

  /**
   * Looks, and writes what is to be written.
   *
   * @throws io.selfcure.core.error.DataException when the data set cannot be read
   */
  public static Result run(Request request) {
    Dataset data = Dataset.read(request.data());
    Result result = new Result(data, DatasetFacts.of(data));
    if (request.sheet() != null) {
      Outputs.requireWritable(request.sheet(), "{sheet}");
      ContactSheet.write(request.sheet(), data);
    }
    if (request.html() != null) {
      Outputs.requireWritable(request.html(), "{html}");
      Outputs.writeAtomically(
          request.html(), DatasetPage.html(data, result.lines(), DatasetPictures.album(data)));
    }
    return result;
  }
}
