package io.selfcure.core.progress;

/**
 * Keeps what files hold from steering the screen that it is shown on: characters that move the
 * cursor, ring, colour, or turn the direction of what follows are shown as question marks.
 */
public final class ScreenText {

  private ScreenText() {}

  /** Whether a character is shown as it is; ends of lines and tabulators are. */
  public static boolean isPlain(char c) {
    boolean control = c < 0x20 ? c != '\n' && c != '\t' : c >= 0x7F && c < 0xA0;
    boolean turning =
        c == 0x061C
            || c == 0x200E
            || c == 0x200F
            || (c >= 0x202A && c <= 0x202E)
            || (c >= 0x2066 && c <= 0x2069);
    boolean ending = c == 0x2028 || c == 0x2029; // of a line, on some terminals
    return !control && !turning && !ending;
  }

  /** The text with a question mark for each character that is not plain. */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder(text);
    for (int i = 0; i < shown.length(); i++) {
      if (!isPlain(shown.charAt(i))) {
        shown.setCharAt(i, '?');
      }
    }
    return shown.toString();
  }
}
