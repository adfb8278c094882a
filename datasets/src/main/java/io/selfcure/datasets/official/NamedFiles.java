package io.selfcure.datasets.official;

import io.selfcure.core.data.Expressions;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A set whose file names say everything. Other files are left out and listed, but for the papers
 * that come with it.
 *
 * @param info what the set is
 * @param labels its classes
 * @param expected the published counts
 * @param like a name as an example
 * @param name the end of a path, from the start of a name on; groups are told apart by position
 * @param item makes an item of a path and its match
 */
record NamedFiles(
    SetInfo info,
    LabelSet labels,
    Expected expected,
    String like,
    Pattern name,
    BiFunction<String, Matcher, Item> item)
    implements Importer {

  private static final Set<String> PAPERS =
      Set.of("txt", "pdf", "doc", "docx", "xls", "xlsx", "html", "htm", "db", "ini", "md");

  static NamedFiles of(
      SetInfo info,
      LabelSet labels,
      Expected expected,
      String like,
      String name,
      BiFunction<String, Matcher, Item> item) {
    return new NamedFiles(
        info, labels, expected, like, Pattern.compile("(?i)(?:.*/)?" + name), item);
  }

  @Override
  public @Nullable String recognise(Clues place) {
    return place.named("^" + name.pattern() + "$", like);
  }

  @Override
  public Reading open(Request request) {
    Path root = request.directory();
    return new Reading(labels, root, expected, sink -> each(root, sink));
  }

  private void each(Path root, Sink sink) {
    Walk.files(
        root,
        root,
        sink,
        path -> {
          Matcher m = name.matcher(path);
          if (m.matches()) {
            Item found = item.apply(path, m);
            requireAgreement(root, path, found.sample().label(), labels);
            sink.take(found);
          } else if (!isPaper(path)) {
            sink.skip(path, "is not named like " + like);
          }
        });
  }

  /**
   * Refuses a picture in a folder that is named as another of the set's classes than the picture's
   * name: somebody sorted the pictures, and did not mean their names.
   */
  static void requireAgreement(Path root, String path, int label, LabelSet labels) {
    String[] parts = path.split("/", -1);
    int folder = parts.length < 2 ? -1 : Expressions.indexOf(labels, parts[parts.length - 2]);
    if (folder >= 0 && label >= 0 && folder != label) {
      throw new DataException(
          root.resolve(path).toString(),
          "is named as "
              + labels.name(label)
              + ", but lies in the folder of "
              + labels.name(folder),
          "if the folders are right, import them as in {command import folder: from}; if the names"
              + " are, put the pictures into one folder");
    }
  }

  /** Whether a file is a read-me or the like, which is no picture left out. */
  static boolean isPaper(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return name.startsWith("readme") || PAPERS.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
