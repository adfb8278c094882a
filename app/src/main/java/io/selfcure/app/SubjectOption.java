package io.selfcure.app;

import io.selfcure.datasets.intake.SubjectNames;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What in a picture's path names the person, for every import. */
final class SubjectOption {

  @Option(
      names = "--subject-from",
      paramLabel = "REGEX",
      description =
          "What in a picture's path names the person or film: the first group of a regular"
              + " expression, such as '(S[0-9]+)_'. Default: what the set says.")
  private @Nullable String regex;

  @Nullable SubjectNames names() {
    return regex == null ? null : SubjectNames.of(regex);
  }
}
