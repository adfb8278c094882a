package io.selfcure.datasets.split;

import io.selfcure.core.data.Card;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.CsvText;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.ReadingsLog;
import io.selfcure.core.data.Registration;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.data.TextReader;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.pictures.PictureChecks.Group;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves a share of the training pictures into another split of a new data set. Pictures of one
 * person stay together, as splits never share one: of each group the least id, in the order of its
 * characters, decides for all.
 *
 * @param by which ids are drawn
 * @param into the split they go to
 * @param replace whether the pictures that are in that split now are left out; else there must be
 *     none
 * @param apart whether copies of one picture stay together too
 * @param register whether networks may read the split on record only
 */
public record SplitDraw(HashDraw by, Split into, boolean replace, boolean apart, boolean register) {

  private static final int LONGEST_LIST = 1 << 28;

  /** Refuses the split that is drawn from. */
  public SplitDraw {
    if (into == Split.TRAIN) {
      throw new UsageException("{into}", "train is what is drawn from", "name valid or test");
    }
  }

  /**
   * What was drawn.
   *
   * @param made the new data set
   * @param ids the drawn samples, in the order of the rows
   * @param sha256 hash of the ids, {@link Registration#hash}
   * @param from how many training samples there were
   * @param replaced how many samples of the split before were left out
   * @param copiesInTraining how many drawn pictures have a copy that stayed in training
   * @param copiesElsewhere how many have one in the third split
   * @param people how many persons the drawn pictures show; 0 where they are not known
   * @param without classes of the training split of which none was drawn
   * @param readings the record of a registered split; null where it is not registered
   */
  public record Result(
      Dataset made,
      List<String> ids,
      String sha256,
      int from,
      int replaced,
      int copiesInTraining,
      int copiesElsewhere,
      int people,
      List<String> without,
      @Nullable Path readings) {}

  /** The file in the new data set with the drawn ids: drawn-test.csv. */
  static String list(Split into) {
    return "drawn-" + into.id() + ".csv";
  }

  /**
   * Refuses, before pictures are read, a data set from which nothing should be drawn so.
   *
   * @throws DataException when its labels were changed, or the split is not empty
   */
  public void check(Dataset data) {
    long wrong = data.split(Split.TRAIN).stream().filter(Sample::knownWrong).count();
    if (wrong > 0) {
      throw new DataException(
          data.dir().toString(),
          "has "
              + wrong
              + " training labels that are known to be wrong; drawn ones would be judged by",
          "draw from the data set it was made from, and make labels wrong afterwards");
    }
    if (data.card().madeBy().stream().anyMatch(s -> "cure".equals(s.get("step")))) {
      throw new DataException(
          data.dir().toString(),
          "has cured training labels: a network had its say in what drawn ones would be judged by",
          "draw from the data set it was made from, and cure afterwards");
    }
    int there = data.split(into).size();
    if (there > 0 && !replace) {
      throw new DataException(
          data.dir().toString(),
          "has " + there + " samples in " + into.id() + " already: two sets would be mixed",
          "leave them out with {replace}, or draw into another split with {into}");
    }
    Registration kept = data.registered();
    if (register && kept != null && kept.split() != into) {
      throw new DataException(
          data.dir().toString(),
          "has a registered split already, " + kept.split().id(),
          "leave out {register}");
    }
  }

  /**
   * Writes the data set.
   *
   * @param copies groups of copies among all pictures
   * @throws DataException when nothing would be drawn, or training would lose a class
   */
  public Result write(Dataset data, List<Group> copies, Path to) {
    check(data);
    Map<String, String> deciders = deciders(data, copies);
    Set<String> drawn = new LinkedHashSet<>();
    deciders.forEach(
        (id, decider) -> {
          if (by.draws(decider)) {
            drawn.add(id);
          }
        });
    List<String> without = classesNotDrawn(data, drawn);
    String hash = Registration.hash(List.copyOf(drawn));
    int replaced = data.split(into).size();
    Path readings = null;
    Dataset made;
    try (DatasetWriter writer = DatasetWriter.fewer(to, data)) {
      for (Sample s : data.samples()) {
        if (drawn.contains(s.id())) {
          writer.add(s.inSplit(into));
        } else if (s.split() == into) {
          writer.skip(s.id(), "was in " + into.id() + ", which was drawn anew");
        } else {
          writer.add(s);
        }
      }
      writer.attach(list(into), list(drawn, deciders));
      Path other = data.dir().resolve(list(third()));
      if (Files.isRegularFile(other)) {
        writer.attach(list(third()), TextReader.all(other, LONGEST_LIST)); // of an earlier draw
      }
      readings = register(data, to, hash, writer);
      made =
          writer.finish(
              data.card().name() + ", " + into.id() + " drawn",
              data.card().source(),
              data.card().terms(),
              steps(data, drawn.size(), replaced, hash));
    }
    return new Result(
        made,
        List.copyOf(drawn),
        hash,
        deciders.size(),
        replaced,
        withCopies(copies, drawn, Split.TRAIN),
        withCopies(copies, drawn, third()),
        people(data, drawn),
        without,
        readings);
  }

  private Split third() {
    return into == Split.TEST ? Split.VALID : Split.TEST;
  }

  /** Of each training sample, in the order of the rows, the id that decides for it. */
  private Map<String, String> deciders(Dataset data, List<Group> copies) {
    Map<String, String> leader = new LinkedHashMap<>();
    Map<String, String> ofPerson = new LinkedHashMap<>();
    List<Sample> training = data.split(Split.TRAIN);
    training.forEach(s -> leader.put(s.id(), s.id()));
    for (Sample s : training) {
      if (!s.subject().isEmpty()) {
        unite(leader, ofPerson.computeIfAbsent(s.subject(), p -> s.id()), s.id());
      }
    }
    if (apart) {
      for (Group group : copies) {
        List<String> members =
            group.samples().stream().map(Sample::id).filter(leader::containsKey).toList();
        members.forEach(id -> unite(leader, members.get(0), id));
      }
    }
    leader.replaceAll((id, l) -> root(leader, id));
    return leader;
  }

  /** The lesser id leads. */
  private static void unite(Map<String, String> leader, String a, String b) {
    String one = root(leader, a);
    String other = root(leader, b);
    if (one.compareTo(other) < 0) {
      leader.put(other, one);
    } else {
      leader.put(one, other);
    }
  }

  private static String root(Map<String, String> leader, String id) {
    String at = id;
    for (String above = leader.get(at); above != null && !above.equals(at); ) {
      at = above;
      above = leader.get(at);
    }
    return at;
  }

  private List<String> classesNotDrawn(Dataset data, Set<String> drawn) {
    Set<Integer> before = new HashSet<>();
    Set<Integer> stay = new HashSet<>();
    Set<Integer> go = new HashSet<>();
    for (Sample s : data.split(Split.TRAIN)) {
      if (s.label() != Sample.UNKNOWN) {
        before.add(s.label());
        (drawn.contains(s.id()) ? go : stay).add(s.label());
      }
    }
    if (go.isEmpty() || !stay.containsAll(before)) {
      Set<Integer> lost = new HashSet<>(before);
      lost.removeAll(stay);
      throw new DataException(
          data.dir().toString(),
          go.isEmpty()
              ? "has no labelled training picture whose fraction is in the range"
              : "would lose all of "
                  + Wording.value(String.join(", ", names(data, lost)))
                  + " in training",
          "choose another {share} or {salt}");
    }
    before.removeAll(go);
    return names(data, before);
  }

  private static List<String> names(Dataset data, Set<Integer> classes) {
    return classes.stream().sorted().map(c -> data.labels().name(c)).toList();
  }

  private String list(Set<String> drawn, Map<String, String> deciders) {
    CsvText table = new CsvText(CsvLayout.EXACT, "id", "fraction", "decided_by");
    for (String id : drawn) {
      String decider = deciders.getOrDefault(id, id);
      table.add(id, Double.toString(by.fraction(decider)), decider);
    }
    return table.text();
  }

  /** Draws into the registered split end its registration: its pictures are left out. */
  private @Nullable Path register(Dataset data, Path to, String hash, DatasetWriter writer) {
    if (register) {
      Registration made = Registration.beside(to, into, hash);
      writer.register(made);
      return ReadingsLog.begin(to, made).file();
    }
    Registration kept = data.registered();
    if (kept != null && kept.split() == into) {
      writer.register(null);
    }
    return null;
  }

  private List<Map<String, String>> steps(Dataset data, int drawn, int replaced, String hash) {
    List<Map<String, String>> steps = new ArrayList<>(data.card().madeBy());
    steps.add(
        Card.step(
            "split",
            "of",
            data.sha256(),
            "into",
            into.id(),
            "salt",
            by.salt(),
            "from",
            Double.toString(by.from()),
            "share",
            Double.toString(by.share()),
            "copies",
            apart ? "apart" : "anywhere",
            "drawn",
            Integer.toString(drawn),
            "replaced",
            Integer.toString(replaced),
            "ids-sha256",
            hash,
            "registered",
            register ? "yes" : "no"));
    return steps;
  }

  private static int withCopies(List<Group> copies, Set<String> drawn, Split split) {
    int count = 0;
    for (Group group : copies) {
      if (group.samples().stream().anyMatch(s -> s.split() == split && !drawn.contains(s.id()))) {
        count += (int) group.samples().stream().filter(s -> drawn.contains(s.id())).count();
      }
    }
    return count;
  }

  private static int people(Dataset data, Set<String> drawn) {
    return (int)
        data.samples().stream()
            .filter(s -> drawn.contains(s.id()) && !s.subject().isEmpty())
            .map(Sample::subject)
            .distinct()
            .count();
  }
}
