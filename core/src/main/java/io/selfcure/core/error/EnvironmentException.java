package io.selfcure.core.error;

/** The machine does not give what the work needs: a folder, space, memory, a native library. */
public final class EnvironmentException extends SelfcureException {

  private static final long serialVersionUID = 1L;

  /**
   * @param place where: a file and line, a row, a setting as <code>{to}</code>
   * @param problem what was found there, with the value, and what was expected
   * @param remedy what the user can do about it
   */
  public EnvironmentException(String place, String problem, String remedy) {
    super(place, problem, remedy, null);
  }

  /**
   * @param place where: a file and line, a row, a setting as <code>{to}</code>
   * @param problem what was found there, with the value, and what was expected
   * @param remedy what the user can do about it
   * @param cause the error beneath
   */
  public EnvironmentException(String place, String problem, String remedy, Throwable cause) {
    super(place, problem, remedy, cause);
  }

  @Override
  public int exitCode() {
    return 5;
  }
}
