package io.selfcure.core.data;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV table is laid out, for {@link CsvInput} and {@link CsvOutput}: what is decided about
 * other people's tables belongs here.
 *
 * @param separator what stands between cells; {@link #RECOGNISED} to go by the header
 * @param header what its first line is
 * @param guarded whether texts that a spreadsheet would take for formulas have an apostrophe before
 *     them, which is put there on writing and taken off on reading (docs/formats/manifest.md)
 * @param encoding what a text without a byte order mark is encoded in; null for UTF-8
 */
public record CsvLayout(
    char separator, Header header, boolean guarded, @Nullable Charset encoding) {

  /** Stands for the separator that the first lines show: a comma, semicolon or tab. */
  public static final char RECOGNISED = '\0';

  /** What the first line of a table is. */
  public enum Header {
    /** Names of the columns, which each row must have; letters count as they are. */
    NAMES,
    /** The same, capital letters or small. */
    NAMES_OF_ANY_CASE,
    /** A row as all others; how many cells a row has is for the reader to judge. */
    NONE
  }

  /** RFC 4180 with a header, for people too: what this program writes. */
  public static final CsvLayout STANDARD = new CsvLayout(',', Header.NAMES, true, null);

  /** The same with every cell as it is, for tables that only programs read. */
  public static final CsvLayout EXACT = new CsvLayout(',', Header.NAMES, false, null);

  /**
   * A table that a person may have made, or opened and saved: the separator is recognised, columns
   * are named in either case, and empty rows and cells beyond the header are passed over.
   */
  public static final CsvLayout ANYONES =
      new CsvLayout(RECOGNISED, Header.NAMES_OF_ANY_CASE, true, null);

  /** The same with something else between cells. */
  public CsvLayout separatedBy(char other) {
    return new CsvLayout(other, header, guarded, encoding);
  }

  /** The same with another first line. */
  public CsvLayout with(Header other) {
    return new CsvLayout(separator, other, guarded, encoding);
  }

  /** The same in another encoding. */
  public CsvLayout in(@Nullable Charset other) {
    return new CsvLayout(separator, header, guarded, other);
  }
}
