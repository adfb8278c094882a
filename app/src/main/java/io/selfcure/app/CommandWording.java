package io.selfcure.app;

import io.selfcure.core.error.Wording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Spells settings as options, and actions as commands that can be pasted into a POSIX shell as they
 * stand, under the name that the program was started by.
 */
final class CommandWording implements Wording {

  static final CommandWording INSTANCE = new CommandWording();

  private static final Pattern PLAIN =
      Pattern.compile("[\\p{IsAlphabetic}\\p{IsDigit}_@%+=:,./-]+");

  private CommandWording() {}

  @Override
  public String setting(Setting setting) {
    String option = "--" + setting.name();
    if (setting.value().isEmpty()) {
      return option;
    }
    // After a space, what begins with a dash would be read as the next option.
    return option + (setting.value().startsWith("-") ? "=" : " ") + quoted(setting.value());
  }

  @Override
  public String command(String action, List<Setting> settings) {
    StringBuilder line = new StringBuilder(quoted(Launched.name())).append(' ').append(action);
    settings.forEach(s -> line.append(' ').append(setting(s)));
    return line.toString();
  }

  /**
   * A command as it can be pasted, for a line of its own.
   *
   * @param settings names and values in turn
   */
  static String line(String action, Object... settings) {
    List<Setting> with = new ArrayList<>();
    for (int i = 0; i < settings.length; i += 2) {
      with.add(new Setting(settings[i].toString(), settings[i + 1].toString()));
    }
    return INSTANCE.command(action, with);
  }

  /** One word for a POSIX shell: as it is, where the shell leaves it so. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** A path that is an argument by itself, which must not look like an option. */
  static String argument(Path path) {
    return quoted(path.toString().startsWith("-") ? "./" + path : path.toString());
  }
}
