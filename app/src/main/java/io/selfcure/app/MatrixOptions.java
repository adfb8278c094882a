package io.selfcure.app;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.UsageException;
import io.selfcure.workflow.EvaluationMatrix;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Several models on several data sets: what is asked of such a matrix. */
final class MatrixOptions {

  @Option(
      names = "--matrix",
      description =
          "Score each model on each data set, in the classes that all share: one table. It and the"
              + " next three go together.")
  private boolean matrix;

  @Option(
      names = "--labels",
      paramLabel = "CLASSES",
      description =
          "The classes of a matrix: basic7, ferplus8, affectnet8, compound11, smile. Default: those"
              + " that all models and data sets have. What becomes what goes by name.")
  private @Nullable String labels;

  @Option(names = "--html", paramLabel = "FILE", description = "Write the matrix as a page.")
  private @Nullable Path html;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write the matrix as a table.")
  private @Nullable Path csv;

  boolean wanted() {
    return matrix;
  }

  @Nullable String labels() {
    return labels;
  }

  /** Refuses what only a matrix has. */
  void requireIdle() {
    if (labels != null || html != null || csv != null) {
      throw new UsageException(
          labels != null ? "--labels" : html != null ? "--html" : "--csv",
          "is of a matrix",
          "give --matrix, or leave it out");
    }
  }

  /** Refuses files that could not be written, before the networks run. */
  void requireWritable() {
    if (html != null) {
      Outputs.requireWritable(html, "--html");
    }
    if (csv != null) {
      Outputs.requireWritable(csv, "--csv");
    }
  }

  /** Writes the files that were asked for. */
  void write(EvaluationMatrix found) {
    if (html != null) {
      Outputs.writeAtomically(html, found.html());
    }
    if (csv != null) {
      Outputs.writeAtomically(csv, found.csv());
    }
  }
}
