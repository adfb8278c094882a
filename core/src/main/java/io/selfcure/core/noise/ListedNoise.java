package io.selfcure.core.noise;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Noise that somebody published: the labels come from a list.
 *
 * @param labels the given label by row of the data set; rows outside the training split must keep
 *     theirs
 * @param list the list's name, for the card
 * @param sha256 hash of the list, lower-case hex
 */
public record ListedNoise(List<Integer> labels, String list, String sha256) implements Noise {

  /** This kind; the list is read by whoever knows its layout. */
  public static final NoiseKind KIND =
      new NoiseKind(
          "from-file",
          "labels from a published list, {list}: lines 'train_00001.jpg 5' with RAF-DB's numbers, a"
              + " CSV id,label, or a table like fer2013new.csv",
          Set.of(NoiseParameter.LIST),
          Set.of(),
          (with, data) -> Objects.requireNonNull(with.list()).apply(data));

  /** Copies the labels. */
  public ListedNoise {
    labels = List.copyOf(labels);
  }

  @Override
  public String kind() {
    return KIND.id();
  }

  @Override
  public String title() {
    return "labels of " + list;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("list", list);
    settings.put("list-sha256", sha256);
    return settings;
  }

  @Override
  public int[] labels(List<Sample> samples, LabelSet classes) {
    if (labels.size() != samples.size()) {
      throw new IllegalArgumentException(labels.size() + " labels, " + samples.size() + " samples");
    }
    return labels.stream().mapToInt(Integer::intValue).toArray();
  }
}
