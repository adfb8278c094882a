package io.selfcure.curation.ledger;

import io.selfcure.core.data.LabelSet;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads a ledger, which a training may be writing at the same time. */
final class LedgerReader {

  private LedgerReader() {}

  static LedgerSnapshot snapshot(Connection db) throws SQLException {
    try (Statement s = db.createStatement()) {
      List<LedgerSnapshot.Entry> samples = samples(s);
      int epoch = number(s, "SELECT coalesce(max(epoch), 0) FROM observation");
      return new LedgerSnapshot(
          classes(s), samples, epoch, observations(s, epoch, samples.size()), changes(s));
    }
  }

  private static LabelSet classes(Statement s) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet r = s.executeQuery("SELECT name FROM class ORDER BY label")) {
      while (r.next()) {
        names.add(r.getString(1));
      }
    }
    return new LabelSet(names);
  }

  private static List<LedgerSnapshot.Entry> samples(Statement s) throws SQLException {
    List<LedgerSnapshot.Entry> samples = new ArrayList<>();
    try (ResultSet r =
        s.executeQuery(
            """
            SELECT id, given_label, coalesce(true_label, -1), current_label
            FROM sample ORDER BY position""")) {
      while (r.next()) {
        samples.add(
            new LedgerSnapshot.Entry(r.getString(1), r.getInt(2), r.getInt(3), r.getInt(4)));
      }
    }
    return samples;
  }

  private static Observations observations(Statement s, int epoch, int size) throws SQLException {
    Observations observations = new Observations(size);
    try (ResultSet r =
        s.executeQuery(
            "SELECT position, alpha, p_given, p_best, predicted FROM observation WHERE epoch = "
                + epoch)) {
      while (r.next()) {
        observations.set(r.getInt(1), realOrNaN(r, 2), r.getFloat(3), r.getFloat(4), r.getInt(5));
      }
    }
    return observations;
  }

  /** All changes in the order they were made. */
  static List<Relabelling> changes(Statement s) throws SQLException {
    List<Relabelling> all = new ArrayList<>();
    try (ResultSet r = s.executeQuery("SELECT * FROM relabelling ORDER BY rowid")) {
      while (r.next()) {
        all.add(
            new Relabelling(
                r.getInt(1),
                r.getInt(2),
                r.getInt(3),
                r.getInt(4),
                r.getFloat(5),
                r.getFloat(6),
                realOrNaN(r, 7),
                r.getString(8)));
      }
    }
    return all;
  }

  private static float realOrNaN(ResultSet r, int column) throws SQLException {
    return r.getObject(column) == null ? Float.NaN : r.getFloat(column);
  }

  private static int number(Statement s, String sql) throws SQLException {
    try (ResultSet r = s.executeQuery(sql)) {
      return r.next() ? r.getInt(1) : 0;
    }
  }
}
