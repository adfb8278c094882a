package io.selfcure.datasets.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.Card;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.ReadingsLog;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.noise.SymmetricNoise;
import io.selfcure.core.pictures.PictureChecks.Group;
import io.selfcure.core.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitDrawTest {

  private static final String SALT = "record-1";
  private static final int TRAIN = 180;

  @TempDir Path dir;

  /** Sample i of class i % 2 shows grey value i: 180 for training, 20 for validation. */
  private Dataset set(String name, UnaryOperator<Sample> change, List<Integer> order) {
    try (DatasetWriter writer =
        DatasetWriter.packed(dir.resolve(name), LabelSet.of("a", "b"), 1, 1, 1)) {
      for (int i : order) {
        Sample s = Sample.of("s" + i, "", i < TRAIN ? Split.TRAIN : Split.VALID, i % 2);
        writer.add(change.apply(s.withVotes(List.of(i, 1))), new byte[] {(byte) i});
      }
      return writer.finish("set", "made here", "free", List.of());
    }
  }

  private Dataset set() {
    return set("set", s -> s, IntStream.range(0, 200).boxed().toList());
  }

  private static SplitDraw draw(double from, double share, Split into) {
    return new SplitDraw(new HashDraw(SALT, from, share), into, false, false, false);
  }

  private Dataset done(Dataset data, SplitDraw draw, String to) {
    return draw.write(data, List.of(), dir.resolve(to)).made();
  }

  private static Set<String> ids(Dataset data, Split split) {
    Set<String> ids = new HashSet<>();
    data.split(split).forEach(s -> ids.add(s.id()));
    return ids;
  }

  /** Fractions by Python: int(sha256(('record-1' + id).encode()).hexdigest()[:13], 16) / 16**13. */
  @Test
  void fractionsAreThoseOfAnotherProgram() {
    HashDraw draw = new HashDraw(SALT, 0, 0.12);
    assertThat(draw.fraction("s0")).isEqualTo(0.16771129682143227);
    assertThat(draw.fraction("row00001")).isEqualTo(0.9218809320228096);
    assertThat(draw.fraction("bild-\u00e4")).isEqualTo(0.07189507099350756);
  }

  @Test
  void aRangeEndsExactlyWhereTheNextBegins() {
    // in doubles 0.1 + 0.2 is more than 0.3
    assertThat(new HashDraw(SALT, 0.1, 0.2).end()).isEqualTo(0.3);
    assertThat(new HashDraw(SALT, 0.9, 0.1).end()).isEqualTo(1);
    for (double[] wrong : new double[][] {{0, 0}, {0, 1}, {-0.1, 0.2}, {0.9, 0.2}, {1, 0.1}}) {
      assertThatThrownBy(() -> new HashDraw(SALT, wrong[0], wrong[1]))
          .isInstanceOf(UsageException.class);
    }
    assertThatThrownBy(() -> new HashDraw(" ", 0, 0.1)).hasMessageContaining("is blank");
    assertThatThrownBy(() -> draw(0, 0.1, Split.TRAIN)).isInstanceOf(UsageException.class);
  }

  @Test
  void aDrawIsTheSameWhateverTheOrderOfRowsAndTheLabels() throws IOException {
    Dataset data = set();
    List<Integer> order = new ArrayList<>(IntStream.range(0, 200).boxed().toList());
    Collections.shuffle(order, new Random(3));
    Dataset other = set("other", s -> s.relabelled(1 - s.label(), Sample.UNKNOWN), order);
    SplitDraw.Result one = draw(0, 0.12, Split.TEST).write(data, List.of(), dir.resolve("one"));
    SplitDraw.Result two = draw(0, 0.12, Split.TEST).write(other, List.of(), dir.resolve("two"));
    assertThat(one.ids()).hasSize(33).contains("s2", "s9", "s25");
    assertThat(two.ids()).containsExactlyInAnyOrderElementsOf(one.ids());
    assertThat(two.sha256()).isEqualTo(one.sha256());
    assertThat(ids(one.made(), Split.TEST)).isEqualTo(Set.copyOf(one.ids()));
    assertThat(one.made().samples()).hasSize(200);
    byte[] pixel = new byte[1];
    PixelPack pack = Objects.requireNonNull(two.made().pack());
    for (Sample s : two.made().samples()) {
      pack.read(Dataset.packIndex(s.path()), pixel, 0);
      assertThat("s" + (pixel[0] & 255)).as("each row has its own picture").isEqualTo(s.id());
      int i = Integer.parseInt(s.id().substring(1));
      assertThat(s.label()).isEqualTo(1 - i % 2);
      assertThat(s.votes()).containsExactly(i, 1);
    }
    List<String> list = Files.readAllLines(dir.resolve("one/drawn-test.csv"));
    assertThat(list).hasSize(1 + one.ids().size()).first().isEqualTo("id,fraction,decided_by");
    assertThat(list.get(1)).startsWith(one.ids().get(0) + ",0.").endsWith("," + one.ids().get(0));
    assertThat(one.made().card().madeBy().get(0))
        .containsEntry("step", "split")
        .containsEntry("of", data.sha256())
        .containsEntry("salt", SALT)
        .containsEntry("share", "0.12")
        .containsEntry("ids-sha256", one.sha256());
  }

  @Test
  void drawsOfOneSaltAndOtherRangesShareNothingInEitherOrder() {
    Dataset data =
        set("set", s -> s.inSplit(Split.TRAIN), IntStream.range(0, 200).boxed().toList());
    Dataset record = done(data, draw(0, 0.12, Split.TEST), "record");
    Dataset both = done(record, draw(0.12, 0.12, Split.VALID), "both");
    Dataset choice = done(data, draw(0.12, 0.12, Split.VALID), "choice");
    Dataset turned = done(choice, draw(0, 0.12, Split.TEST), "turned");
    assertThat(ids(both, Split.TEST)).hasSize(34);
    assertThat(ids(both, Split.VALID))
        .hasSize(22)
        .isEqualTo(ids(choice, Split.VALID))
        .doesNotContainAnyElementsOf(ids(both, Split.TEST));
    assertThat(ids(turned, Split.TEST)).isEqualTo(ids(both, Split.TEST));
    assertThat(turned.sha256()).isEqualTo(both.sha256());
    assertThat(both.dir().resolve("drawn-test.csv")).exists(); // of the first draw
    assertThat(both.dir().resolve("drawn-valid.csv")).exists();
    HashDraw other = new HashDraw("record-2", 0, 0.12);
    SplitDraw.Result drawn =
        new SplitDraw(other, Split.TEST, false, false, false)
            .write(data, List.of(), dir.resolve("other"));
    assertThat(Set.copyOf(drawn.ids())).isNotEqualTo(ids(both, Split.TEST));
  }

  @Test
  void aSplitThatIsNotEmptyIsRefusedOrLeftOut() throws IOException {
    Dataset data = set();
    assertThatThrownBy(() -> done(data, draw(0, 0.12, Split.VALID), "no"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("20 samples in valid already");
    assertThat(dir.resolve("no")).doesNotExist();
    SplitDraw.Result made =
        new SplitDraw(new HashDraw(SALT, 0, 0.12), Split.VALID, true, false, false)
            .write(data, List.of(), dir.resolve("new"));
    assertThat(ids(made.made(), Split.VALID)).isEqualTo(Set.copyOf(made.ids()));
    assertThat(made.replaced()).isEqualTo(20);
    assertThat(made.made().samples()).hasSize(TRAIN);
    assertThat(Files.readString(dir.resolve("new/skipped.csv")))
        .contains("s199,\"was in valid, which was drawn anew\"");
  }

  @Test
  void labelsThatWereMadeWrongOrCuredAreNotDrawn() {
    Dataset noisy = SymmetricNoise.inject(set(), 0.2, 1, dir.resolve("noisy"), Progress.NONE);
    assertThatThrownBy(() -> done(noisy, draw(0, 0.12, Split.TEST), "no"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("training labels that are known to be wrong");
    Dataset cured;
    try (DatasetWriter writer = DatasetWriter.sharing(dir.resolve("cured"), set2())) {
      set2().samples().forEach(writer::add);
      cured = writer.finish("cured", "made here", "free", List.of(Card.step("cure")));
    }
    assertThatThrownBy(() -> done(cured, draw(0, 0.12, Split.TEST), "no"))
        .hasMessageContaining("cured training labels");
  }

  private Dataset set2() {
    Path place = dir.resolve("set2");
    return Files.exists(place)
        ? Dataset.read(place)
        : set("set2", s -> s, IntStream.range(0, 200).boxed().toList());
  }

  @Test
  void trainingKeepsItsClassesAndSomethingIsDrawn() {
    Dataset data = set("rare", s -> s.id().equals("s9") ? s : s.relabelled(0, -1), all());
    int rare = Integer.parseInt("s9".substring(1));
    assertThat(rare % 2).isEqualTo(1);
    assertThatThrownBy(() -> done(data, draw(0, 0.12, Split.TEST), "no"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("would lose all of b in training");
    assertThatThrownBy(() -> done(data, draw(0, 1e-9, Split.TEST), "no"))
        .hasMessageContaining("no labelled training picture");
    assertThat(draw(0.12, 0.12, Split.TEST).write(data, List.of(), dir.resolve("to")).without())
        .containsExactly("b");
  }

  private static List<Integer> all() {
    return IntStream.range(0, 200).boxed().toList();
  }

  @Test
  void copiesAreCountedOrKeptTogether() throws IOException {
    Dataset data = set();
    Dataset plain = done(data, draw(0, 0.12, Split.TEST), "plain");
    String in = ids(plain, Split.TEST).stream().sorted().toList().get(0);
    // each is a copy of the first drawn one: a greater id follows it, a validation picture stays
    List<Group> copies =
        List.of(
            new Group(
                data.samples().stream()
                    .filter(s -> Set.of(in, "s97", "s98", "s190").contains(s.id()))
                    .toList()));
    SplitDraw.Result counted = draw(0, 0.12, Split.TEST).write(data, copies, dir.resolve("count"));
    assertThat(counted.copiesInTraining()).isEqualTo(1);
    assertThat(counted.copiesElsewhere()).isEqualTo(1);
    SplitDraw.Result whole =
        new SplitDraw(new HashDraw(SALT, 0, 0.12), Split.TEST, false, true, false)
            .write(data, copies, dir.resolve("whole"));
    assertThat(whole.copiesInTraining()).isZero();
    assertThat(whole.ids()).contains(in, "s97", "s98");
    assertThat(ids(whole.made(), Split.VALID)).contains("s190");
    assertThat(Files.readAllLines(dir.resolve("whole/drawn-test.csv")))
        .anyMatch(l -> l.startsWith("s97,") && l.endsWith("," + in));
  }

  @Test
  void peopleStayTogether() {
    Dataset data =
        set("people", s -> s.ofSubject("p" + Integer.parseInt(s.id().substring(1)) / 5), all());
    SplitDraw.Result drawn = draw(0, 0.3, Split.TEST).write(data, List.of(), dir.resolve("to"));
    assertThat(drawn.people()).isBetween(3, 20);
    assertThat(drawn.ids()).hasSize(5 * drawn.people());
    Set<String> there = new HashSet<>();
    drawn.made().split(Split.TRAIN).forEach(s -> there.add(s.subject()));
    assertThat(drawn.made().split(Split.TEST))
        .noneMatch(s -> there.contains(s.subject()))
        .isNotEmpty();
    assertThat((double) drawn.ids().size() / drawn.from()).isCloseTo(0.3, within(0.2));
  }

  @Test
  void aRegistrationGoesOnInWhatIsMadeOfTheDataSet() throws IOException {
    SplitDraw register = new SplitDraw(new HashDraw(SALT, 0, 0.12), Split.TEST, false, false, true);
    SplitDraw.Result made = register.write(set(), List.of(), dir.resolve("record"));
    Path log = dir.resolve("record.readings.csv");
    assertThat(made.readings()).isEqualTo(log.toAbsolutePath());
    assertThat(Files.readString(log)).contains("\n0,", ",registered,", made.sha256());
    Dataset noisy =
        SymmetricNoise.inject(made.made(), 0.2, 1, dir.resolve("deep/noisy"), Progress.NONE);
    assertThat(Objects.requireNonNull(noisy.registered()).split()).isEqualTo(Split.TEST);
    assertThat(ReadingsLog.of(noisy).file()).isEqualTo(log.toAbsolutePath());
    assertThat(ReadingsLog.of(noisy).readings()).isEmpty();
    assertThatThrownBy(
            () ->
                new SplitDraw(new HashDraw(SALT, 0.12, 0.12), Split.VALID, true, false, true)
                    .check(made.made()))
        .hasMessageContaining("has a registered split already, test");
    Dataset second =
        new SplitDraw(new HashDraw(SALT, 0.12, 0.12), Split.VALID, true, false, false)
            .write(made.made(), List.of(), dir.resolve("protocol"))
            .made();
    assertThat(Objects.requireNonNull(second.registered()).split()).isEqualTo(Split.TEST);
    Dataset anew =
        new SplitDraw(new HashDraw(SALT, 0.5, 0.12), Split.TEST, true, false, false)
            .write(made.made(), List.of(), dir.resolve("anew"))
            .made();
    assertThat(anew.registered()).as("its pictures are left out").isNull();
  }
}
