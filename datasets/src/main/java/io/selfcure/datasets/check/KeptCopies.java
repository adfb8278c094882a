package io.selfcure.datasets.check;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.pictures.PictureChecks.Group;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which copies of a picture stay, so that nothing that is tested on was trained on. Copies within a
 * split weigh a picture more and leak nothing; they stay unless asked for, and where their labels
 * differ in any case: which of them is right is not for a comparison of pictures to say.
 *
 * @param order splits; of each group those samples stay that are in the first of them that has any
 * @param oneOfEqual whether of copies within one split, all of the same label, the first alone
 *     stays
 */
public record KeptCopies(List<Split> order, boolean oneOfEqual) {

  /** Test pictures stay, then validation pictures. */
  public static final List<Split> TEST_FIRST = List.of(Split.TEST, Split.VALID, Split.TRAIN);

  /** Training pictures stay, then validation pictures. */
  public static final List<Split> TRAIN_FIRST = List.of(Split.TRAIN, Split.VALID, Split.TEST);

  /** Copies the list. */
  public KeptCopies {
    order = List.copyOf(order);
  }

  /**
   * What was done.
   *
   * @param made the new data set
   * @param left how many samples were left out, by split
   * @param undecided groups within a split whose labels differ: all of their samples stayed
   */
  public record Result(Dataset made, Map<Split, Integer> left, int undecided) {}

  /**
   * Writes a data set without the other copies; its {@code skipped.csv} says which, and of what.
   *
   * @throws DataException when a class would be lost to a split
   */
  public Result write(Dataset data, List<Group> groups, Path to) {
    Map<String, String> reasons = new LinkedHashMap<>();
    int undecided = 0;
    for (Group group : groups) {
      List<Sample> kept = kept(group);
      if (oneOfEqual && kept.size() > 1) {
        if (new Group(kept).conflicting()) {
          undecided++;
        } else {
          kept = kept.subList(0, 1);
        }
      }
      String of = kept.get(0).id() + " (" + kept.get(0).split().id() + ")";
      for (Sample s : group.samples()) {
        if (!kept.contains(s)) {
          reasons.put(s.id(), "copy of " + of);
        }
      }
    }
    requireClasses(data, reasons.keySet());
    return write(data, reasons, undecided, to);
  }

  private List<Sample> kept(Group group) {
    for (Split split : order) {
      List<Sample> members = group.samples().stream().filter(s -> s.split() == split).toList();
      if (!members.isEmpty()) {
        return members;
      }
    }
    return group.samples();
  }

  private static void requireClasses(Dataset data, Set<String> left) {
    Set<List<Object>> before = new HashSet<>();
    Set<List<Object>> after = new HashSet<>();
    for (Sample s : data.samples()) {
      if (s.label() != Sample.UNKNOWN) {
        before.add(List.of(s.split(), s.label()));
        if (!left.contains(s.id())) {
          after.add(List.of(s.split(), s.label()));
        }
      }
    }
    before.removeAll(after);
    if (!before.isEmpty()) {
      List<String> lost = new ArrayList<>();
      before.forEach(
          b -> lost.add(data.labels().name((Integer) b.get(1)) + " in " + ((Split) b.get(0)).id()));
      throw new DataException(
          data.dir().toString(),
          "would lose all of " + Wording.value(String.join(", ", lost.stream().sorted().toList())),
          "keep the other split's copies with {keep}");
    }
  }

  private Result write(Dataset data, Map<String, String> reasons, int undecided, Path to) {
    Map<Split, Integer> left = new LinkedHashMap<>();
    try (DatasetWriter writer = DatasetWriter.fewer(to, data)) {
      for (Sample s : data.samples()) {
        String reason = reasons.get(s.id());
        if (reason == null) {
          writer.add(s);
        } else {
          writer.skip(s.id(), reason);
          left.merge(s.split(), 1, Integer::sum);
        }
      }
      List<Map<String, String>> steps = new ArrayList<>(data.card().madeBy());
      Map<String, String> step = new LinkedHashMap<>();
      step.put("step", "copies left out");
      step.put("of", data.sha256());
      step.put("keep", order.get(0).id());
      step.put("within-splits", oneOfEqual ? "one" : "all");
      steps.add(step);
      Dataset made =
          writer.finish(
              data.card().name() + ", without copies",
              data.card().source(),
              data.card().terms(),
              steps);
      return new Result(made, left, undecided);
    }
  }
}
