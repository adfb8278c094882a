package io.selfcure.curation.review;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.error.UsageException;
import io.selfcure.curation.audit.AuditFolder;
import io.selfcure.curation.sqlite.Sqlite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The decisions about one audit's findings: an SQLite file beside it (docs/formats/audit.md). Lines
 * are only ever added; undoing one adds a line that says so. Everything that one call adds is one
 * transaction.
 */
public final class ReviewStore implements AutoCloseable {

  private static final int VERSION = 1;

  private static final String[] SCHEMA = {
    "CREATE TABLE about (audit_sha256 TEXT NOT NULL)",
    """
    CREATE TABLE decision (
      number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, reviewer TEXT NOT NULL,
      id TEXT, action TEXT NOT NULL, argument TEXT NOT NULL,
      undoes INTEGER UNIQUE REFERENCES decision (number))""",
    "CREATE INDEX decision_by_sample ON decision (id, number)",
    """
    CREATE TRIGGER decisions_stay BEFORE UPDATE ON decision
      BEGIN SELECT raise(ABORT, 'decisions are only ever added'); END""",
    """
    CREATE TRIGGER decisions_last BEFORE DELETE ON decision
      BEGIN SELECT raise(ABORT, 'decisions are only ever added'); END""",
    "PRAGMA user_version = " + VERSION,
  };

  private static final String RESTORE =
      "restore the file, or remove it and apply the decisions again";

  private final Path file;
  private final LabelSet classes;
  private final Connection db;
  private final Clock clock;

  private ReviewStore(Path file, LabelSet classes, Clock clock, Connection db) {
    this.file = file;
    this.classes = classes;
    this.clock = clock;
    this.db = db;
  }

  /**
   * Opens the store of an audit, or makes it.
   *
   * @throws DataException when it belongs to another audit or is damaged
   */
  public static ReviewStore open(AuditFolder audit) {
    return open(audit, Clock.systemUTC());
  }

  /**
   * The decisions in force about an audit. Nothing is written: the audit may lie where nothing can
   * be, and where nobody took a decision no store is made.
   */
  public static Map<String, Entry> inForce(AuditFolder audit) {
    return Files.exists(audit.reviewStore()) ? reading(audit, ReviewStore::inForce) : Map.of();
  }

  /** All decisions about an audit, likewise. */
  public static List<Entry> log(AuditFolder audit) {
    return Files.exists(audit.reviewStore()) ? reading(audit, ReviewStore::log) : List.of();
  }

  private static <T> T reading(AuditFolder audit, Function<ReviewStore, T> question) {
    Path file = audit.reviewStore();
    try (ReviewStore store =
        new ReviewStore(file, audit.classes(), Clock.systemUTC(), Sqlite.read(file))) {
      store.requireAbout(audit.sha256());
      return question.apply(store);
    } catch (SQLException e) {
      throw Sqlite.explain(file, e, RESTORE);
    }
  }

  static ReviewStore open(AuditFolder audit, Clock clock) {
    Path file = audit.reviewStore();
    try {
      ReviewStore store = new ReviewStore(file, audit.classes(), clock, Sqlite.write(file));
      try {
        store.prepare(audit.sha256());
      } catch (SQLException | DataException e) {
        store.close();
        throw e;
      }
      return store;
    } catch (SQLException e) {
      throw Sqlite.explain(file, e, RESTORE);
    }
  }

  private void prepare(String auditHash) throws SQLException {
    try (Statement s = db.createStatement()) {
      if (version(s) == 0) {
        make(s, auditHash);
      }
    }
    requireAbout(auditHash);
  }

  private void requireAbout(String auditHash) throws SQLException {
    try (Statement s = db.createStatement()) {
      int version = version(s);
      if (version != VERSION) {
        throw new DataException(
            file.toString(),
            "has version " + version + ", this program reads " + VERSION,
            "use the program's version that wrote it");
      }
      try (ResultSet r = s.executeQuery("SELECT audit_sha256 FROM about")) {
        String about = r.next() ? r.getString(1) : "";
        if (!about.equals(auditHash)) {
          throw new DataException(
              file.toString(),
              "holds decisions about another audit: audit.csv has changed since",
              "restore audit.csv; suggestions that were accepted may be others now");
        }
      }
    }
  }

  private static int version(Statement s) throws SQLException {
    try (ResultSet r = s.executeQuery("PRAGMA user_version")) {
      return r.next() ? r.getInt(1) : 0;
    }
  }

  private void make(Statement s, String auditHash) throws SQLException {
    begin();
    if (version(s) == 0) { // looked at under the lock: of two that start at once one makes it
      for (String sql : SCHEMA) {
        s.execute(sql);
      }
      try (PreparedStatement p = db.prepareStatement("INSERT INTO about VALUES (?)")) {
        p.setString(1, auditHash);
        p.executeUpdate();
      }
    }
    commit();
  }

  /**
   * Adds decisions, all or none. One that is in force already, by whomever, is not added again, so
   * that applying a list twice is the same as once.
   *
   * @param decisions by sample
   * @return how many were added
   */
  public int apply(Map<String, Decision> decisions, String reviewer) {
    requireReviewer(reviewer);
    try {
      begin();
      Map<String, Entry> inForce = inForce();
      int added = 0;
      String now = Instant.now(clock).truncatedTo(ChronoUnit.MILLIS).toString();
      try (PreparedStatement p =
          db.prepareStatement(
              "INSERT INTO decision (at, reviewer, id, action, argument) VALUES (?, ?, ?, ?, ?)")) {
        for (Map.Entry<String, Decision> d : decisions.entrySet()) {
          Entry before = inForce.get(d.getKey());
          if (before == null || !before.decision().equals(d.getValue())) {
            p.setString(1, now);
            p.setString(2, reviewer);
            p.setString(3, d.getKey());
            p.setString(4, d.getValue().action());
            p.setString(5, d.getValue().argument(classes));
            p.addBatch();
            added++;
          }
        }
        p.executeBatch();
      }
      commit();
      return added;
    } catch (SQLException e) {
      throw unwritable(e);
    }
  }

  /**
   * Undoes decisions, all or none: the ones before them, if any, are in force again.
   *
   * @param numbers lines of the log
   * @throws UsageException when one is not in the log or is undone already
   */
  public void undo(List<Long> numbers, String reviewer) {
    requireReviewer(reviewer);
    try {
      begin();
      Map<Long, Entry> all = new LinkedHashMap<>();
      log().forEach(e -> all.put(e.number(), e));
      String now = Instant.now(clock).truncatedTo(ChronoUnit.MILLIS).toString();
      try (PreparedStatement p =
          db.prepareStatement(
              "INSERT INTO decision (at, reviewer, id, action, argument, undoes)"
                  + " VALUES (?, ?, ?, 'undo', '', ?)")) {
        for (long number : numbers) {
          Entry entry = all.get(number);
          if (entry == null || entry.undone()) {
            rollback();
            throw new UsageException(
                "decision " + number,
                entry == null ? "is not in the log" : "is undone already",
                "{command review list} shows the decisions and their numbers");
          }
          p.setString(1, now);
          p.setString(2, reviewer);
          p.setString(3, entry.id());
          p.setLong(4, number);
          p.executeUpdate();
          all.put(
              number,
              new Entry(number, entry.id(), entry.decision(), entry.reviewer(), entry.at(), true));
        }
      }
      commit();
    } catch (SQLException e) {
      throw unwritable(e);
    }
  }

  private void begin() throws SQLException {
    execute("BEGIN IMMEDIATE");
  }

  private void commit() throws SQLException {
    execute("COMMIT");
  }

  private void rollback() throws SQLException {
    execute("ROLLBACK");
  }

  private void execute(String sql) throws SQLException {
    try (Statement s = db.createStatement()) {
      s.execute(sql);
    }
  }

  private static void requireReviewer(String reviewer) {
    if (reviewer.isBlank() || reviewer.length() > 200) {
      throw new UsageException("{reviewer}", "is blank or longer than 200", "give a name");
    }
  }

  /** All decisions in the order they were taken, undone ones included. */
  public List<Entry> log() {
    List<Entry> entries = new ArrayList<>();
    try (Statement s = db.createStatement();
        ResultSet r =
            s.executeQuery(
                """
                SELECT number, id, action, argument, reviewer, at,
                  EXISTS (SELECT 1 FROM decision u WHERE u.undoes = decision.number)
                FROM decision WHERE undoes IS NULL ORDER BY number""")) {
      while (r.next()) {
        entries.add(
            new Entry(
                r.getLong(1),
                r.getString(2),
                decision(r.getLong(1), r.getString(3), r.getString(4)),
                r.getString(5),
                Instant.parse(r.getString(6)),
                r.getInt(7) == 1));
      }
    } catch (SQLException e) {
      throw unwritable(e);
    } catch (java.time.format.DateTimeParseException e) {
      throw damaged("a time that is none: " + e.getParsedString(), e);
    }
    return entries;
  }

  /** The decision in force about each sample: the last that is not undone. */
  public Map<String, Entry> inForce() {
    Map<String, Entry> last = new LinkedHashMap<>();
    for (Entry e : log()) {
      if (!e.undone()) {
        last.put(e.id(), e);
      }
    }
    return last;
  }

  private Decision decision(long number, String action, String argument) {
    try {
      return Decisions.parse(action, argument, classes);
    } catch (IllegalArgumentException e) {
      throw damaged("decision " + number + ": " + e.getMessage(), e);
    }
  }

  private DataException damaged(String problem, Exception cause) {
    return new DataException(
        file.toString(), "is damaged: " + problem, "restore the file from a copy", cause);
  }

  private SelfcureException unwritable(SQLException e) {
    try {
      rollback();
    } catch (SQLException second) {
      e.addSuppressed(second);
    }
    return Sqlite.explain(file, e, "restore the file from a copy");
  }

  @Override
  public void close() {
    try {
      db.close();
    } catch (SQLException e) {
      throw unwritable(e);
    }
  }
}
