package io.selfcure.curation.ledger;

import io.selfcure.core.error.DataException;
import io.selfcure.curation.sqlite.Sqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What differs between two ledgers. A row that only one of them has counts, too.
 *
 * @param samples samples whose id, given or true label differs
 * @param observations observations that differ: an epoch and a sample
 * @param firstEpoch the first epoch with one, 0 where there is none
 * @param relabellings changes of labels that differ: an epoch and a sample
 * @param labels samples whose current label differs
 */
public record LedgerDifferences(
    long samples, long observations, int firstEpoch, long relabellings, long labels) {

  /** Whether the ledgers tell the same. */
  public boolean none() {
    return samples == 0 && observations == 0 && relabellings == 0 && labels == 0;
  }

  /**
   * Compares two ledgers, value by value.
   *
   * @throws DataException when one is missing or damaged
   */
  public static LedgerDifferences between(Path first, Path second) {
    requireLedger(first);
    requireLedger(second);
    try (Connection db = Sqlite.read(first)) {
      db.setAutoCommit(true); // a file cannot be attached within a transaction
      attach(db, second, "b");
      db.setAutoCommit(false);
      String observation = "SELECT * FROM %s.observation";
      String relabelling =
          "SELECT epoch, position, from_label, to_label, p_from, p_to, alpha, reason"
              + " FROM %s.relabelling";
      return new LedgerDifferences(
          count(db, "position", "SELECT position, id, given_label, true_label FROM %s.sample"),
          count(db, "epoch, position", observation),
          firstEpoch(db, observation),
          count(db, "epoch, position", relabelling),
          count(db, "position", "SELECT position, current_label FROM %s.sample"));
    } catch (SQLException e) {
      throw Sqlite.explain(second, e, "check that this and " + first + " are whole ledgers");
    }
  }

  /** Says what is wrong with a file in the ledger's own words. */
  private static void requireLedger(Path file) {
    Ledger.requireFile(file);
    try (Connection db = Sqlite.read(file)) {
      Ledger.requireVersion(db, file);
    } catch (SQLException e) {
      throw Ledger.explain(file, e);
    }
  }

  private static void attach(Connection db, Path file, String name) throws SQLException {
    try (PreparedStatement s = db.prepareStatement("ATTACH ? AS " + name)) {
      s.setString(1, file.toAbsolutePath().toString());
      s.execute();
    }
  }

  /** The keys of rows that one of the two has and the other has not. */
  private static String differing(String key, String rows) {
    String a = String.format(rows, "main");
    String b = String.format(rows, "b");
    String one = "SELECT " + key + " FROM (%s EXCEPT %s)";
    return String.format(one, a, b) + " UNION " + String.format(one, b, a);
  }

  private static long count(Connection db, String key, String rows) throws SQLException {
    return number(db, "SELECT count(*) FROM (" + differing(key, rows) + ")");
  }

  private static int firstEpoch(Connection db, String rows) throws SQLException {
    return (int)
        number(db, "SELECT coalesce(min(epoch), 0) FROM (" + differing("epoch", rows) + ")");
  }

  private static long number(Connection db, String sql) throws SQLException {
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery(sql)) {
      return r.next() ? r.getLong(1) : 0;
    }
  }
}
