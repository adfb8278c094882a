package io.selfcure.core.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.selfcure.core.error.DataException;
import java.nio.file.Path;

/**
 * Where a data set's pictures are: in one packed file beside the manifest, or files below a root.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Pictures.Packed.class, name = "packed"),
  @JsonSubTypes.Type(value = Pictures.Files.class, name = "files")
})
public sealed interface Pictures {

  /** Hash of all the pictures, lower-case hex. */
  String sha256();

  /**
   * All pictures decoded in one {@link PixelPack} inside the data set's directory.
   *
   * @param file the pack's file name
   * @param sha256 hash of the pack's bytes, lower-case hex
   */
  record Packed(String file, String sha256) implements Pictures {
    /** A card is input: its names must not lead anywhere else. */
    public Packed {
      if (!file.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
        throw new DataException(
            "card.yaml", "names the pack '" + file + "'", "use a plain file name, or import again");
      }
      requireHash(sha256);
    }
  }

  /**
   * Picture files.
   *
   * @param root the directory that sample paths start from; absolute, or relative to the data set's
   *     directory
   * @param sha256 hash over the pictures' bytes in row order, lower-case hex
   */
  record Files(String root, String sha256) implements Pictures {
    /** Checks the hash. */
    public Files {
      requireHash(sha256);
    }

    /**
     * How a card names a directory: relative where it lies beside or below the data set, so that
     * both can be moved together, else absolute.
     */
    static String root(Path dataSet, Path directory) {
      Path from = dataSet.toAbsolutePath().normalize();
      Path to = directory.toAbsolutePath().normalize();
      Path beside = from.getParent();
      boolean near = beside != null && beside.getNameCount() > 0 && to.startsWith(beside);
      String text = near ? from.relativize(to).toString().replace('\\', '/') : to.toString();
      return text.isEmpty() ? "." : text;
    }
  }

  private static void requireHash(String sha256) {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new DataException(
          "card.yaml", "has the hash '" + sha256 + "'", "64 lower-case hex digits are expected");
    }
  }
}
