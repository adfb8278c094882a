package io.selfcure.core.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The root of every error that a user can cause or mend. Each names the place, the offending value
 * and the remedy, and carries a documented exit code (docs/exit-codes.md). Anything else that
 * escapes is a bug in this program and ends with exit code 1.
 *
 * <p>The remedy may name settings and actions ({@link Wording}); the place may be one such name and
 * nothing else. The problem is told as it is, for it quotes what files hold, but in a {@link
 * UsageException}. A front end shows {@link #told} with its own wording.
 */
public abstract sealed class SelfcureException extends RuntimeException
    permits UsageException,
        DataException,
        ModelException,
        EnvironmentException,
        DivergedException,
        InterruptedRunException {

  private static final long serialVersionUID = 2L;

  static {
    // Loaded now: when an error is shown, a container may have closed the loader of our classes.
    Objects.requireNonNull(Wording.NEUTRAL);
  }

  private final String place;
  private final String problem;
  private final String remedy;

  SelfcureException(String place, String problem, String remedy, @Nullable Throwable cause) {
    super(null, cause);
    this.place = place;
    this.problem = problem;
    this.remedy = remedy;
  }

  /** Where: a file and line, a row, a setting. */
  public final String place(Wording wording) {
    return Wording.isName(place) ? wording.render(place) : place;
  }

  /** What was found, without place and remedy. */
  public final String problem(Wording wording) {
    return namesInProblem() ? wording.render(problem) : problem;
  }

  /** What was found, in neutral wording: for lists that name the place in a column. */
  public final String problem() {
    return problem(Wording.NEUTRAL);
  }

  /** What the user can do about it; may be empty. */
  public final String remedy(Wording wording) {
    return wording.render(remedy);
  }

  /**
   * All three, as a front end shows them: the place and problem, and the remedy on a second line.
   */
  public final String told(Wording wording) {
    String found = place(wording) + ": " + problem(wording);
    return remedy.isEmpty() ? found : found + "\n  remedy: " + remedy(wording);
  }

  /** Everything in neutral wording. */
  @Override
  public final String getMessage() {
    return told(Wording.NEUTRAL);
  }

  /** Whether the problem is a sentence of ours too, in which names are spelled. */
  boolean namesInProblem() {
    return false;
  }

  /** The process's exit code for this kind of error, 2 to 7. */
  public abstract int exitCode();
}
