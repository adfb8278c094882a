package io.selfcure.core.error;

/** Work was interrupted by the user or the system and can be resumed. */
public final class InterruptedRunException extends SelfcureException {

  private static final long serialVersionUID = 1L;

  /**
   * @param place where: a file and line, a row, a setting as <code>{to}</code>
   * @param problem what was found there, with the value, and what was expected
   * @param remedy what the user can do about it
   */
  public InterruptedRunException(String place, String problem, String remedy) {
    super(place, problem, remedy, null);
  }

  /**
   * @param place where: a file and line, a row, a setting as <code>{to}</code>
   * @param problem what was found there, with the value, and what was expected
   * @param remedy what the user can do about it
   * @param cause the error beneath
   */
  public InterruptedRunException(String place, String problem, String remedy, Throwable cause) {
    super(place, problem, remedy, cause);
  }

  @Override
  public int exitCode() {
    return 7;
  }
}
