package io.selfcure.curation.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Builds HTML and SVG in which no text can become markup: tags come from the program, and
 * everything else is escaped here.
 */
final class Html {

  private static final int REPLACEMENT = 0xFFFD;

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> opened = new ArrayDeque<>();

  /** A style that gives the style sheet a value: the custom property of that name. */
  static String property(String name, Object value) {
    return "--" + name + ":" + value;
  }

  /** Opens an element; attributes are names and values in turn. */
  Html open(String tag, Object... attributes) {
    start(tag, attributes);
    out.append('>');
    opened.push(tag);
    return this;
  }

  /** Closes the element that was opened last. */
  Html close() {
    out.append("</").append(opened.pop()).append('>');
    if (out.length() - out.lastIndexOf("\n") > 200) {
      out.append('\n');
    }
    return this;
  }

  /** Text. */
  Html text(String text) {
    out.append(escape(text));
    return this;
  }

  /** An element that holds text only. */
  Html element(String tag, String text, Object... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** An element without content: a shape of SVG, or one that HTML does not close. */
  Html empty(String tag, Object... attributes) {
    start(tag, attributes);
    out.append("/>");
    return this;
  }

  /** What another builder made. */
  Html add(Html other) {
    out.append(other);
    return this;
  }

  /** The style sheet: the program's own resource, not escaped. */
  Html style(String css) {
    if (css.contains("</")) {
      throw new IllegalArgumentException("a style sheet cannot hold a tag");
    }
    out.append("<style>").append(css).append("</style>");
    return this;
  }

  private void start(String tag, Object... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      String text = value instanceof Double d ? Num.coordinate(d) : String.valueOf(value);
      out.append(' ').append(attributes[i]).append("=\"").append(escape(text)).append('"');
    }
  }

  /**
   * Text as HTML shows it. Characters that cannot be shown or that turn the direction of what
   * follows are replaced.
   */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(harmless(c) ? c : REPLACEMENT);
              }
            });
    return escaped.toString();
  }

  private static boolean harmless(int c) {
    boolean control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
    boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
    boolean turning = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return !control && !surrogate && !turning && (c & 0xFFFE) != 0xFFFE;
  }

  @Override
  public String toString() {
    if (!opened.isEmpty()) {
      throw new IllegalStateException("not closed: " + opened);
    }
    return out.toString();
  }
}
