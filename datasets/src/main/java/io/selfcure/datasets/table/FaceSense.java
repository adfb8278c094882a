package io.selfcure.datasets.table;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.error.DataException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether what is said of several faces of a picture can be told apart. */
final class FaceSense {

  private FaceSense() {}

  /**
   * Checks pictures with several faces.
   *
   * @param faces rows by face
   * @param perPicture how many faces each picture has
   * @throws DataException when faces without boxes have different labels, or each judge's boxes
   *     stand alone
   */
  static void check(
      Collection<List<Answer>> faces, Map<String, Integer> perPicture, RowLabels names) {
    Map<String, Answer> bare = new HashMap<>();
    Map<String, List<Answer>> judged = new HashMap<>();
    for (List<Answer> rows : faces) {
      Answer a = rows.get(0);
      if (perPicture.getOrDefault(a.path(), 1) < 2) {
        continue;
      }
      Answer other = a.box() == null ? bare.putIfAbsent(a.path(), a) : null;
      if (other != null && !label(other, names).equals(label(a, names))) {
        throw Contradiction.of(
            other,
            a,
            "for another face the label",
            label(other, names),
            label(a, names),
            "say where each face is, with columns such as left,top,right,bottom");
      }
      List<Answer> before = judged.putIfAbsent(a.path(), rows);
      if (before != null && names.annotated() && !judges(before).equals(judges(rows))) {
        throw new DataException(
            a.place(),
            "has a box for "
                + CsvInput.shown(a.path())
                + " that not the same people judged as the one of "
                + before.get(0).place()
                + ": which labels are of one face is open",
            "number the faces in a column 'face', or give a face the same box on all lines");
      }
    }
  }

  private static Set<String> judges(List<Answer> rows) {
    Set<String> judges = new TreeSet<>();
    rows.forEach(a -> judges.add(a.annotator()));
    return judges;
  }

  private static String label(Answer a, RowLabels names) {
    return a.labels().isEmpty() ? "" : names.written(a.labels().get(0), a);
  }
}
