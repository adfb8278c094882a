package io.selfcure.core.error;

/**
 * A wrong setting, request or configuration key. As settings contradict each other, its problem may
 * name them like the remedy does; a path or other text in it passes through {@link Wording#value}.
 */
public final class UsageException extends SelfcureException {

  private static final long serialVersionUID = 1L;

  /**
   * @param place where: a file and line, a row, a setting as <code>{to}</code>
   * @param problem what was found there, with the value, and what was expected
   * @param remedy what the user can do about it
   */
  public UsageException(String place, String problem, String remedy) {
    super(place, problem, remedy, null);
  }

  /**
   * @param place where: a file and line, a row, a setting as <code>{to}</code>
   * @param problem what was found there, with the value, and what was expected
   * @param remedy what the user can do about it
   * @param cause the error beneath
   */
  public UsageException(String place, String problem, String remedy, Throwable cause) {
    super(place, problem, remedy, cause);
  }

  @Override
  boolean namesInProblem() {
    return true;
  }

  @Override
  public int exitCode() {
    return 2;
  }
}
