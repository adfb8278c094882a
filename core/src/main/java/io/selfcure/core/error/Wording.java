package io.selfcure.core.error;

import java.util.List;

/**
 * How a front end spells what our texts name: settings (fields of a use case's request) and
 * actions. A text names a setting in braces, {@code {learning-rate}}, or with a value {@code
 * {optimizer=adam}}; and an action, with settings after a colon, {@code {command audit: faces to}},
 * {@code {command review export: queue=no-face}}. A front end's own wording spells these as its
 * users give them.
 *
 * <p>Only sentences of ours are read this way. A value that stands in one, such as a path, passes
 * through {@link #value}, so that a file called <code>{learning-rate}.csv</code> keeps its name.
 */
public interface Wording {

  /** Spells them as Java programmers read them: learning-rate, optimizer=adam, audit. */
  @SuppressWarnings("ClassInitializationDeadlock") // nothing but this line uses Neutral
  Wording NEUTRAL = new Neutral();

  /**
   * A setting that is named, and the value it is to get.
   *
   * @param name in kebab case, as the request names it
   * @param value not escaped; empty where only the name matters
   */
  record Setting(String name, String value) {

    /** A setting of which only the name matters. */
    public Setting(String name) {
      this(name, "");
    }
  }

  /** A setting, as it is given here. */
  String setting(Setting setting);

  /**
   * An action with some of its settings, as it is typed or clicked here; a sentence puts it in
   * quotation marks.
   *
   * @param action its name, such as "review export"
   * @param settings those that matter, in order
   */
  String command(String action, List<Setting> settings);

  /** A sentence of ours with what it names spelled out. */
  default String render(String text) {
    return Marks.spell(text, this);
  }

  /** A command as it stands in a sentence: in quotation marks, unless there are some in it. */
  static String inSentence(String command) {
    return command.indexOf('\'') < 0 ? "'" + command + "'" : command;
  }

  /** The text of a value that stands in a sentence of ours: never taken for a name. */
  static String value(Object value) {
    return value.toString().replace("{", "{{");
  }

  /** Whether a text is the name of one setting or action and nothing else. */
  static boolean isName(String text) {
    return Marks.isName(text);
  }
}
