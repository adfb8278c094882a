package io.selfcure.app;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers what went wrong with it, which Java's own tells nobody: a script
 * must not take figures for whole that a full disk cut off.
 */
final class StandardOutput extends OutputStream {

  /** What shells give for SIGPIPE (docs/exit-codes.md). */
  static final int READER_GONE = 128 + 13;

  private static final int ENVIRONMENT = 5;

  private final OutputStream out;
  private @Nullable IOException failure;

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  /** Puts itself between {@link System#out} and the file or pipe behind it. */
  static StandardOutput install() {
    StandardOutput watched = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    String usual = Charset.defaultCharset().name();
    Charset charset =
        Charset.forName(
            System.getProperty(
                "stdout.encoding", System.getProperty("sun.stdout.encoding", usual)));
    System.setOut(new PrintStream(new BufferedOutputStream(watched), true, charset));
    return watched;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /**
   * The exit code of a command that gave {@code code}, everything written. A command that failed
   * otherwise keeps its own; codes that stand for a result need the result to be read. A reader
   * that has seen enough, such as {@code head}, is no error to tell of.
   */
  int exitCode(int code, PrintStream err) {
    IOException e = failure;
    if (e == null || !(code == 0 || code == 8 || code == 9 || code == 10)) {
      return code;
    }
    String reason = String.valueOf(e.getMessage());
    if (reason.toLowerCase(Locale.ROOT).contains("broken pipe")) {
      return READER_GONE;
    }
    err.println(
        "selfcure: standard output: cannot be written: "
            + reason
            + "\n  remedy: check free space and permissions where it goes, then run again");
    return ENVIRONMENT;
  }
}
