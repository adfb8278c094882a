package io.selfcure.workflow.recognize;

/** Takes answers as they come, in the order of the inputs. For one thread. */
public interface AnswerSink {

  /** A picture or frame. */
  void take(PictureAnswer answer);

  /**
   * An input that could not be used.
   *
   * @param input what the user calls it
   * @param problem why
   */
  void fail(String input, String problem);

  /** Nothing more comes. */
  void end();
}
