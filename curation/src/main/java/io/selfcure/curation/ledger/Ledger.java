package io.selfcure.curation.ledger;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.curation.sqlite.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;

/**
 * The record of every label the network doubted: an SQLite file in the run folder
 * (docs/formats/ledger.md). An epoch is written in one transaction; nothing in it is ever
 * overwritten, so every change can be traced and undone.
 */
public final class Ledger implements AutoCloseable {

  /** The file's name in a run folder. */
  public static final String FILE = "ledger.sqlite";

  static final String REMEDY = "restore the file or train again";

  private static final int VERSION = 1;

  /** Rows that are handed to SQLite at once; the driver keeps them as objects until then. */
  private static final int BATCH = 10_000;

  private static final String[] SCHEMA = {
    "CREATE TABLE class (label INTEGER PRIMARY KEY, name TEXT NOT NULL)",
    """
    CREATE TABLE sample (
      position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
      given_label INTEGER NOT NULL, true_label INTEGER, current_label INTEGER NOT NULL)""",
    """
    CREATE TABLE observation (
      epoch INTEGER NOT NULL, position INTEGER NOT NULL, alpha REAL,
      p_given REAL NOT NULL, p_best REAL NOT NULL, predicted INTEGER NOT NULL,
      PRIMARY KEY (epoch, position)) WITHOUT ROWID""",
    """
    CREATE TABLE relabelling (
      epoch INTEGER NOT NULL, position INTEGER NOT NULL,
      from_label INTEGER NOT NULL, to_label INTEGER NOT NULL,
      p_from REAL NOT NULL, p_to REAL NOT NULL, alpha REAL, reason TEXT NOT NULL)""",
    "CREATE INDEX relabelling_by_sample ON relabelling (position, epoch)",
    """
    CREATE VIEW verdict AS
      SELECT s.id, g.name AS given_label, c.name AS current_label, t.name AS true_label,
             o.epoch, o.alpha, o.p_given, o.p_best, p.name AS predicted
      FROM sample s
      JOIN observation o ON o.position = s.position
      JOIN class g ON g.label = s.given_label
      JOIN class c ON c.label = s.current_label
      JOIN class p ON p.label = o.predicted
      LEFT JOIN class t ON t.label = s.true_label
      WHERE o.epoch = (SELECT max(epoch) FROM observation)""",
    "PRAGMA user_version = " + VERSION,
  };

  private final Path file;
  private final Connection db;

  private Ledger(Path file, Connection db) {
    this.file = file;
    this.db = db;
  }

  /** What is done with a connection before it is a ledger's. */
  private interface Preparation {
    void prepare(Ledger ledger) throws SQLException;
  }

  private static Ledger connect(Path file, Preparation preparation) {
    try {
      Connection db = Sqlite.write(file);
      try {
        Ledger ledger = new Ledger(file, db);
        preparation.prepare(ledger);
        return ledger;
      } catch (SQLException | RuntimeException | Error e) {
        abandon(db, e);
        throw e;
      }
    } catch (SQLException e) {
      throw explain(file, e);
    }
  }

  private static void abandon(Connection db, Throwable why) {
    try {
      db.close();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  /** A new ledger with every training sample at its given label. */
  public static Ledger create(Path file, LabelSet labels, List<Sample> training) {
    return connect(
        file,
        ledger -> {
          ledger.share();
          try (Statement s = ledger.db.createStatement()) {
            for (String sql : SCHEMA) {
              s.execute(sql);
            }
          }
          ledger.insertClasses(labels);
          ledger.insertSamples(training);
          ledger.db.commit();
        });
  }

  /**
   * Opens the ledger of a run for writing.
   *
   * @throws DataException when it is missing or is not a ledger of this version
   */
  public static Ledger open(Path file) {
    requireFile(file);
    return connect(
        file,
        ledger -> {
          requireVersion(ledger.db, file);
          ledger.share();
        });
  }

  /** From here on others may read beside this one, which writes in transactions. */
  private void share() throws SQLException {
    Sqlite.beginSharing(db, file);
    db.setAutoCommit(false);
  }

  /**
   * Deletes a ledger and what a killed process left beside it; a missing one is no error.
   *
   * @throws EnvironmentException when that is not possible
   */
  public static void delete(Path file) {
    try {
      for (String part : List.of("-wal", "-shm", "-journal", "")) {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + part));
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          file.toString(), "cannot be deleted: " + Reasons.of(e), "check permissions", e);
    }
  }

  /**
   * Reads the ledger of a run, also of one under way, and changes nothing.
   *
   * @throws DataException when it is missing or is not a ledger of this version
   */
  public static LedgerSnapshot read(Path file) {
    return LedgerReader.read(file, LedgerReader::snapshot);
  }

  static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DataException(file.toString(), "not found", "give the folder of a training run");
    }
  }

  static void requireVersion(Connection db, Path file) throws SQLException {
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("PRAGMA user_version")) {
      int version = r.next() ? r.getInt(1) : 0;
      if (version != VERSION) {
        throw new DataException(
            file.toString(),
            "has ledger version " + version + ", this program reads " + VERSION,
            "use the program's version that wrote the run");
      }
    }
  }

  private void insertClasses(LabelSet labels) throws SQLException {
    try (PreparedStatement p = db.prepareStatement("INSERT INTO class VALUES (?, ?)")) {
      for (int c = 0; c < labels.size(); c++) {
        p.setInt(1, c);
        p.setString(2, labels.name(c));
        p.addBatch();
      }
      p.executeBatch();
    }
  }

  private void insertSamples(List<Sample> training) throws SQLException {
    try (PreparedStatement p = db.prepareStatement("INSERT INTO sample VALUES (?, ?, ?, ?, ?)")) {
      for (int i = 0; i < training.size(); i++) {
        Sample s = training.get(i);
        p.setInt(1, i);
        p.setString(2, s.id());
        p.setInt(3, s.label());
        if (s.trueLabel() == Sample.UNKNOWN) {
          p.setNull(4, Types.INTEGER);
        } else {
          p.setInt(4, s.trueLabel());
        }
        p.setInt(5, s.label());
        p.addBatch();
        if (i % BATCH == 0) {
          p.executeBatch();
        }
      }
      p.executeBatch();
    }
  }

  /** Writes one epoch: what was observed and what was changed. All of it is stored, or nothing. */
  public void record(int epoch, Observations observed, List<Relabelling> changes) {
    try {
      insertObservations(epoch, observed);
      try (PreparedStatement insert =
              db.prepareStatement("INSERT INTO relabelling VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
          PreparedStatement update =
              db.prepareStatement("UPDATE sample SET current_label = ? WHERE position = ?")) {
        for (Relabelling r : changes) {
          insert.setInt(1, r.epoch());
          insert.setInt(2, r.position());
          insert.setInt(3, r.from());
          insert.setInt(4, r.to());
          insert.setDouble(5, r.pFrom());
          insert.setDouble(6, r.pTo());
          setReal(insert, 7, r.alpha());
          insert.setString(8, r.reason());
          insert.addBatch();
          update.setInt(1, r.to());
          update.setInt(2, r.position());
          update.addBatch();
        }
        insert.executeBatch();
        update.executeBatch();
      }
      db.commit();
    } catch (SQLException e) {
      throw explain(file, e);
    }
  }

  private void insertObservations(int epoch, Observations observed) throws SQLException {
    try (PreparedStatement p =
        db.prepareStatement("INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < observed.size(); i++) {
        if (observed.seen(i)) {
          p.setInt(1, epoch);
          p.setInt(2, i);
          setReal(p, 3, observed.alpha(i));
          p.setDouble(4, observed.pGiven(i));
          p.setDouble(5, observed.pBest(i));
          p.setInt(6, observed.predicted(i));
          p.addBatch();
        }
        if (i % BATCH == 0) {
          p.executeBatch();
        }
      }
      p.executeBatch();
    }
  }

  private static void setReal(PreparedStatement p, int index, float value) throws SQLException {
    if (Float.isNaN(value)) {
      p.setNull(index, Types.REAL);
    } else {
      p.setDouble(index, value);
    }
  }

  /** Forgets everything after {@code epoch} and sets the labels back to what they were then. */
  public void rewindTo(int epoch) {
    try (Statement s = db.createStatement()) {
      s.execute("DELETE FROM observation WHERE epoch > " + epoch);
      s.execute("DELETE FROM relabelling WHERE epoch > " + epoch);
      s.execute(
          """
          UPDATE sample SET current_label = coalesce(
            (SELECT to_label FROM relabelling r WHERE r.position = sample.position
             ORDER BY r.epoch DESC, r.rowid DESC LIMIT 1), given_label)""");
      db.commit();
    } catch (SQLException e) {
      throw explain(file, e);
    }
  }

  /** The current label of every training sample by position. */
  public int[] currentLabels() {
    try {
      return new LedgerReader(file, db)
          .samples().stream().mapToInt(LedgerSnapshot.Entry::current).toArray();
    } catch (SQLException e) {
      throw explain(file, e);
    }
  }

  /** All changes in the order they were made. */
  public List<Relabelling> relabellings() {
    try {
      return new LedgerReader(file, db).changes();
    } catch (SQLException e) {
      throw explain(file, e);
    }
  }

  static SelfcureException explain(Path file, SQLException e) {
    return Sqlite.explain(file, e, REMEDY);
  }

  /** Leaves one file, unless somebody reads it now (docs/formats/ledger.md). */
  @Override
  public void close() {
    try (db) {
      if (!db.getAutoCommit()) {
        db.rollback(); // what was not committed is not part of the record
        db.setAutoCommit(true);
      }
      Sqlite.endSharing(db);
    } catch (SQLException e) {
      throw explain(file, e);
    }
  }
}
