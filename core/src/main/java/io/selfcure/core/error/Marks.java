package io.selfcure.core.error;

import io.selfcure.core.error.Wording.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What in a sentence of ours stands for a setting, an action or a brace: {@link Wording}. */
final class Marks {

  private static final String NAME = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*";
  private static final String SETTING = NAME + "(?:=[^\\s{}]+)?";
  private static final Pattern MARK =
      Pattern.compile(
          "\\{\\{|\\{(?<setting>%s)}|\\{command (?<action>%s(?: %s)*)(?:: (?<with>%s(?: %s)*))?}"
              .formatted(SETTING, NAME, NAME, SETTING, SETTING));

  private Marks() {}

  static boolean isName(String text) {
    Matcher mark = MARK.matcher(text);
    return mark.matches() && (mark.group("setting") != null || mark.group("action") != null);
  }

  static String spell(String text, Wording wording) {
    Matcher mark = MARK.matcher(text);
    StringBuilder spelled = new StringBuilder();
    while (mark.find()) {
      mark.appendReplacement(spelled, Matcher.quoteReplacement(spell(mark, wording)));
    }
    return mark.appendTail(spelled).toString();
  }

  private static String spell(Matcher mark, Wording wording) {
    if (mark.group("setting") != null) {
      return wording.setting(read(mark.group("setting")));
    }
    if (mark.group("action") == null) {
      return "{";
    }
    List<Setting> settings = new ArrayList<>();
    if (mark.group("with") != null) {
      for (String setting : mark.group("with").split(" ", -1)) {
        settings.add(read(setting));
      }
    }
    return Wording.inSentence(wording.command(mark.group("action"), settings));
  }

  private static Setting read(String setting) {
    int equals = setting.indexOf('=');
    return equals < 0
        ? new Setting(setting)
        : new Setting(setting.substring(0, equals), setting.substring(equals + 1));
  }
}
