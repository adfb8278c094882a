package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * That a split is kept for figures of record: networks read its labels on record only ({@link
 * ReadingsLog}), and neither train nor choose by them. Data sets made of this one share it, and the
 * record with it.
 *
 * @param split the split
 * @param sha256 hash of the samples' ids as they were when it was registered, {@link #hash}
 * @param readings the file of the record: absolute, or relative to the data set's directory
 */
public record Registration(Split split, String sha256, String readings) {

  private static final List<String> KEYS = List.of("split", "sha256", "readings");

  /** A card is input. */
  public Registration {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw damaged("'" + sha256 + "' is no SHA-256");
    }
    if (readings.isBlank()) {
      throw damaged("names no file of readings");
    }
  }

  /**
   * Reads {@link #toMap}.
   *
   * @throws DataException when it is none
   */
  static Registration of(Map<String, String> values) {
    if (!List.copyOf(values.keySet()).equals(KEYS)) {
      throw damaged("has " + values.keySet() + ", expected are " + KEYS);
    }
    Split split = Split.of(values.getOrDefault("split", ""));
    if (split == Split.TRAIN) {
      throw damaged("is of the training split");
    }
    return new Registration(
        split, values.getOrDefault("sha256", ""), values.getOrDefault("readings", ""));
  }

  /**
   * That of a data set that is made at {@code to}, with its record beside it.
   *
   * @param sha256 hash of the split's ids, {@link #hash}
   */
  public static Registration beside(Path to, Split split, String sha256) {
    return new Registration(split, sha256, Pictures.Files.root(to, ReadingsLog.beside(to)));
  }

  /** As the card has it. */
  Map<String, String> toMap() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("split", split.id());
    values.put("sha256", sha256);
    values.put("readings", readings);
    return values;
  }

  /** The same of a data set elsewhere. */
  public Registration from(Path dataSet, Path file) {
    return new Registration(split, sha256, Pictures.Files.root(dataSet, file));
  }

  /** The same of a data set in which these samples are in another split. */
  public Registration in(Split other) {
    return new Registration(other, sha256, readings);
  }

  /** The file of the record, for a data set in a directory. */
  public Path file(Path dataSet) {
    try {
      return dataSet.resolve(readings).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw damaged("names a file that cannot be one here: " + e.getReason());
    }
  }

  /**
   * What a split's samples are known by: SHA-256 of their ids in rising order, each followed by a
   * line feed; the order of rows does not matter.
   */
  public static String hash(List<String> ids) {
    MessageDigest digest = Outputs.sha256();
    ids.stream()
        .sorted()
        .forEach(id -> digest.update((id + "\n").getBytes(StandardCharsets.UTF_8)));
    return Outputs.hex(digest);
  }

  private static DataException damaged(String problem) {
    return new DataException(Dataset.CARD, "registered: " + problem, "restore the card");
  }
}
