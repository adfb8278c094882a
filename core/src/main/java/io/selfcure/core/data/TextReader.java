package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one way in for text that anyone may have written: UTF-8, with or without a byte order mark,
 * UTF-16 with one, or any other encoding where the user names it. Bytes that are none are refused
 * with their line; put something in their place, and two different names could become one.
 */
public final class TextReader extends Reader {

  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final String name;
  private final Charset said;
  private CharsetDecoder decoder; // it replaces nothing
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
  private boolean begun;
  private boolean started;
  private boolean ended;
  private boolean afterReturn;
  private long line = 1;

  /**
   * Reads a stream, which is closed with this.
   *
   * @param name what it is, for messages
   */
  public TextReader(InputStream in, String name) {
    this(in, name, null);
  }

  /**
   * The same for a text in a known encoding.
   *
   * @param encoding what it is in where it has no byte order mark; null for UTF-8
   */
  public TextReader(InputStream in, String name, @Nullable Charset encoding) {
    this.in = in;
    this.name = name;
    this.said = encoding == null ? StandardCharsets.UTF_8 : encoding;
    this.decoder = said.newDecoder();
  }

  /**
   * An encoding by its name, such as utf-8, utf-16, windows-1252 or latin-1.
   *
   * @param setting what named it, for messages
   * @throws UsageException when there is none of that name
   */
  public static Charset encoding(String name, String setting) {
    String plain = name.strip().toLowerCase(Locale.ROOT).replaceFirst("^latin-(\\d+)$", "latin$1");
    try {
      Charset found = Charset.forName(plain.equals("ansi") ? "windows-1252" : plain);
      if (found.canEncode()) {
        return found;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new UsageException(
        setting,
        CsvInput.shown(name) + " is not an encoding that is known",
        "give utf-8, utf-16, windows-1252 or latin-1, or what your program calls it");
  }

  /**
   * Opens a file.
   *
   * @throws DataException when it is missing, a directory or cannot be opened
   */
  public static TextReader open(Path file) {
    return open(file, null);
  }

  /** The same for a text in a known encoding, null for UTF-8. */
  public static TextReader open(Path file, @Nullable Charset encoding) {
    if (Files.isDirectory(file)) {
      throw new DataException(file.toString(), "is a directory", "name the file in it");
    }
    try {
      return new TextReader(Files.newInputStream(file), file.toString(), encoding);
    } catch (NoSuchFileException e) {
      throw new DataException(file.toString(), "is missing", "check the path", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * The whole text of a file that is short by its nature.
   *
   * @param longest characters that it may have at most
   * @throws DataException when it is longer, is no UTF-8 or cannot be read
   */
  public static String all(Path file, int longest) {
    StringBuilder text = new StringBuilder();
    char[] part = new char[BUFFER];
    try (TextReader in = open(file)) {
      for (int n = in.read(part); n >= 0; n = in.read(part)) {
        if (text.length() + n > longest) {
          throw new DataException(
              file.toString(),
              "is longer than " + longest + " characters, the most that such a file may have",
              "check that it is the right file, or shorten it");
        }
        text.append(part, 0, n);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return text.toString();
  }

  private static DataException unreadable(Path file, IOException e) {
    return new DataException(
        file.toString(), "cannot be read: " + Reasons.of(e), "check its permissions", e);
  }

  /**
   * Reads on.
   *
   * @throws DataException naming the line where bytes are no UTF-8; what stands before them is
   *     handed on first
   */
  @Override
  public int read(char[] to, int offset, int length) throws IOException {
    if (!begun) {
      begin();
    }
    while (!chars.hasRemaining()) {
      CoderResult result = decode();
      if (!chars.hasRemaining() && result.isError()) {
        throw malformed();
      }
      if (!chars.hasRemaining() && ended) {
        return -1;
      }
      if (!chars.hasRemaining()) {
        fill();
      }
    }
    int n = Math.min(length, chars.remaining());
    chars.get(to, offset, n);
    return n;
  }

  /** A byte order mark of UTF-16 tells the encoding, whatever was said; so does UTF-8's. */
  private void begin() throws IOException {
    begun = true;
    while (!ended && bytes.remaining() < 3) {
      fill();
    }
    int first = bytes.remaining() < 2 ? 0 : ((bytes.get(0) & 255) << 8) | (bytes.get(1) & 255);
    if (first == 0xFFFE) {
      decoder = StandardCharsets.UTF_16LE.newDecoder();
    } else if (first == 0xFEFF) {
      decoder = StandardCharsets.UTF_16BE.newDecoder();
    } else if (first == 0xEFBB && bytes.remaining() > 2 && (bytes.get(2) & 255) == 0xBF) {
      decoder = StandardCharsets.UTF_8.newDecoder();
    }
  }

  /** What the text is encoded in, once something was read. */
  String encodedIn() {
    return decoder.charset().name();
  }

  /** Puts what the bytes at hand say into the characters, which are used up. */
  private CoderResult decode() {
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, ended);
    chars.flip();
    if (!started && chars.hasRemaining()) {
      started = true;
      if (chars.get(0) == BYTE_ORDER_MARK) {
        chars.get();
      }
    }
    for (int i = chars.position(); i < chars.limit(); i++) {
      count(chars.get(i));
    }
    return result;
  }

  private DataException malformed() {
    return new DataException(
        name + " line " + line,
        String.format(
            Locale.ROOT,
            "is not %s text: byte 0x%02X cannot stand there",
            decoder.charset().name(),
            bytes.get()),
        "save the file as UTF-8 (spreadsheets call that format 'CSV UTF-8'), or name its encoding"
            + " where there is the setting {encoding}");
  }

  private void count(char c) {
    if (c == '\r' || (c == '\n' && !afterReturn)) {
      line++;
    }
    afterReturn = c == '\r';
  }

  private void fill() throws IOException {
    bytes.compact();
    int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
    ended = n < 0;
    bytes.position(bytes.position() + Math.max(n, 0)).flip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
