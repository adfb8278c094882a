package io.selfcure.datasets.show;

import io.selfcure.core.data.Attributes;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureFiles;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Figures of a data set.
 *
 * @param subjects how many people or films there are, 0 where none are known
 * @param voted samples with votes
 * @param boxed samples with the face's place
 * @param known samples whose true label is known
 * @param sizes pictures by {@code WIDTHxHEIGHT}; of files, some of them
 * @param attributes samples by the name of an attribute
 */
public record DatasetFacts(
    long subjects,
    long voted,
    long boxed,
    long known,
    Map<String, Long> sizes,
    Map<String, Long> attributes) {

  /** Files that are opened for their size. */
  private static final int LOOKED_AT = 200;

  /** Copies the maps. */
  public DatasetFacts {
    sizes = java.util.Collections.unmodifiableMap(new TreeMap<>(sizes));
    attributes = java.util.Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** Looks at a data set. */
  public static DatasetFacts of(Dataset data) {
    Map<String, Long> attributes = new TreeMap<>();
    Attributes.read(
        data,
        (id, values) -> values.propertyNames().forEach(n -> attributes.merge(n, 1L, Long::sum)));
    return new DatasetFacts(
        data.samples().stream()
            .map(Sample::subject)
            .filter(Predicate.not(String::isEmpty))
            .distinct()
            .count(),
        count(data, s -> !s.votes().isEmpty()),
        count(data, s -> s.box() != null),
        count(data, s -> s.trueLabel() != Sample.UNKNOWN),
        sizes(data),
        attributes);
  }

  private static long count(Dataset data, Predicate<Sample> which) {
    return data.samples().stream().filter(which).count();
  }

  private static Map<String, Long> sizes(Dataset data) {
    Map<String, Long> sizes = new TreeMap<>();
    PixelPack pack = data.pack();
    if (pack != null) {
      sizes.put(pack.width() + "x" + pack.height(), (long) data.samples().size());
      return sizes;
    }
    int n = data.samples().size();
    for (int i = 0; i < Math.min(n, LOOKED_AT); i++) {
      Sample s = data.samples().get((int) ((long) i * n / Math.min(n, LOOKED_AT)));
      String size;
      try {
        Picture picture = PictureDecoder.decode(PictureFiles.read(data.file(s)), s.id());
        size = picture.width() + "x" + picture.height();
      } catch (DataException e) {
        size = "unreadable";
      }
      sizes.merge(size, 1L, Long::sum);
    }
    return sizes;
  }
}
