package io.selfcure.curation.ledger;

import io.selfcure.core.error.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
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
    Ledger.open(first).close(); // says what is wrong with a file in the ledger's own words
    Ledger.open(second).close();
    try (Connection db = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      attach(db, first, "a");
      attach(db, second, "b");
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
      throw new DataException(
          second.toString(),
          "cannot be compared with " + first + ": " + e.getMessage(),
          "check that both are whole and no other program holds them",
          e);
    }
  }

  private static void attach(Connection db, Path file, String name) throws SQLException {
    if (!Files.isReadable(file)) {
      throw new DataException(file.toString(), "cannot be read", "check its permissions");
    }
    try (PreparedStatement s = db.prepareStatement("ATTACH ? AS " + name)) {
      s.setString(1, file.toAbsolutePath().toString());
      s.execute();
    }
  }

  /** The keys of rows that one of the two has and the other has not. */
  private static String differing(String key, String rows) {
    String a = String.format(rows, "a");
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
