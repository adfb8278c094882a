package io.selfcure.curation.sqlite;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.SelfcureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/** Connections to SQLite databases. Everything that opens one asks here. */
public final class Sqlite {

  /** How long somebody else's use of a file is waited for, in milliseconds. */
  private static final int PATIENCE = 60_000;

  /** How long a writer waits for readers where there is no write-ahead log, in milliseconds. */
  private static final int PATIENCE_WITHOUT_LOG = 600_000;

  /** How long a database under way is kept as it is for a reader, in milliseconds. */
  private static final int PATIENCE_AT_THE_END = 1_000;

  /** File systems whose other machines do not share memory, which a write-ahead log needs. */
  private static final Set<String> SHARED_BY_MACHINES =
      Set.of("9p", "afs", "beegfs", "ceph", "cifs", "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs");

  private static final int JOURNAL_BYTE = 18; // of the file's head: 2 with a write-ahead log
  private static final int WRITE_AHEAD = 2;

  private Sqlite() {}

  /**
   * Loads SQLite and says which it is and from where.
   *
   * @throws EnvironmentException when it cannot be loaded
   */
  public static String describe() {
    NativeLibrary.load();
    return org.sqlite.SQLiteJDBCLoader.getVersion() + " in " + NativeLibrary.folder();
  }

  /**
   * Opens a database for writing, and makes it where there is none; with automatic commit.
   *
   * @throws EnvironmentException when SQLite cannot be loaded
   */
  public static Connection write(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(PATIENCE);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    return connect(config, file.toAbsolutePath().toString());
  }

  /**
   * Lets others read a database while this connection writes it, without either waiting for the
   * other: with a write-ahead log, in the files {@code -wal} and {@code -shm} beside it. On a
   * network's file system, and where SQLite says it cannot, the rollback journal stays: a writer
   * then waits for readers. Both are equally safe against a crash.
   */
  public static void beginSharing(Connection db, Path file) throws SQLException {
    String mode = "";
    if (!sharedByMachines(file)) {
      try (Statement s = db.createStatement();
          ResultSet r = s.executeQuery("PRAGMA journal_mode = WAL")) {
        mode = r.getString(1);
      }
    }
    if (!mode.equals("wal")) {
      execute(db, "PRAGMA busy_timeout = " + PATIENCE_WITHOUT_LOG);
    }
  }

  /**
   * Makes a database one file again, if nobody reads it now; if somebody does, the next writer's
   * end does it, and until then all that the reader's moment allows is in the file itself, for
   * whoever copies it without its log. To be called outside of a transaction.
   */
  public static void endSharing(Connection db) throws SQLException {
    execute(db, "PRAGMA busy_timeout = " + PATIENCE_AT_THE_END);
    try {
      execute(db, "PRAGMA journal_mode = DELETE");
    } catch (SQLException e) {
      if (!busy(e)) {
        throw e;
      }
      execute(db, "PRAGMA wal_checkpoint(PASSIVE)");
    }
  }

  private static boolean sharedByMachines(Path file) {
    try {
      String type = Files.getFileStore(file.toAbsolutePath().getParent()).type();
      String name = type.toLowerCase(Locale.ROOT);
      return name.startsWith("nfs")
          || name.startsWith("smb")
          || name.startsWith("fuse")
          || SHARED_BY_MACHINES.contains(name);
    } catch (IOException e) {
      return true; // cannot be told: what works everywhere
    }
  }

  /**
   * Opens a database for reading, in a transaction that sees one moment however long it lasts and
   * holds up no writer beside it (see {@link #beginSharing}). Nothing is written, so the file may
   * lie where nothing can be.
   *
   * @throws EnvironmentException when SQLite cannot be loaded
   */
  public static Connection read(Path file) throws SQLException {
    Connection db;
    try {
      db = readOnly(file);
    } catch (SQLException e) {
      if (!leftByACrash(e)) {
        throw e;
      }
      try (Connection repairing = write(file)) {
        touch(repairing); // SQLite puts right what a killed process left when it opens the file
      }
      db = readOnly(file);
    }
    db.setAutoCommit(false);
    return db;
  }

  private static Connection readOnly(Path file) throws SQLException {
    Path path = file.toAbsolutePath();
    return open(path, Access.of(path, Files.isWritable(path.getParent())));
  }

  /** How a database is opened for reading. */
  enum Access {
    /** As SQLite does by itself, beside others. */
    SHARED(""),

    /** As a file that nobody writes. */
    SEALED("?immutable=1"),

    /** With its log, whose index is kept in this process's memory; without any lock. */
    ALONE("?vfs=unix-none");

    private final String query;

    Access(String query) {
      this.query = query;
    }

    /**
     * How to read a file. One that says that it has a write-ahead log is read as it is only where
     * the log's index in shared memory is there or can be made; who writes it has one, so without
     * it nobody does.
     *
     * @param writable whether files can be made beside it
     */
    static Access of(Path file, boolean writable) {
      if (writable || Files.exists(beside(file, "-shm")) || !saysWriteAhead(file)) {
        return SHARED;
      }
      Path log = beside(file, "-wal");
      return log.toFile().length() > 0 ? ALONE : SEALED;
    }

    private static Path beside(Path file, String suffix) {
      return file.resolveSibling(file.getFileName() + suffix);
    }

    private static boolean saysWriteAhead(Path file) {
      try (InputStream in = Files.newInputStream(file)) {
        byte[] head = in.readNBytes(JOURNAL_BYTE + 1);
        return head.length > JOURNAL_BYTE && head[JOURNAL_BYTE] == WRITE_AHEAD;
      } catch (IOException e) {
        return false; // SQLite will say what is wrong
      }
    }
  }

  static Connection open(Path file, Access access) throws SQLException {
    Path path = file.toAbsolutePath();
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(PATIENCE);
    if (access != Access.SHARED) {
      config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    }
    Connection db =
        connect(config, access == Access.SHARED ? path.toString() : path.toUri() + access.query);
    try {
      if (access == Access.ALONE) {
        execute(db, "PRAGMA locking_mode = EXCLUSIVE"); // else the index must be shared
      }
      touch(db);
      return db;
    } catch (SQLException e) {
      db.close();
      throw e;
    }
  }

  private static Connection connect(SQLiteConfig config, String name) throws SQLException {
    NativeLibrary.load();
    return config.createConnection("jdbc:sqlite:" + name);
  }

  /** Reads the head, at which SQLite looks whether a crash left something. */
  private static void touch(Connection db) throws SQLException {
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("PRAGMA schema_version")) {
      r.next();
    }
  }

  private static void execute(Connection db, String sql) throws SQLException {
    try (Statement s = db.createStatement()) {
      s.execute(sql);
    }
  }

  private static int code(SQLException e) {
    return e.getErrorCode() & 0xff; // the rest says more precisely where it happened
  }

  private static boolean busy(SQLException e) {
    return code(e) == SQLiteErrorCode.SQLITE_BUSY.code
        || code(e) == SQLiteErrorCode.SQLITE_LOCKED.code;
  }

  private static boolean leftByACrash(SQLException e) {
    return code(e) == SQLiteErrorCode.SQLITE_READONLY.code;
  }

  /**
   * What an error of SQLite's means: that a file's content is wrong, or that it cannot be got at
   * now.
   *
   * @param file the database
   * @param remedy against wrong content, in words
   * @return a {@link DataException} or an {@link EnvironmentException}
   */
  public static SelfcureException explain(Path file, SQLException e, String remedy) {
    int code = code(e);
    if (code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code
        || code == SQLiteErrorCode.SQLITE_ERROR.code) { // a table is missing
      return new DataException(file.toString(), "is damaged: " + e.getMessage(), remedy, e);
    }
    return new EnvironmentException(
        file.toString(),
        "cannot be written or read: " + e.getMessage(),
        code == SQLiteErrorCode.SQLITE_CANTOPEN.code
            ? "check permissions; if a training was killed, copy the file with those named like it"
                + " to a folder that can be written"
            : "check free space, permissions and that no other program holds the file",
        e);
  }
}
