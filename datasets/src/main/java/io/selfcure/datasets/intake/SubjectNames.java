package io.selfcure.datasets.intake;

import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Tells the subject by the name of the picture file.
 *
 * @param pattern found somewhere in the path; its first group is the subject, or all of it where
 *     there is no group
 */
public record SubjectNames(Pattern pattern) {

  private static final String SETTING = "{subject-from}";

  /**
   * By a regular expression.
   *
   * @throws UsageException when it is none
   */
  public static SubjectNames of(String regex) {
    try {
      return new SubjectNames(Pattern.compile(regex));
    } catch (PatternSyntaxException e) {
      throw new UsageException(
          SETTING,
          "is not a regular expression: " + Wording.value(e.getDescription()),
          "give one such as ^([^_]+)_ or /(S\\d+)_",
          e);
    }
  }

  /** The sample with its subject; as it is where the path does not tell one. */
  Item apply(Item item) {
    Matcher m = pattern.matcher(item.sample().path());
    if (!m.find()) {
      return item;
    }
    String subject = m.groupCount() > 0 ? m.group(1) : m.group();
    return subject == null || subject.isBlank() ? item : item.of(subject);
  }

  /** A reading whose samples have the subjects that their paths tell. */
  Reading of(Reading reading) {
    return new Reading(
        reading.labels(),
        reading.root(),
        reading.pack(),
        reading.expected(),
        reading.settings(),
        reading.notes(),
        sink ->
            reading
                .each()
                .accept(
                    new Sink() {
                      @Override
                      public void take(Item item) {
                        sink.take(apply(item));
                      }

                      @Override
                      public void skip(String where, String reason) {
                        sink.skip(where, reason);
                      }

                      @Override
                      public void skip(String where, String reason, long pictures) {
                        sink.skip(where, reason, pictures);
                      }

                      @Override
                      public void omit(String where, String reason) {
                        sink.omit(where, reason);
                      }

                      @Override
                      public void note(String sentence) {
                        sink.note(sentence);
                      }
                    }));
  }

  /** Refuses a pattern that some names do not fit: their people could be in two splits. */
  void requireAll(long without, long all) {
    if (without > 0) {
      throw new UsageException(
          SETTING,
          "tells no subject for " + without + " of " + all + " pictures",
          "give a regular expression that fits all of their paths below the root");
    }
  }
}
