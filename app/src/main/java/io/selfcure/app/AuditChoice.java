package io.selfcure.app;

import io.selfcure.core.error.UsageException;
import io.selfcure.curation.audit.AuditFolder;
import io.selfcure.curation.run.RunFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which audit is meant: the same two options in every command that reads one. */
final class AuditChoice {

  @Option(names = "--run", paramLabel = "RUN", description = "A run that was audited.")
  private @Nullable Path run;

  @Option(names = "--audit", paramLabel = "DIR", description = "An audit.")
  private @Nullable Path audit;

  /** Reads it. */
  AuditFolder read() {
    if (run == null && audit != null) {
      return AuditFolder.read(audit);
    }
    if (run != null && audit == null) {
      return AuditFolder.read(AuditFolder.of(new RunFolder(run)));
    }
    throw new UsageException(
        "--run, --audit",
        run == null ? "are missing" : "are both given",
        "name a run that was audited, or an audit");
  }
}
