package io.selfcure.datasets.official;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.Expressions;
import io.selfcure.core.data.Lines;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.LabelMap;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * AffectNet as a re-pack with folders by name beside {@code labels.csv}, whose columns are {@code
 * ,pth,label,relFCs}. The folders have AffectNet's labels, the table corrected ones: it is the
 * table that is to be trusted.
 */
final class AffectNetTable {

  private static final String TABLE = "labels.csv";
  private static final String SCORE = "relFCs";

  private AffectNetTable() {}

  /** The table in a place or one directory down; null where there is none with its columns. */
  static @Nullable Path find(Path from) {
    Path base = Walk.base(from, TABLE);
    if (base == null || !Files.isRegularFile(base.resolve(TABLE))) {
      return null;
    }
    try (CsvInput csv = open(base.resolve(TABLE))) {
      return csv.has("pth") && csv.has("label") && csv.has(SCORE) ? base.resolve(TABLE) : null;
    } catch (DataException e) {
      return null;
    }
  }

  private static CsvInput open(Path table) {
    return new CsvInput(table, CsvLayout.ANYONES);
  }

  static void each(Path root, Path table, Sink sink) {
    Path base = table.resolveSibling("").normalize();
    String below = base.equals(root) ? "" : Walk.relative(root, base) + "/";
    Set<String> named = new HashSet<>();
    long others = 0;
    long rows = 0;
    try (CsvInput csv = open(table)) {
      int picture = csv.column("pth");
      int label = csv.column("label");
      int score = csv.column(SCORE);
      for (CsvInput.Row r = csv.next(); r != null; r = csv.next()) {
        String path = below + r.cells().get(picture).strip().replace('\\', '/');
        String name = r.cells().get(label).strip();
        int code = Expressions.indexOf(LabelMap.AFFECTNET8, name);
        if (code < 0) {
          throw new DataException(
              r.place(),
              "has the label " + CsvInput.shown(name) + ", which is none of AffectNet's",
              "give the table as it came: " + String.join(", ", LabelMap.AFFECTNET8.names()));
        }
        rows++;
        others += ofFolder(path) >= 0 && ofFolder(path) != code ? 1 : 0;
        named.add(path);
        sink.take(
            Item.of(path, code)
                .saying(Map.of("relfcs", Lines.number(r.cells().get(score), r.place()))));
      }
    }
    rest(root, base, named, sink);
    if (others > 0) {
      sink.note(
          String.format(
              Locale.ROOT,
              "%s gives %,d of %,d pictures another label than their folder: the table's is used",
              TABLE,
              others,
              rows));
    }
  }

  private static int ofFolder(String path) {
    String[] parts = path.split("/", -1);
    return parts.length < 2
        ? -1
        : Expressions.indexOf(LabelMap.AFFECTNET8, parts[parts.length - 2]);
  }

  /** Pictures that the table does not name have no label that is to be trusted. */
  private static void rest(Path root, Path base, Set<String> named, Sink sink) {
    long[] rest = {0};
    Walk.files(
        root,
        base,
        sink,
        path -> {
          if (Walk.isPicture(path) && !named.contains(path)) {
            rest[0]++;
            sink.omit(path, "is not in " + TABLE);
          }
        });
    if (rest[0] > 0) {
      sink.note(
          Wording.value(
              String.format(
                  Locale.ROOT,
                  "%,d pictures are not in %s and are left out: it is the table that is to be trusted",
                  rest[0],
                  TABLE)));
    }
  }
}
