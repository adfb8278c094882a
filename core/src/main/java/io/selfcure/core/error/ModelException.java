package io.selfcure.core.error;

/** A weights file, checkpoint or model that cannot be used. */
public final class ModelException extends SelfcureException {

  private static final long serialVersionUID = 1L;

  /**
   * @param place where: a file and line, a row, a setting as <code>{to}</code>
   * @param problem what was found there, with the value, and what was expected
   * @param remedy what the user can do about it
   */
  public ModelException(String place, String problem, String remedy) {
    super(place, problem, remedy, null);
  }

  /**
   * @param place where: a file and line, a row, a setting as <code>{to}</code>
   * @param problem what was found there, with the value, and what was expected
   * @param remedy what the user can do about it
   * @param cause the error beneath
   */
  public ModelException(String place, String problem, String remedy, Throwable cause) {
    super(place, problem, remedy, cause);
  }

  @Override
  public int exitCode() {
    return 4;
  }
}
