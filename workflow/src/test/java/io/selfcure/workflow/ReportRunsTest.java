package io.selfcure.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.sqlite.Sqlite;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page says what a run is; where the run cannot be read, the page of before stays. */
class ReportRunsTest {

  private static final String GOOD = "the page of before";

  @TempDir Path dir;

  private RunFolder run;

  @BeforeEach
  void copy() throws IOException, URISyntaxException {
    run = new RunFolder(dir.resolve("run"));
    Files.createDirectory(run.dir());
    Path golden =
        Path.of(
            Objects.requireNonNull(getClass().getResource("/golden/run-1/config.yaml")).toURI());
    try (Stream<Path> files = Files.list(Objects.requireNonNull(golden.getParent()))) {
      for (Path file : files.toList()) {
        Files.copy(file, run.dir().resolve(file.getFileName()));
      }
    }
    Files.writeString(run.report(), GOOD);
  }

  private void report() {
    ReportRuns.run(ReportRuns.Request.of(run.dir()), Wording.NEUTRAL);
  }

  private void refused(Class<? extends SelfcureException> kind, String problem) {
    assertThatThrownBy(this::report).isInstanceOf(kind).hasMessageContaining(problem);
    assertThat(run.report()).hasContent(GOOD);
  }

  private void change(String sql) throws Exception {
    try (var db = Sqlite.write(run.ledger());
        var statement = db.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void aSoundRunGetsANewPage() {
    report();
    assertThat(run.report()).content().contains("Run run").doesNotContain(GOOD);
  }

  @Test
  void aLedgerOfImpossibleValuesLeavesThePageOfBefore() throws Exception {
    change("UPDATE sample SET given_label = 99 WHERE position = 1");
    refused(DataException.class, "table sample, position 1: given_label is '99'");
    change("UPDATE sample SET given_label = 0 WHERE position = 1");
    change("UPDATE observation SET p_given = 9e999 WHERE epoch = 2 AND position = 3");
    refused(
        DataException.class, "table observation, epoch 2, position 3: p_given is 'Inf', expected");
  }

  @Test
  void aLedgerThatCannotBeOpenedLeavesThePageOfBefore() throws Exception {
    change("PRAGMA journal_mode = WAL");
    // a directory where SQLite must open its log: even root cannot
    Files.createDirectory(run.dir().resolve("ledger.sqlite-wal"));
    refused(EnvironmentException.class, "ledger.sqlite: cannot be written or read");
  }
}
