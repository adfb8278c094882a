package io.selfcure.core.error;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;

/**
 * Says in words why a file could not be used: Java's own message is often the file's name alone.
 */
public final class Reasons {

  /** A word at least, and not that something is null: that tells of the program, not the file. */
  private static final Pattern TELLING = Pattern.compile("^(?!.*\\bnull\\b).*\\p{L}{2}");

  private Reasons() {}

  /** The reason, for an error's problem; never blank. */
  public static String of(Exception e) {
    Throwable fault = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    if (fault instanceof FileSystemException f && f.getReason() == null) {
      return f.getFile() + ": " + word(f);
    }
    if (fault instanceof EOFException) {
      return "it ends early";
    }
    String message = fault.getMessage();
    if (message != null && TELLING.matcher(message).find()) {
      return message;
    }
    String kind = fault.getClass().getSimpleName();
    return fault instanceof RuntimeException ? "it contradicts itself (" + kind + ")" : kind;
  }

  private static String word(FileSystemException f) {
    if (f instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (f instanceof AccessDeniedException) {
      return "permission denied";
    }
    return f instanceof FileAlreadyExistsException
        ? "a file of that name is in the way"
        : f.getClass().getSimpleName();
  }
}
