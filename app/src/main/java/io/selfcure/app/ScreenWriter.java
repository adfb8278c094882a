package io.selfcure.app;

import io.selfcure.core.progress.ScreenText;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Everything that commands print goes through here, so that no class name, file name or text of a
 * file can steer the user's terminal.
 */
final class ScreenWriter extends FilterWriter {

  private ScreenWriter(Writer out) {
    super(out);
  }

  /** Prints to {@code out}. */
  static PrintWriter to(Writer out) {
    return new PrintWriter(new ScreenWriter(out), true);
  }

  @Override
  public void write(int c) throws IOException {
    out.write(ScreenText.isPlain((char) c) ? c : '?');
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    write(new String(text, offset, length), 0, length);
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    out.write(ScreenText.of(text.substring(offset, offset + length)));
  }
}
