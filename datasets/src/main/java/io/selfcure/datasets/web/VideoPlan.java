package io.selfcure.datasets.web;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Chooses videos from listings of search results. Nothing is downloaded.
 *
 * @param videos those wanted, in the order in which they were first found
 * @param leftOut what is not wanted or could not be used, and why
 * @param listed how many entries the listings have
 */
public record VideoPlan(List<PlannedVideo> videos, List<LeftOut> leftOut, long listed) {

  /**
   * Something that is not in the plan.
   *
   * @param video its identifier; empty where that is not known
   * @param where file and entry
   * @param code one word of the reason: rank, length, licence, conflict, repeated, query, entry or
   *     listing
   * @param reason in full
   */
  public record LeftOut(String video, String where, String code, String reason) {}

  /** Copies the lists. */
  public VideoPlan {
    videos = List.copyOf(videos);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Makes a plan.
   *
   * @param listings files, or directories whose listings are read in the order of their names
   * @param queries by which the class of a listing is known
   * @param only the one query that all listings are of, null where they say it
   * @throws DataException when there is no listing
   */
  public static VideoPlan of(
      List<Path> listings,
      Queries queries,
      @Nullable Query only,
      PlanRules rules,
      Progress progress) {
    Choice choice = new Choice(queries, only, rules);
    List<Path> files = choice.files(listings);
    if (files.isEmpty()) {
      throw new DataException(
          listings.toString(), "hold no listing", "name files that end in .json, .jsonl or .csv");
    }
    try (Progress.Task task = progress.start("plan", "listings", files.size())) {
      long done = 0;
      for (Path file : files) {
        choice.read(file);
        task.advance(++done, "");
      }
    }
    return choice.plan();
  }

  /** Writes the plan and, beside it, what was left out; each as CSV or JSON after its name. */
  public void write(Path plan, Path leftOutFile) {
    RowTable.write(plan, PlannedVideo.COLUMNS, videos.stream().map(PlannedVideo::row).toList());
    List<Map<String, String>> rows = new ArrayList<>();
    for (LeftOut l : leftOut) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("video", l.video());
      row.put("where", l.where());
      row.put("code", l.code());
      row.put("reason", l.reason());
      rows.add(row);
    }
    RowTable.write(leftOutFile, List.of("video", "where", "code", "reason"), rows);
  }

  /** How many were left out by code. */
  public Map<String, Long> reasons() {
    Map<String, Long> counts = new TreeMap<>();
    leftOut.forEach(l -> counts.merge(l.code(), 1L, Long::sum));
    return counts;
  }

  /** Where what is left out is written by default: {@code plan.left-out.csv} for plan.csv. */
  public static Path leftOutFile(Path plan) {
    String name = String.valueOf(plan.getFileName());
    int dot = name.lastIndexOf('.');
    return plan.resolveSibling(name.substring(0, dot) + ".left-out" + name.substring(dot));
  }

  /** Refuses plan files that could not be written, before the work that leads to them. */
  public static void requireWritable(Path file, String option) {
    RowTable.requireFormat(file, option);
    Outputs.requireWritable(file, option);
  }

  /** A finding of a video: the query that found it and the entry. */
  private record Finding(Query query, Hit hit) {}

  /** Collects what listings say of each video. */
  private static final class Choice {
    private final Queries queries;
    private final @Nullable Query only;
    private final PlanRules rules;
    private final Map<String, List<Finding>> found = new LinkedHashMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private long listed;

    private Choice(Queries queries, @Nullable Query only, PlanRules rules) {
      this.queries = queries;
      this.only = only;
      this.rules = rules;
    }

    private List<Path> files(List<Path> listings) {
      List<Path> files = new ArrayList<>();
      for (Path given : listings) {
        Path path = given.toAbsolutePath().normalize();
        if (!Files.exists(path)) {
          throw new DataException(given.toString(), "is missing", "check the path");
        }
        if (!Files.isDirectory(path)) {
          files.add(path);
          continue;
        }
        Walk.files(
            path,
            path,
            new Skips(this::listing),
            name -> {
              if (Listing.isOne(name)) {
                files.add(path.resolve(name));
              } else {
                listing(name, "is no listing: its name ends in none of .json, .jsonl, .csv");
              }
            });
      }
      return files;
    }

    private void listing(String where, String reason) {
      leftOut.add(new LeftOut("", where, "listing", reason));
    }

    private void read(Path file) {
      try {
        Listing.read(
            file,
            this::take,
            (where, reason) -> {
              listed++;
              leftOut.add(new LeftOut("", where, "entry", reason));
            });
      } catch (DataException e) { // the rest of a damaged one is lost, other ones are not
        String message = String.valueOf(e.getMessage());
        listing(file.toString(), message.lines().findFirst().orElse(message));
      }
    }

    private void take(Hit hit) {
      listed++;
      Query query = query(hit);
      if (hit.video().isEmpty()) {
        leave(hit, "entry", "names no video");
      } else if (hit.video().matches("(?s).*\\p{Cntrl}.*")) {
        leave(hit, "entry", "its identifier has control characters");
      } else if (query == null) {
        leave(hit, "query", "its query is not known: " + CsvInput.shown(hit.queries().toString()));
      } else if (hit.rank() > rules.top()) {
        leave(hit, "rank", "is number " + hit.rank() + " of its query's results");
      } else if (rules.seconds() > 0 && !(hit.seconds() < rules.seconds())) {
        leave(
            hit,
            "length",
            Double.isNaN(hit.seconds())
                ? "its length is not told"
                : String.format(Locale.ROOT, "lasts %.0f s", hit.seconds()));
      } else if (!licensed(hit.licence())) {
        leave(
            hit,
            "licence",
            hit.licence().isEmpty()
                ? "its licence is not told"
                : "its licence is " + CsvInput.shown(hit.licence()));
      } else {
        found.computeIfAbsent(hit.video(), k -> new ArrayList<>()).add(new Finding(query, hit));
      }
    }

    private void leave(Hit hit, String code, String reason) {
      leftOut.add(new LeftOut(hit.video(), hit.place(), code, reason));
    }

    private @Nullable Query query(Hit hit) {
      if (only != null) {
        return only;
      }
      for (String name : hit.queries()) {
        Query q = queries.find(name);
        if (q != null) {
          return q;
        }
      }
      if (hit.label().isEmpty()) {
        return null;
      }
      Queries.requireClass(hit.place(), hit.label());
      String text = hit.queries().get(0); // a listing that names its class is a source of its own
      return new Query(text, hit.label(), "", "", "", "", text);
    }

    private boolean licensed(String licence) {
      String lower = licence.toLowerCase(Locale.ROOT);
      return rules.licences().isEmpty() || rules.licences().stream().anyMatch(lower::contains);
    }

    private VideoPlan plan() {
      List<PlannedVideo> videos = new ArrayList<>();
      found.forEach(
          (video, findings) -> {
            PlannedVideo planned = choose(video, findings);
            if (planned != null) {
              videos.add(planned);
            }
          });
      return new VideoPlan(videos, leftOut, listed);
    }

    /** Lists a finding that does not make it into the plan. */
    private void tell(Finding f, boolean best, String label, Set<String> classes, boolean drop) {
      if (classes.size() > 1 && (drop || !f.query().label().equals(label))) {
        leave(
            f.hit(),
            "conflict",
            "found by "
                + CsvInput.shown(f.query().text())
                + " as "
                + f.query().label()
                + "; its classes are "
                + classes
                + (drop ? ": left out" : ": the best rank's is kept, " + label));
      } else if (!best) {
        leave(f.hit(), "repeated", "found again by " + CsvInput.shown(f.query().text()));
      }
    }

    private @Nullable PlannedVideo choose(String video, List<Finding> findings) {
      List<Finding> sorted = new ArrayList<>(findings);
      sorted.sort(Comparator.comparingLong(f -> f.hit().rank())); // stable: then as they came
      Finding best = sorted.get(0);
      TreeSet<String> classes = new TreeSet<>();
      TreeSet<String> atBest = new TreeSet<>();
      for (Finding f : sorted) {
        classes.add(f.query().label());
        if (f.hit().rank() == best.hit().rank()) {
          atBest.add(f.query().label());
        }
      }
      boolean drop = rules.conflicts() == PlanRules.Conflict.DROP || atBest.size() > 1;
      for (int i = 0; i < sorted.size(); i++) {
        tell(sorted.get(i), i == 0, best.query().label(), classes, drop);
      }
      if (classes.size() > 1 && drop) {
        return null;
      }
      List<String> also =
          sorted.stream()
              .map(f -> f.query().id())
              .filter(id -> !id.equals(best.query().id()))
              .distinct()
              .toList();
      Hit hit = best.hit();
      return new PlannedVideo(
          video, hit.url(), hit.seconds(), best.query(), hit.rank(), hit.licence(), also);
    }
  }
}
