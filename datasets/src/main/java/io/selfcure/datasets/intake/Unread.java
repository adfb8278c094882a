package io.selfcure.datasets.intake;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sets and formats that are known and not read: they are refused by name, with what shows them and
 * what to make of them, so that nobody has to guess which of their labels would have been taken.
 */
public final class Unread {

  private static final int GLANCE = 1 << 18;
  private static final int FILES = 20;

  private static final Pattern COLUMNS = Pattern.compile("(?i).+\\.(parquet|arrow)");

  /** Keys of its annotations, as its readers spell them. */
  private static final List<Pattern> AFFECT_NET_PLUS =
      List.of(
          Pattern.compile("(?i)\"human[-_]label\"\\s*:"),
          Pattern.compile("(?i)\"soft[-_]labels?\"\\s*:"));

  /** Two of EmoNet-Face's forty categories; no other set has them. */
  private static final List<String> EMO_NET =
      List.of("Malevolence/Malice", "Intoxication/Altered States");

  private static final String WRITE_OUT =
      "write its pictures into train/, valid/ and test/, with a metadata.csv beside them of file_name"
          + " and label (the name of the class, not its number), which docs/datasets.md does in a few"
          + " lines of Python; and import that folder, as in {command import imagefolder: from}";

  private Unread() {}

  /** Whether a file's name says that it is a table in columns with the pictures in it. */
  public static boolean isColumns(String name) {
    return COLUMNS.matcher(name).matches();
  }

  /**
   * Refuses a file, or a directory that has such files and no pictures.
   *
   * @throws DataException naming the set or the format, and the remedy
   */
  public static void refuse(Path from) {
    refuse(Clues.at(from));
  }

  /** The same for a place that was looked at. */
  public static void refuse(Clues place) {
    if (isColumns(place.fileName())) {
      throw columns(place.from(), place.fileName(), place.from());
    }
    for (String file : some(place, ".json")) {
      String text = glance(place.from().resolve(file));
      if (AFFECT_NET_PLUS.stream().allMatch(key -> key.matcher(text).find())) {
        throw affectNetPlus(place.from(), file);
      }
    }
    String first = place.files().stream().filter(Unread::isColumns).findFirst().orElse(null);
    if (first != null && place.files().stream().noneMatch(Walk::isPicture)) {
      throw columns(place.from(), first, place.from().resolve(first));
    }
    String units = named(place, "RAFAU_label.txt");
    if (units != null
        && named(place, "RAFCE_emolabel.txt") == null
        && named(place, "distribution.txt") == null) {
      throw new DataException(
          place.from().toString(),
          "is RAF-AU: " + Wording.value(units) + " has action units, and no expressions",
          "import RAF-ML, which has the expressions of the same pictures, with"
              + " {command import rafml: from}");
    }
  }

  private static @Nullable String named(Clues place, String name) {
    return place.files().stream().filter(f -> f.endsWith(name)).findFirst().orElse(null);
  }

  private static List<String> some(Clues place, String end) {
    return place.files().stream()
        .filter(f -> f.toLowerCase(Locale.ROOT).endsWith(end))
        .limit(FILES)
        .toList();
  }

  private static DataException affectNetPlus(Path from, String file) {
    return new DataException(
        from.toString(),
        "is AffectNet+: "
            + Wording.value(file)
            + " has a human-label and soft-labels; how its releases spell and order them differs, and"
            + " it is not read",
        "write a table of path and label by its documentation, or with a column of shares for each"
            + " class (votes_neutral, votes_happiness, ...), and import it, as in"
            + " {command import csv: from root}");
  }

  private static DataException columns(Path from, String name, Path file) {
    String text = glance(file);
    if (EMO_NET.stream().allMatch(text::contains)) {
      return new DataException(
          from.toString(),
          "is EmoNet-Face: "
              + Wording.value(name)
              + " names its forty categories, such as Malevolence/Malice; it comes in Parquet, which is"
              + " not read",
          WRITE_OUT + "; of its ratings make a column a category (votes_Anger, ...)");
    }
    String format = name.toLowerCase(Locale.ROOT).endsWith(".arrow") ? "Arrow" : "Parquet";
    return new DataException(
        from.toString(),
        from.equals(file)
            ? "is a table in " + format + ", which is not read"
            : "holds " + format + " files, such as " + Wording.value(name) + ", which are not read",
        WRITE_OUT);
  }

  /**
   * The beginning and the end of a file, as far as they are text; a table in columns says at its
   * end what it has.
   */
  private static String glance(Path file) {
    byte[] bytes = new byte[2 * GLANCE];
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return "";
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long length = in.length();
      int head = (int) Math.min(length, GLANCE);
      in.readFully(bytes, 0, head);
      int tail = (int) Math.min(length - head, GLANCE);
      in.seek(length - tail);
      in.readFully(bytes, head, tail);
      return new String(bytes, 0, head + tail, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // what cannot be read is told when it is read
    }
  }
}
