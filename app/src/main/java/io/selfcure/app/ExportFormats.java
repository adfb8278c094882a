package io.selfcure.app;

import io.selfcure.core.error.UsageException;
import io.selfcure.workflow.ExportLabels;
import io.selfcure.workflow.ExportModel;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The formats of {@code export}, for completion, for help, and by their names. */
final class ExportFormats implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Stream.of(ExportModel.Format.values(), ExportLabels.Format.values())
        .flatMap(Arrays::stream)
        .map(Object::toString)
        .iterator();
  }

  static <F> F choose(List<F> formats, String word, String option, String remedy) {
    return formats.stream()
        .filter(f -> f.toString().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new UsageException(option, "'" + word + "' is no format here", remedy));
  }
}
