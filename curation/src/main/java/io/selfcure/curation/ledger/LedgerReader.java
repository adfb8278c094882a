package io.selfcure.curation.ledger;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import io.selfcure.curation.sqlite.Sqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a ledger, and refuses what no training writes into one: SQLite takes any value in any
 * column, and what goes on with such a one gives other results, or an error far from its cause.
 */
final class LedgerReader {

  /** Softmax in single precision may come out a little above 1. */
  private static final double MOST = 1 + 1e-3;

  /** Of observations: 0 where a value has another type, 2 where there is no weight, else 1. */
  private static final String TYPES =
      """
      CASE WHEN typeof(position) <> 'integer' OR typeof(predicted) <> 'integer'
             OR typeof(p_given) <> 'real' OR typeof(p_best) <> 'real' THEN 0
           WHEN alpha IS NULL THEN 2
           WHEN typeof(alpha) <> 'real' THEN 0 ELSE 1 END""";

  private final Path file;
  private final Connection db;
  private final LabelSet labels;
  private final int samples;

  /** What is done with an open ledger. */
  interface Reading<T> {
    T of(LedgerReader ledger) throws SQLException;
  }

  /** Reads classes and the number of samples. */
  LedgerReader(Path file, Connection db) throws SQLException {
    this.file = file;
    this.db = db;
    this.labels = classes();
    this.samples = count();
  }

  /**
   * Reads one moment of the ledger of a run, also of one under way, and changes nothing.
   *
   * @throws DataException when it is missing, damaged or of another version
   */
  static <T> T read(Path file, Reading<T> reading) {
    Ledger.requireFile(file);
    try (Connection db = Sqlite.read(file)) {
      Ledger.requireVersion(db, file);
      return reading.of(new LedgerReader(file, db));
    } catch (SQLException e) {
      throw Ledger.explain(file, e);
    }
  }

  LedgerSnapshot snapshot() throws SQLException {
    List<LedgerSnapshot.Entry> all = samples();
    List<Integer> epochs = epochs();
    int last = epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1);
    return new LedgerSnapshot(labels, all, last, observations(last), changes());
  }

  private LabelSet classes() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("SELECT label, name FROM class ORDER BY label")) {
      while (r.next()) {
        Row row = new Row(r, "class", "label " + r.getString(1));
        row.require(
            row.whole(1, "label") == names.size(), 1, "label", names.size() + " to be next");
        names.add(row.text(2, "name"));
      }
    }
    try {
      return new LabelSet(names);
    } catch (DataException e) {
      throw new DataException(file + ", table class", e.problem(), Ledger.REMEDY, e);
    }
  }

  private int count() throws SQLException {
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("SELECT count(*) FROM sample")) {
      return r.getInt(1);
    }
  }

  /** All samples by position. */
  List<LedgerSnapshot.Entry> samples() throws SQLException {
    List<LedgerSnapshot.Entry> all = new ArrayList<>(samples);
    try (Statement s = db.createStatement();
        ResultSet r =
            s.executeQuery(
                """
                SELECT position, id, given_label, true_label, current_label
                FROM sample ORDER BY position""")) {
      while (r.next()) {
        Row row = new Row(r, "sample", "position " + r.getString(1));
        row.require(
            row.whole(1, "position") == all.size(), 1, "position", all.size() + " to be next");
        all.add(
            new LedgerSnapshot.Entry(
                row.text(2, "id"),
                row.label(3, "given_label"),
                r.getObject(4) == null ? -1 : row.label(4, "true_label"),
                row.label(5, "current_label")));
      }
    }
    return all;
  }

  /** The epochs with observations, in order. */
  List<Integer> epochs() throws SQLException {
    List<Integer> epochs = new ArrayList<>();
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT epoch FROM observation WHERE epoch > ? ORDER BY epoch LIMIT 1")) {
      s.setLong(1, Long.MIN_VALUE);
      for (int epoch = next(s); epoch > 0; epoch = next(s)) {
        epochs.add(epoch);
        s.setLong(1, epoch);
      }
    }
    return epochs;
  }

  private int next(PreparedStatement s) throws SQLException {
    try (ResultSet r = s.executeQuery()) {
      return r.next() ? new Row(r, "observation", "epoch " + r.getString(1)).epoch(1) : 0;
    }
  }

  /** What was observed in an epoch. */
  Observations observations(int epoch) throws SQLException {
    Observations all = new Observations(samples);
    try (Statement s = db.createStatement();
        ResultSet r =
            s.executeQuery(
                "SELECT position, alpha, p_given, p_best, predicted, "
                    + TYPES
                    + " FROM observation WHERE epoch = "
                    + epoch)) {
      while (r.next()) {
        int types = r.getInt(6);
        long position = r.getLong(1);
        float alpha = types == 2 ? Float.NaN : r.getFloat(2);
        float given = r.getFloat(3);
        float best = r.getFloat(4);
        long predicted = r.getLong(5);
        if (types == 0
            || position < 0
            || position >= samples
            || !(types == 2 || probability(alpha))
            || !probability(given)
            || !probability(best)
            || predicted < 0
            || predicted >= labels.size()) {
          throw faulty(epoch, r);
        }
        all.set((int) position, alpha, given, best, (int) predicted);
      }
    }
    return all;
  }

  /** Says which value of an observation it is. */
  private DataException faulty(int epoch, ResultSet r) throws SQLException {
    Row row = new Row(r, "observation", "epoch " + epoch + ", position " + r.getString(1));
    row.position(1);
    row.weight(2);
    row.probability(3, "p_given");
    row.probability(4, "p_best");
    row.label(5, "predicted");
    throw new IllegalStateException("nothing is wrong with " + row);
  }

  /** All changes in the order they were made. */
  List<Relabelling> changes() throws SQLException {
    List<Relabelling> all = new ArrayList<>();
    try (Statement s = db.createStatement();
        ResultSet r =
            s.executeQuery(
                """
                SELECT epoch, position, from_label, to_label, p_from, p_to, alpha, reason
                FROM relabelling ORDER BY rowid""")) {
      while (r.next()) {
        Row row = new Row(r, "relabelling", "row " + (all.size() + 1));
        all.add(
            new Relabelling(
                row.epoch(1),
                row.position(2),
                row.label(3, "from_label"),
                row.label(4, "to_label"),
                row.probability(5, "p_from"),
                row.probability(6, "p_to"),
                row.weight(7),
                row.text(8, "reason")));
      }
    }
    return all;
  }

  private static boolean probability(double value) {
    return value >= 0 && value <= MOST;
  }

  /** The values of a row, checked; errors name table, row, column and value. */
  private final class Row {
    private final ResultSet r;
    private final String table;
    private final String which;

    Row(ResultSet r, String table, String which) {
      this.r = r;
      this.table = table;
      this.which = which;
    }

    private void require(boolean fine, int column, String name, String expected)
        throws SQLException {
      if (!fine) {
        String value = r.getString(column);
        throw new DataException(
            file + ", table " + table + ", " + which,
            name
                + " is "
                + (value == null ? "NULL" : CsvInput.shown(value))
                + ", expected "
                + expected,
            Ledger.REMEDY);
      }
    }

    private long whole(int column, String name) throws SQLException {
      Object value = r.getObject(column);
      require(value instanceof Integer || value instanceof Long, column, name, "a whole number");
      return r.getLong(column);
    }

    private int within(int column, String name, long least, long most) throws SQLException {
      long value = whole(column, name);
      require(value >= least && value <= most, column, name, least + " to " + most);
      return (int) value;
    }

    private int epoch(int column) throws SQLException {
      return within(column, "epoch", 1, Integer.MAX_VALUE);
    }

    private int position(int column) throws SQLException {
      return within(column, "position", 0, samples - 1L);
    }

    private int label(int column, String name) throws SQLException {
      return within(column, name, 0, labels.size() - 1L);
    }

    private float probability(int column, String name) throws SQLException {
      Object value = r.getObject(column);
      require(value instanceof Double d && LedgerReader.probability(d), column, name, "0 to 1");
      return r.getFloat(column);
    }

    /** NaN where there is none. */
    private float weight(int column) throws SQLException {
      return r.getObject(column) == null ? Float.NaN : probability(column, "alpha");
    }

    private String text(int column, String name) throws SQLException {
      Object value = r.getObject(column);
      require(value instanceof String s && !s.isBlank(), column, name, "a text");
      return r.getString(column);
    }

    @Override
    public String toString() {
      return table + ", " + which;
    }
  }
}
