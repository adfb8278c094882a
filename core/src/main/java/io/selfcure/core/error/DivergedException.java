package io.selfcure.core.error;

/** Training produced numbers that are not finite. */
public final class DivergedException extends SelfcureException {

  private static final long serialVersionUID = 1L;

  /**
   * @param place where: a file and line, a row, a setting as <code>{to}</code>
   * @param problem what was found there, with the value, and what was expected
   * @param remedy what the user can do about it
   */
  public DivergedException(String place, String problem, String remedy) {
    super(place, problem, remedy, null);
  }

  /**
   * @param place where: a file and line, a row, a setting as <code>{to}</code>
   * @param problem what was found there, with the value, and what was expected
   * @param remedy what the user can do about it
   * @param cause the error beneath
   */
  public DivergedException(String place, String problem, String remedy, Throwable cause) {
    super(place, problem, remedy, cause);
  }

  @Override
  public int exitCode() {
    return 6;
  }
}
