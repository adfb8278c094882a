package io.selfcure.workflow.experiment;

import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.training.loop.Trainings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the cells that an earlier start began. A cell is the same when its noise and all its
 * settings are, whatever its name: a value that becomes a list gives its cells longer names and
 * loses none.
 */
final class Continuation {

  private Continuation() {}

  /**
   * The planned cells, those begun before under the names they have.
   *
   * @param file for the message
   * @param records what was begun, by name
   * @throws UsageException when a begun cell differs from the plan in what is no axis of it
   */
  static List<Cell> of(Path file, List<Cell> planned, Map<String, CellRecord> records) {
    Map<Cell, String> names = new LinkedHashMap<>();
    // cells may be the same but for what decides no figure: each keeps its own record
    List<CellRecord> others = new ArrayList<>(records.values());
    others.removeIf(r -> take(r, c -> c.name().equals(r.cell()), planned, names));
    others.removeIf(r -> take(r, c -> true, planned, names));
    Set<String> changes = new LinkedHashSet<>();
    for (CellRecord record : others) {
      planned.stream()
          .filter(c -> alike(c, record) && !names.containsKey(c))
          .map(c -> beyondAxes(record, c))
          .min(Comparator.comparingInt(Map::size))
          .ifPresent(least -> least.forEach((n, change) -> changes.add(n + ": " + change)));
    }
    if (!changes.isEmpty()) {
      throw new UsageException(
          file.toString(),
          "changes settings of cells that were begun:\n  "
              + Wording.value(String.join("\n  ", changes)),
          "undo the change, make it a list that holds the old value too, or name another folder"
              + " with {to}");
    }
    return named(planned, names, records.keySet());
  }

  /** Gives the record's name to a planned cell that is the same and has none yet. */
  private static boolean take(
      CellRecord record, Predicate<Cell> which, List<Cell> planned, Map<Cell, String> names) {
    Optional<Cell> same =
        planned.stream()
            .filter(c -> which.test(c) && !names.containsKey(c) && alike(c, record))
            .filter(c -> differences(record, c).isEmpty())
            .findFirst();
    same.ifPresent(c -> names.put(c, record.cell()));
    return same.isPresent();
  }

  private static Map<String, String> differences(CellRecord record, Cell cell) {
    Map<String, String> differences =
        Trainings.differences(record.settings(), cell.settings().toMap());
    differences.keySet().removeAll(cell.settings().idle());
    return differences;
  }

  private static Map<String, String> beyondAxes(CellRecord record, Cell cell) {
    Map<String, String> differences = differences(record, cell);
    differences.keySet().removeAll(cell.axes().keySet());
    return differences;
  }

  private static boolean alike(Cell cell, CellRecord record) {
    return cell.noise().kind().id().equals(record.noise())
        && cell.noise().rate() == record.rate()
        && cell.mode().equals(record.settings().get("mode"))
        && Long.toString(cell.seed()).equals(record.settings().get("seed"));
  }

  private static List<Cell> named(
      List<Cell> planned, Map<Cell, String> names, Set<String> recorded) {
    Set<String> taken = new HashSet<>(recorded);
    List<Cell> all = new ArrayList<>();
    for (Cell cell : planned) {
      String name = names.get(cell);
      if (name == null) {
        name = cell.name();
        for (int i = 2; !taken.add(name); i++) { // a cell that has left the grid may have it
          name = cell.name() + "-" + i;
        }
      }
      all.add(cell.named(name));
    }
    return all;
  }
}
