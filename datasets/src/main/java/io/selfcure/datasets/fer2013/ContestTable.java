package io.selfcure.datasets.fer2013;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Opens one of the contest's tables, plain or .gz; the case of its columns' names varies. */
final class ContestTable {

  private static final int BUFFER = 1 << 16;

  private ContestTable() {}

  static CsvInput open(Path file) {
    return open(file, null);
  }

  static CsvInput open(Path file, @Nullable Charset encoding) {
    if (Files.isDirectory(file)) {
      throw new DataException(file.toString(), "is a directory", "name the file in it");
    }
    try {
      InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
      in.mark(2);
      boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      return new CsvInput(
          gzip ? new GZIPInputStream(in, BUFFER) : in,
          file.toString(),
          CsvLayout.STANDARD.with(CsvLayout.Header.NAMES_OF_ANY_CASE).in(encoding));
    } catch (NoSuchFileException e) {
      throw new DataException(file.toString(), "is missing", "check the path", e);
    } catch (IOException e) {
      throw new DataException(
          file.toString(),
          "cannot be read: " + Reasons.of(e),
          "check its permissions; if it was cut off on the way, fetch it again",
          e);
    }
  }
}
