package io.selfcure.curation.ledger;

import io.selfcure.core.error.DataException;
import io.selfcure.curation.sqlite.Sqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything a ledger knows, in memory.
 *
 * @param ids the training samples by position
 * @param epochs what was observed, by epoch
 * @param changes every change of a label in the order they were made
 */
public record History(
    List<String> ids, SortedMap<Integer, Observations> epochs, List<Relabelling> changes) {

  /** Copies the lists. */
  public History {
    ids = List.copyOf(ids);
    epochs = Collections.unmodifiableSortedMap(new TreeMap<>(epochs));
    changes = List.copyOf(changes);
  }

  /**
   * Reads the ledger of a run.
   *
   * @throws DataException when it is missing, damaged or of another version
   */
  public static History read(Path file) {
    Ledger.requireFile(file);
    try (Connection db = Sqlite.read(file);
        Statement s = db.createStatement()) {
      Ledger.requireVersion(db, file);
      List<String> ids = new ArrayList<>();
      try (ResultSet r = s.executeQuery("SELECT id FROM sample ORDER BY position")) {
        while (r.next()) {
          ids.add(r.getString(1));
        }
      }
      TreeMap<Integer, Observations> epochs = new TreeMap<>();
      try (ResultSet r =
          s.executeQuery(
              "SELECT epoch, position, alpha, p_given, p_best, predicted FROM observation")) {
        while (r.next()) {
          int position = r.getInt(2);
          if (position < 0 || position >= ids.size()) {
            throw damaged(file, "observation of unknown sample " + position);
          }
          float alpha = r.getObject(3) == null ? Float.NaN : r.getFloat(3);
          epochs
              .computeIfAbsent(r.getInt(1), e -> new Observations(ids.size()))
              .set(position, alpha, r.getFloat(4), r.getFloat(5), r.getInt(6));
        }
      }
      return new History(ids, epochs, LedgerReader.changes(s));
    } catch (SQLException e) {
      throw Ledger.explain(file, e);
    }
  }

  private static DataException damaged(Path file, String problem) {
    return new DataException(
        file.toString(), "is damaged: " + problem, "train again or restore the file");
  }
}
