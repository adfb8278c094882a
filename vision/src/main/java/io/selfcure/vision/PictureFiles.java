package io.selfcure.vision;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads picture files, never more than {@link PictureDecoder#MAX_BYTES} of one. */
public final class PictureFiles {

  private PictureFiles() {}

  /**
   * The bytes of a file.
   *
   * @throws DataException when it is missing, unreadable or too large
   */
  public static byte[] read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(PictureDecoder.MAX_BYTES + 1);
      if (bytes.length > PictureDecoder.MAX_BYTES) {
        throw new DataException(
            file.toString(),
            "has more than " + PictureDecoder.MAX_BYTES + " bytes",
            "shrink the picture");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new DataException(
          file.toString(), "is missing", "check the name, put the file back, or import again", e);
    } catch (IOException e) {
      throw new DataException(
          file.toString(), "cannot be read: " + Reasons.of(e), "check its permissions", e);
    }
  }

  /**
   * The pixels of a picture's shorter side, from its header.
   *
   * @throws DataException when it cannot be read or is no picture
   */
  public static int shorterSide(Path file) {
    PictureSize size = PictureSize.of(read(file), file.toString());
    return (int) Math.min(Integer.MAX_VALUE, Math.min(size.width(), size.height()));
  }
}
