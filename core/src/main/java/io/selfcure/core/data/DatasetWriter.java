package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.SelfcureException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a data set. Everything goes into a sibling directory that takes its final name only in
 * {@link #finish}; a writer that is closed before leaves nothing behind. Use one of the four kinds:
 * {@link #packed}, {@link #files}, {@link #sharing} or {@link #fewer}.
 */
public final class DatasetWriter implements AutoCloseable {

  private final Path to;
  private final Path partial;
  private final PartialFolder folder;
  private final LabelSet labels;
  private final CsvOutput table;
  private final CsvOutput skippedTable;
  private final PixelPack.@Nullable Writer pack;
  private final @Nullable Pictures given;
  private final @Nullable Path filesRoot;
  private final MessageDigest filesDigest = Outputs.sha256();
  private @Nullable BufferedWriter attributes;
  private final Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
  private @Nullable Dataset reread;
  private String preprocessing = "";
  private @Nullable Registration registered;
  private long skipped;
  private boolean finished;

  private DatasetWriter(
      Path to,
      LabelSet labels,
      int[] packShape,
      @Nullable Path filesRoot,
      @Nullable Dataset shared) {
    this.to = to.toAbsolutePath();
    this.labels = labels;
    this.filesRoot = filesRoot;
    folder = PartialFolder.begin(this.to, "dataset");
    partial = folder.dir();
    try {
      table = new CsvOutput(partial.resolve(Dataset.TABLE), CsvLayout.EXACT, Dataset.COLUMNS);
      skippedTable = new CsvOutput(partial.resolve(Dataset.SKIPPED), List.of("where", "reason"));
      pack =
          packShape.length == 0
              ? null
              : new PixelPack.Writer(
                  partial.resolve(Dataset.PACK), packShape[0], packShape[1], packShape[2]);
      given = shared == null ? null : share(shared);
    } catch (IOException | UncheckedIOException e) {
      folder.close();
      throw unwritable(e);
    } catch (SelfcureException e) {
      folder.close();
      throw e;
    }
    for (Split split : Split.values()) {
      counts.put(split.id(), new LinkedHashMap<>());
    }
  }

  /** A data set whose pictures, all of one size, go into one packed file beside the table. */
  public static DatasetWriter packed(
      Path to, LabelSet labels, int height, int width, int channels) {
    return new DatasetWriter(to, labels, new int[] {height, width, channels}, null, null);
  }

  /** A data set whose pictures stay files where they are, below {@code root}. */
  public static DatasetWriter files(Path to, LabelSet labels, Path root) {
    return new DatasetWriter(to, labels, new int[0], root.toAbsolutePath().normalize(), null);
  }

  /**
   * A data set with the pictures of another one (a pack is hard-linked, or copied where that
   * fails).
   */
  public static DatasetWriter sharing(Path to, Dataset original) {
    original.pack(); // a missing or truncated one is not passed on
    return new DatasetWriter(to, original.labels(), new int[0], null, original);
  }

  /**
   * A data set with some of the samples of another one. A set of files is known by its files'
   * bytes, so that they are read again.
   */
  public static DatasetWriter fewer(Path to, Dataset original) {
    if (!(original.card().pictures() instanceof Pictures.Files files)) {
      return sharing(to, original);
    }
    DatasetWriter writer = files(to, original.labels(), original.root(files));
    writer.reread = original;
    writer.describe(original);
    return writer;
  }

  private Pictures share(Dataset original) throws IOException {
    describe(original);
    Pictures pictures = original.card().pictures();
    if (pictures instanceof Pictures.Packed packed) {
      link(original, packed.file());
      return pictures;
    }
    Pictures.Files files = (Pictures.Files) pictures;
    return new Pictures.Files(Pictures.Files.root(to, original.root(files)), files.sha256());
  }

  private void link(Dataset original, String file) throws IOException {
    Path source = original.dir().resolve(file);
    try {
      Files.createLink(partial.resolve(file), source);
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(source, partial.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Adds a row whose picture is packed; the row's path is set by the writer. */
  public void add(Sample sample, byte[] pixels) {
    if (pack == null) {
      throw new IllegalStateException("not a packed data set");
    }
    write(sample.withPath("#" + pack.add(pixels)));
  }

  /** Adds a row whose picture is a file below the root; its bytes go into the data set's hash. */
  public void addFile(Sample sample, byte[] content) {
    if (filesRoot == null) {
      throw new IllegalStateException("not a data set of files");
    }
    filesDigest.update(content);
    write(sample);
  }

  /** Adds a row of a data set that shares another one's pictures, or has some of its samples. */
  public void add(Sample sample) {
    if (reread != null) {
      addFile(sample, bytes(reread.file(sample)));
      return;
    }
    if (given == null) {
      throw new IllegalStateException("only for data sets that share pictures");
    }
    write(sample);
  }

  /** Says how the faces were found and cut out; data sets that share pictures share it too. */
  public void preprocessed(Preprocessing how) {
    preprocessing = how.text();
  }

  /** Notes what else the source says of a sample; see {@link Attributes}. */
  public void describe(String id, Map<String, ?> values) {
    if (values.isEmpty()) {
      return;
    }
    if (given != null) {
      throw new IllegalStateException("shared pictures keep their own attributes");
    }
    try {
      if (attributes == null) {
        attributes = Files.newBufferedWriter(partial.resolve(Dataset.ATTRIBUTES));
      }
      attributes.write(Attributes.line(id, values));
      attributes.write('\n');
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Says which split is kept for figures of record, in place of what {@link #describe(Dataset)}
   * took over; null for none.
   *
   * @param registration its file of readings is named from the new data set's directory
   */
  public void register(@Nullable Registration registration) {
    registered = registration;
  }

  /**
   * Takes over what another data set says of its samples, of how their faces were cut out and of
   * the split that is kept for figures of record.
   */
  public void describe(Dataset original) {
    preprocessing = original.card().preprocessing();
    Registration kept = original.registered();
    registered = kept == null ? null : kept.from(to, kept.file(original.dir()));
    try {
      if (!original.card().attributes().isEmpty()) {
        link(original, Dataset.ATTRIBUTES);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Puts a further file beside the table, such as a list of what was changed. */
  public void attach(String fileName, String text) {
    try {
      Files.writeString(partial.resolve(fileName), text, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Notes a source row or file that was left out, and why. */
  public void skip(String where, String reason) {
    skipped++;
    append(skippedTable, where, reason);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DataException(
          file.toString(), "cannot be read: " + Reasons.of(e), "restore the picture", e);
    }
  }

  /**
   * Keeps the list of what was left out where the data set is not completed: {@code
   * TARGET.skipped.csv} beside the place where it would have been, in place of an earlier one.
   */
  public Path saveSkipped() {
    Path kept = to.resolveSibling(to.getFileName() + "." + Dataset.SKIPPED);
    try {
      skippedTable.flush();
      Files.copy(partial.resolve(Dataset.SKIPPED), kept, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(e);
    }
    return kept;
  }

  private void write(Sample s) {
    Box box = s.box();
    append(
        table,
        s.id(),
        s.path(),
        s.split().id(),
        name(s.label()),
        name(s.trueLabel()),
        s.votes().stream().map(String::valueOf).collect(Collectors.joining(" ")),
        s.subject(),
        s.sourceRow() < 0 ? "" : Long.toString(s.sourceRow()),
        box == null ? "" : box.x() + " " + box.y() + " " + box.width() + " " + box.height());
    String counted = s.label() == Sample.UNKNOWN ? "unlabelled" : labels.name(s.label());
    Map<String, Long> ofSplit = counts.computeIfAbsent(s.split().id(), k -> new LinkedHashMap<>());
    ofSplit.merge(counted, 1L, Long::sum);
  }

  private void append(CsvOutput csv, String... cells) {
    try {
      csv.add(cells);
    } catch (UncheckedIOException e) {
      throw unwritable(e);
    }
  }

  private String name(int label) {
    return label == Sample.UNKNOWN ? "" : labels.name(label);
  }

  /**
   * Completes the data set and gives it its name.
   *
   * @param name the data set's name
   * @param source where the data come from
   * @param terms the terms of use, one line
   * @param madeBy the steps that made it, oldest first, each a map of settings
   */
  public Dataset finish(
      String name, String source, String terms, List<Map<String, String>> madeBy) {
    try {
      closeFiles();
      Pictures pictures = pictures();
      Map<String, Map<String, Long>> ordered = new LinkedHashMap<>();
      counts.forEach(
          (split, byClass) -> {
            if (!byClass.isEmpty()) {
              Map<String, Long> inOrder = new LinkedHashMap<>();
              List<String> names = new ArrayList<>(labels.names());
              names.add("unlabelled");
              names.stream()
                  .filter(byClass::containsKey)
                  .forEach(n -> inOrder.put(n, byClass.get(n)));
              ordered.put(split, inOrder);
            }
          });
      Card card =
          new Card(
              Card.FORMAT,
              name,
              labels.names(),
              source,
              terms,
              pictures,
              ordered,
              skipped,
              madeBy,
              attributesHash(),
              preprocessing,
              registered == null ? Map.of() : registered.toMap(),
              Outputs.sha256(partial.resolve(Dataset.TABLE)));
      Files.writeString(partial.resolve(Dataset.CARD), Yaml.write(card));
      folder.publish();
      finished = true;
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(e);
    }
    folder.close();
    return Dataset.read(to);
  }

  private void closeFiles() throws IOException {
    table.close();
    skippedTable.close();
    if (attributes != null) {
      attributes.close();
    }
    if (pack != null) {
      pack.close();
    }
  }

  private String attributesHash() {
    Path file = partial.resolve(Dataset.ATTRIBUTES);
    return Files.exists(file) ? Outputs.sha256(file) : "";
  }

  private Pictures pictures() {
    if (given != null) {
      return given;
    }
    if (filesRoot != null) {
      return new Pictures.Files(Pictures.Files.root(to, filesRoot), Outputs.hex(filesDigest));
    }
    return new Pictures.Packed(Dataset.PACK, Outputs.sha256(partial.resolve(Dataset.PACK)));
  }

  /** Removes what was written unless {@link #finish} completed it. */
  @Override
  public void close() {
    if (finished) {
      return;
    }
    try {
      closeFiles();
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(e);
    } finally {
      folder.close();
    }
  }

  private EnvironmentException unwritable(Exception e) {
    return new EnvironmentException(
        to.toString(),
        "cannot be written: " + Reasons.of(e),
        "check free space and permissions",
        e);
  }
}
