package io.selfcure.curation.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.error.EnvironmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTest {

  @TempDir Path dir;

  /** Another process, which counts the rows of a table and is then killed. */
  static final class Other {
    private Other() {}

    public static void main(String[] args) throws SQLException {
      try (Connection db = Sqlite.read(Path.of(args[0]))) {
        System.out.println(rows(db));
      } catch (EnvironmentException e) {
        System.out.println(e.getMessage());
        Runtime.getRuntime().halt(e.exitCode());
      }
      Runtime.getRuntime().halt(0);
    }
  }

  private static int rows(Connection db) throws SQLException {
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("SELECT count(*) FROM t")) {
      return r.getInt(1);
    }
  }

  private static void insert(Connection db) throws SQLException {
    try (Statement s = db.createStatement()) {
      s.execute("INSERT INTO t VALUES (1)");
    }
  }

  private Path database() throws SQLException {
    Path file = dir.resolve("a.sqlite");
    try (Connection db = Sqlite.write(file);
        Statement s = db.createStatement()) {
      s.execute("CREATE TABLE t (x INTEGER)");
      insert(db);
    }
    return file;
  }

  /** What it says, and its exit code before that. */
  private String anotherProcess(Path file, Path temporary, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("-Djava.io.tmpdir=" + temporary, Other.class.getName()));
    command.add(file.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + said.strip();
  }

  @Test
  void needsNoTemporaryFolder() throws Exception {
    assertThat(anotherProcess(database(), dir.resolve("missing"), Map.of())).isEqualTo("0 1");
  }

  @Test
  void aKilledProcessLeavesNothingInTheTemporaryFolder() throws Exception {
    Path temporary = Files.createDirectory(dir.resolve("temporary"));
    Map<String, String> own = Map.of("SELFCURE_CACHE", dir.resolve("cache").toString());
    assertThat(anotherProcess(database(), temporary, own)).isEqualTo("0 1");
    assertThat(anotherProcess(dir.resolve("a.sqlite"), temporary, own)).isEqualTo("0 1");
    assertThat(temporary).isEmptyDirectory();
    try (var unpacked = Files.list(dir.resolve("cache"))) {
      assertThat(unpacked).hasSize(1);
    }
  }

  @Test
  void aLibraryThatCannotBeLoadedIsNotCalledDamage() throws Exception {
    Path file = Files.createFile(dir.resolve("file"));
    String said = anotherProcess(database(), dir, Map.of("SELFCURE_CACHE", file.toString()));
    assertThat(said)
        .startsWith("5 SQLite's library in " + file)
        .contains("cannot be loaded")
        .contains("SELFCURE_CACHE")
        .doesNotContain("damaged");
  }

  @Test
  void whatAKilledWriterLeftIsRead() throws Exception {
    Path file = database();
    Path copy = Files.createDirectory(dir.resolve("copy"));
    try (Connection db = Sqlite.write(file)) {
      Sqlite.beginSharing(db, file);
      insert(db);
      for (String part : List.of("", "-wal")) {
        Files.copy(dir.resolve("a.sqlite" + part), copy.resolve("a.sqlite" + part));
      }
      Sqlite.endSharing(db);
    }
    try (Connection db = Sqlite.read(copy.resolve("a.sqlite"))) {
      assertThat(rows(db)).isEqualTo(2);
    }
    assertThat(Files.exists(dir.resolve("a.sqlite-wal"))).isFalse();
  }

  @Test
  void aReaderDoesNotKeepTheWriterFromEnding() throws Exception {
    Path file = database();
    Connection db = Sqlite.write(file);
    Sqlite.beginSharing(db, file);
    insert(db);
    try (Connection reader = Sqlite.read(file)) {
      assertThat(rows(reader)).isEqualTo(2);
      insert(db);
      Sqlite.endSharing(db);
      db.close();
      assertThat(rows(reader)).isEqualTo(2);
    }
    try (Connection later = Sqlite.read(file)) {
      assertThat(rows(later)).isEqualTo(3);
    }
  }

  @Test
  void readsWhereNothingCanBeWritten() throws Exception {
    Path folder = Files.createDirectory(dir.resolve("readonly"));
    Path file = folder.resolve("a.sqlite");
    try (Connection db = Sqlite.write(database())) {
      Sqlite.beginSharing(db, dir.resolve("a.sqlite"));
      insert(db);
    }
    Files.copy(dir.resolve("a.sqlite"), file);
    assertThat(folder.toFile().setWritable(false)).isTrue(); // root may write there all the same
    try (Connection db = Sqlite.read(file)) {
      assertThat(rows(db)).isEqualTo(2);
    } finally {
      assertThat(folder.toFile().setWritable(true)).isTrue();
    }
  }

  @Test
  void readsWhatAKilledWriterLeftWhereNothingCanBeWritten() throws Exception {
    Path folder = Files.createDirectory(dir.resolve("readonly"));
    Path file = folder.resolve("a.sqlite");
    leaveWithLog(file);
    for (String part : List.of("a.sqlite", "a.sqlite-wal")) {
      assertThat(folder.resolve(part).toFile().setWritable(false)).isTrue();
    }
    assertThat(folder.toFile().setWritable(false)).isTrue(); // root may write there all the same
    try (Connection db = Sqlite.read(file)) {
      assertThat(rows(db)).isEqualTo(2);
    } finally {
      assertThat(folder.toFile().setWritable(true)).isTrue();
    }
  }

  @Test
  void aLogIsReadWithoutSharedMemoryAndNothingIsWritten() throws Exception {
    Path folder = Files.createDirectory(dir.resolve("frozen"));
    Path file = folder.resolve("a.sqlite");
    leaveWithLog(file);
    byte[] before = Files.readAllBytes(file);
    try (Connection db = Sqlite.open(file, Sqlite.Access.ALONE)) {
      assertThat(rows(db)).isEqualTo(2);
    }
    assertThat(file).hasBinaryContent(before);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.sqlite", "a.sqlite-wal");
  }

  @Test
  void choosesHowToReadByWhatLiesThere() throws Exception {
    Path file = dir.resolve("b.sqlite");
    leaveWithLog(file);
    Path log = dir.resolve("b.sqlite-wal");
    assertThat(Sqlite.Access.of(file, true)).isEqualTo(Sqlite.Access.SHARED);
    assertThat(Sqlite.Access.of(file, false)).isEqualTo(Sqlite.Access.ALONE);
    Path memory = Files.createFile(dir.resolve("b.sqlite-shm"));
    assertThat(Sqlite.Access.of(file, false)).isEqualTo(Sqlite.Access.SHARED);
    Files.delete(memory);
    Files.write(log, new byte[0]);
    assertThat(Sqlite.Access.of(file, false)).isEqualTo(Sqlite.Access.SEALED);
    Files.delete(log);
    assertThat(Sqlite.Access.of(file, false)).isEqualTo(Sqlite.Access.SEALED);
    assertThat(Sqlite.Access.of(database(), false)).isEqualTo(Sqlite.Access.SHARED);
  }

  /** A database with a row in it and one more in its log, as a killed writer leaves it. */
  private void leaveWithLog(Path to) throws Exception {
    Path file = database();
    try (Connection db = Sqlite.write(file)) {
      Sqlite.beginSharing(db, file);
      insert(db);
      for (String part : List.of("", "-wal")) {
        Files.copy(
            file.resolveSibling("a.sqlite" + part), to.resolveSibling(to.getFileName() + part));
      }
    }
    Files.delete(file);
  }
}
