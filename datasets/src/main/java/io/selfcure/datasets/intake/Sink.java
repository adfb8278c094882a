package io.selfcure.datasets.intake;

/** Takes what an importer finds. */
public interface Sink {

  /** A picture with its label. */
  void take(Item item);

  /** A row or file that is lost, and why: too many of these, and the import is refused. */
  void skip(String where, String reason);

  /**
   * Something behind which several pictures are lost, listed as one.
   *
   * @param pictures how many; one or more
   */
  default void skip(String where, String reason, long pictures) {
    skip(where, reason);
  }

  /**
   * A row or file that is left out by a rule of the set or of the user's, such as a row without a
   * majority: listed like one that is lost, but nothing went wrong.
   */
  default void omit(String where, String reason) {
    skip(where, reason);
  }

  /**
   * Something about the whole set that its user should know; settings are named in braces. Told
   * once, however often the set is read.
   */
  default void note(String sentence) {
    // for those who only look
  }
}
