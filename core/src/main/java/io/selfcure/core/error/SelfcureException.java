package io.selfcure.core.error;

/**
 * The root of every error that a user can cause or mend. Each names the place, the offending value
 * and the remedy, and carries a documented exit code (docs/exit-codes.md). Anything else that
 * escapes is a bug in this program and ends with exit code 1.
 */
public abstract sealed class SelfcureException extends RuntimeException
    permits UsageException,
        DataException,
        ModelException,
        EnvironmentException,
        DivergedException,
        InterruptedRunException {

  private static final long serialVersionUID = 1L;

  private final String problem;

  SelfcureException(String place, String problem, String remedy, Throwable cause) {
    super(place + ": " + problem + (remedy.isEmpty() ? "" : "\n  remedy: " + remedy), cause);
    this.problem = problem;
  }

  SelfcureException(String place, String problem, String remedy) {
    super(place + ": " + problem + (remedy.isEmpty() ? "" : "\n  remedy: " + remedy));
    this.problem = problem;
  }

  /** What was found, without place and remedy: for lists that name the place in a column. */
  public final String problem() {
    return problem;
  }

  /** The process's exit code for this kind of error, 2 to 7. */
  public abstract int exitCode();
}
