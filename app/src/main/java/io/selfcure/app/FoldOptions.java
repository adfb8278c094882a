package io.selfcure.app;

import io.selfcure.core.error.UsageException;
import io.selfcure.workflow.AskedSettings;
import io.selfcure.workflow.AuditLabels;
import io.selfcure.workflow.CrossValidate;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** How a cross-validation is made: the same options in every command that makes one. */
final class FoldOptions {

  @Option(
      names = "--folds",
      paramLabel = "K",
      description =
          "Networks to train, each on all folds but one: folds are alike in classes, and a subject"
              + " is in one only. Default: "
              + CrossValidate.FOLDS
              + ".")
  private @Nullable Integer folds;

  @Mixin private TrainingOptions training;

  /** The options that were given: those of the training and --folds. */
  Set<String> given(ParseResult parsed) {
    Set<String> given = training.given(parsed);
    if (folds != null) {
      given.add("--folds");
    }
    return given;
  }

  /** The cross-validation that was asked for, in a folder that --to names. */
  CrossValidate.Request request(ParseResult parsed, Path data, Path work) {
    return new CrossValidate.Request(data, work, asked(parsed), number());
  }

  /** How an audit trains networks. */
  AuditLabels.Folds ofAudit(ParseResult parsed) {
    return new AuditLabels.Folds(number(), asked(parsed));
  }

  private int number() {
    return folds == null ? CrossValidate.FOLDS : folds;
  }

  private @Nullable AskedSettings asked(ParseResult parsed) {
    AskedSettings asked = training.asked(parsed, "--to");
    if (asked == null && folds != null) {
      throw new UsageException(
          "--resume",
          "goes on with the folds that it was begun with, but --folds was given",
          "leave it out, or begin anew with another --to");
    }
    return asked;
  }
}
