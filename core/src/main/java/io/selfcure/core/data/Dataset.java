package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A labelled data set on disk: {@code card.yaml}, {@code samples.csv} and the pictures
 * (docs/formats/manifest.md). Immutable; {@link DatasetWriter} makes new ones.
 *
 * @param dir the directory it was read from
 * @param card what it says of itself
 * @param labels the classes in index order
 * @param samples the rows in file order
 */
public record Dataset(Path dir, Card card, LabelSet labels, List<Sample> samples) {

  /** The file that makes a directory a data set. */
  public static final String CARD = "card.yaml";

  static final String TABLE = "samples.csv";
  static final String SKIPPED = "skipped.csv";
  static final String PACK = "pictures.pack";
  static final String ATTRIBUTES = "attributes.jsonl";
  static final List<String> COLUMNS =
      List.of(
          "id", "path", "split", "label", "true_label", "votes", "subject", "source_row", "box");

  /**
   * Reads and verifies a data set.
   *
   * @throws DataException when a file is missing, damaged or does not match the card
   */
  public static Dataset read(Path dir) {
    Path cardFile = dir.resolve(CARD);
    if (!Files.exists(dir)) {
      throw new DataException(
          dir.toString(),
          "does not exist",
          "check the name, or make a data set there with {command import}");
    }
    if (!Files.isRegularFile(cardFile)) {
      throw new DataException(
          dir.toString(),
          "is not a data set: " + CARD + " is missing",
          "import it first, with {command import folder: from to} or another {command import}");
    }
    Card card;
    try {
      card = Yaml.read(cardFile, Card.class, Card.DEFAULTS);
    } catch (JacksonException e) {
      String problem =
          e.getCause() instanceof DataException fault
              ? fault.problem()
              : "cannot be understood: " + e.getOriginalMessage();
      throw new DataException(cardFile.toString(), problem, "import again", e);
    }
    if (card.format() != Card.FORMAT) {
      throw new DataException(
          cardFile.toString(),
          "has format " + card.format() + ", this program reads " + Card.FORMAT,
          "import again with this version");
    }
    LabelSet labels = labels(cardFile, card);
    Path table = dir.resolve(TABLE);
    if (!Files.isRegularFile(table)) {
      throw new DataException(table.toString(), "is missing", "import again");
    }
    String hash = Outputs.sha256(table); // read twice rather than held: a table may be large
    if (!hash.equals(card.sha256())) {
      throw new DataException(
          table.toString(),
          "has SHA-256 "
              + hash
              + ", the card says "
              + card.sha256()
              + ": it was changed or truncated",
          "import again; labels are changed with commands that write a new data set");
    }
    return new Dataset(dir, card, labels, parse(table, labels));
  }

  private static LabelSet labels(Path cardFile, Card card) {
    try {
      return new LabelSet(card.labels());
    } catch (DataException e) {
      throw new DataException(cardFile.toString(), "label set " + e.problem(), "import again", e);
    }
  }

  private static List<Sample> parse(Path table, LabelSet labels) {
    List<Sample> samples = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    try (CsvInput csv = new CsvInput(table, CsvLayout.EXACT)) {
      int[] at = COLUMNS.stream().mapToInt(csv::column).toArray();
      for (CsvInput.Row row = csv.next(); row != null; row = csv.next()) {
        List<String> cells = row.cells();
        try {
          Sample sample = parse(Arrays.stream(at).mapToObj(cells::get).toList(), labels);
          if (!ids.add(sample.id())) {
            throw new IllegalArgumentException(
                "id " + CsvInput.shown(sample.id()) + " occurs twice");
          }
          samples.add(sample);
        } catch (IllegalArgumentException e) {
          throw new DataException(row.place(), String.valueOf(e.getMessage()), "import again", e);
        } catch (DataException e) {
          throw new DataException(row.place(), e.problem(), "import again", e);
        }
      }
    }
    return List.copyOf(samples);
  }

  /** A sample of its cells in the order of {@link #COLUMNS}. */
  private static Sample parse(List<String> row, LabelSet labels) {
    String id = row.get(0);
    if (id.isBlank()) {
      throw new IllegalArgumentException("the id is blank");
    }
    String path = row.get(1);
    return new Sample(
        id,
        path.equals(id) ? id : path, // most are: a table of a million rows then needs half the room
        Split.of(row.get(2)),
        label(row.get(3), labels),
        label(row.get(4), labels),
        votes(row.get(5), labels),
        row.get(6),
        sourceRow(row.get(7)),
        box(row.get(8)));
  }

  private static List<Integer> votes(String text, LabelSet labels) {
    if (text.isEmpty()) {
      return List.of();
    }
    try {
      List<Integer> votes = Arrays.stream(text.split(" ", -1)).map(Integer::parseInt).toList();
      if (votes.size() == labels.size() && votes.stream().allMatch(v -> v >= 0)) {
        return votes;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "votes '" + text + "' are not " + labels.size() + " counts, one a class");
  }

  private static long sourceRow(String text) {
    try {
      return text.isEmpty() ? -1 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("source_row '" + text + "' is not a number", e);
    }
  }

  private static int label(String name, LabelSet labels) {
    if (name.isEmpty()) {
      return Sample.UNKNOWN;
    }
    int index = labels.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "label " + CsvInput.shown(name) + " is not one of " + labels.names());
    }
    return index;
  }

  private static @Nullable Box box(String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      String[] v = text.split(" ", -1);
      if (v.length == 4) {
        return new Box(
            Float.parseFloat(v[0]),
            Float.parseFloat(v[1]),
            Float.parseFloat(v[2]),
            Float.parseFloat(v[3]));
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException("box '" + text + "' is not 'x y width height'");
  }

  /** The samples of one split in file order. */
  public List<Sample> split(Split split) {
    return samples.stream().filter(s -> s.split() == split).toList();
  }

  /** The split that is kept for figures of record; null where there is none. */
  public @Nullable Registration registered() {
    return card.registered().isEmpty() ? null : Registration.of(card.registered());
  }

  /** The same in which nobody sees the labels and votes of the registered split. */
  public Dataset withoutRegisteredLabels() {
    Registration kept = registered();
    if (kept == null) {
      return this;
    }
    Split hidden = kept.split();
    List<Sample> seen =
        samples.stream()
            .map(s -> s.split() == hidden ? s.changedTo(Sample.UNKNOWN, Sample.UNKNOWN) : s)
            .toList();
    return new Dataset(dir, card, labels, seen);
  }

  /**
   * The packed pictures, or null when the pictures are files.
   *
   * @throws DataException when the pack is missing or damaged
   */
  public @Nullable PixelPack pack() {
    return card.pictures() instanceof Pictures.Packed p
        ? PixelPack.open(dir.resolve(p.file()))
        : null;
  }

  /**
   * Compares the hash of all packed pictures with the card's. They are read unless the cache
   * remembers their hash ({@link FileHashes}).
   *
   * @param cache the cache directory
   * @throws DataException when they are not those that were imported
   */
  public void verifyPack(Path cache) {
    if (card.pictures() instanceof Pictures.Packed p) {
      Path file = dir.resolve(p.file());
      String found = new FileHashes(cache).sha256(file);
      if (!found.equals(p.sha256())) {
        throw new DataException(
            file.toString(),
            "has SHA-256 " + found + ", the card says " + p.sha256() + ": it was changed",
            "import again");
      }
    }
  }

  /** The index in the pack that {@code path} ("#n") stands for. */
  public static int packIndex(String path) {
    if (path.matches("#[0-9]{1,10}")) {
      long index = Long.parseLong(path.substring(1));
      if (index <= Integer.MAX_VALUE) {
        return (int) index;
      }
    }
    throw new DataException(
        "path '" + path + "'", "is not a packed picture: '#' and a number", "import again");
  }

  /**
   * The file of a sample whose pictures are files.
   *
   * @throws DataException when the path, or a link on its way, leads out of the picture root, or
   *     that is not there any more
   */
  public Path file(Sample sample) {
    if (!(card.pictures() instanceof Pictures.Files files)) {
      throw new IllegalStateException("the pictures of " + dir + " are packed");
    }
    Path root = root(files);
    Path file;
    try {
      file = root.resolve(sample.path()).normalize();
    } catch (InvalidPathException e) {
      throw new DataException(
          "sample " + sample.id(),
          "path '" + sample.path() + "' cannot be a file name here: " + e.getReason(),
          "import again, or check that LC_ALL names a UTF-8 locale",
          e);
    }
    if (!file.startsWith(root)) {
      throw new DataException(
          "sample " + sample.id(),
          "path '" + sample.path() + "' leads out of " + root,
          "import again");
    }
    try {
      if (!file.toRealPath().startsWith(root.toRealPath())) {
        throw new DataException(
            "sample " + sample.id(),
            "path '" + sample.path() + "' leads out of " + root + " by a link",
            "put the picture itself there, or import again");
      }
    } catch (IOException e) {
      if (!Files.exists(root)) {
        throw new DataException(
            root.toString(),
            "is missing, and the pictures of " + Wording.value(dir) + " were there",
            "where they were moved, {command datasets relocate: root} tells the data set",
            e);
      }
      return file; // who opens it says what is wrong with it
    }
    return file;
  }

  /**
   * The directory that the paths of pictures start from, where it is not the data set's own or one
   * in it; null where it is, or pictures are packed. That is nothing unusual, but a data set that
   * somebody else made must not name a directory of private files.
   */
  public @Nullable Path foreignRoot() {
    if (!(card.pictures() instanceof Pictures.Files files)) {
      return null;
    }
    Path root = root(files);
    try {
      return root.toRealPath().startsWith(dir.toRealPath()) ? null : root;
    } catch (IOException e) {
      return root;
    }
  }

  /** The same with the pictures elsewhere. */
  Dataset withPictures(Pictures elsewhere) {
    return new Dataset(dir, card.with(elsewhere), labels, samples);
  }

  /** The directory of a data set whose pictures are files. */
  Path root(Pictures.Files files) {
    try {
      return dir.resolve(files.root()).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new DataException(
          dir.resolve(CARD).toString(),
          "root '" + files.root() + "' cannot be a directory's name here: " + e.getReason(),
          "import again, or check that LC_ALL names a UTF-8 locale",
          e);
    }
  }

  /** One hash for table and pictures together: two data sets with the same one train alike. */
  public String sha256() {
    MessageDigest digest = Outputs.sha256();
    digest.update(
        (card.sha256() + " " + card.pictures().sha256())
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return Outputs.hex(digest);
  }
}
