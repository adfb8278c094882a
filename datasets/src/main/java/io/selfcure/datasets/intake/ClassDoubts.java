package io.selfcure.datasets.intake;

import io.selfcure.core.data.ClassNames;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks about classes whose names are probably misspelt. */
final class ClassDoubts {

  private ClassDoubts() {}

  /**
   * Refuses classes that probably are one class, one of them misspelt, and those that a named set
   * of classes would drop for a letter; tells of others. A file that says what becomes what is
   * believed.
   *
   * @param spec the classes wanted, see {@link LabelMap#of}
   */
  static void check(LabelSet labels, @Nullable String spec, Progress progress) {
    if (spec != null && (spec.contains(".") || spec.contains("/"))) {
      return;
    }
    List<String> doubts = new ArrayList<>(ClassNames.doubtful(labels));
    List<String> misspelt = ClassNames.misspelt(labels);
    if (spec != null) {
      doubts.addAll(misspelt);
    }
    if (!doubts.isEmpty()) {
      throw new UsageException(
          "{labels}",
          "has classes whose names are probably misspelt: " + String.join(" ", doubts),
          "correct the names, or say what becomes what in a YAML file with lines 'class: new class'");
    }
    if (spec == null && !misspelt.isEmpty()) {
      progress.advise(
          "classes are kept under names that are probably misspelt: "
              + Wording.value(String.join(" ", misspelt)));
    }
  }
}
