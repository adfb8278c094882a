package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.Wording;
import io.selfcure.core.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * Tells a data set where its picture files are now. It is the one thing of a data set that changes
 * in place: table, hashes and pictures stay what they are, and every picture is read to be sure.
 */
public final class Relocation {

  private static final int BUFFER = 1 << 16;

  private Relocation() {}

  /**
   * Names another directory.
   *
   * @param root the directory that the paths of the table start from
   * @return the data set, read again
   * @throws DataException when the pictures are packed, or the directory does not hold the very
   *     pictures that were imported; nothing was changed then
   */
  public static Dataset to(Dataset data, Path root, Progress progress) {
    if (!(data.card().pictures() instanceof Pictures.Files files)) {
      throw new DataException(
          data.dir().toString(),
          "has its pictures packed in itself",
          "move its directory as it is: nothing else is needed");
    }
    if (!Files.isDirectory(root)) {
      throw new DataException(
          root.toString(),
          Files.exists(root) ? "is no directory" : "is missing",
          "name the directory that the paths in " + Dataset.TABLE + " start from");
    }
    String text = Pictures.Files.root(data.dir(), root);
    Dataset moved = data.withPictures(new Pictures.Files(text, files.sha256()));
    String found = hash(moved, progress);
    if (!found.equals(files.sha256())) {
      throw new DataException(
          root.toString(),
          "has pictures of these names, but not the ones that were imported: their SHA-256 is "
              + found
              + ", the card says "
              + files.sha256(),
          "name the right directory, or import again");
    }
    Outputs.writeAtomically(data.dir().resolve(Dataset.CARD), Yaml.write(moved.card()));
    return Dataset.read(data.dir());
  }

  private static String hash(Dataset data, Progress progress) {
    MessageDigest digest = Outputs.sha256();
    byte[] buffer = new byte[BUFFER];
    try (Progress.Task task = progress.start("check", "images", data.samples().size())) {
      int done = 0;
      for (Sample s : data.samples()) {
        Path file = data.file(s);
        try (InputStream in = Files.newInputStream(file)) {
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
          }
        } catch (IOException e) {
          throw new DataException(
              file.toString(),
              "cannot be read: " + Wording.value(Reasons.of(e)),
              "name the directory that the paths in " + Dataset.TABLE + " start from",
              e);
        }
        task.advance(++done, "");
      }
    }
    return Outputs.hex(digest);
  }
}
