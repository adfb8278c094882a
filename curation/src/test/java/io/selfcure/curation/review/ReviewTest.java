package io.selfcure.curation.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Card;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.audit.Audit;
import io.selfcure.curation.audit.AuditFolder;
import io.selfcure.curation.audit.AuditInput;
import io.selfcure.curation.audit.AuditRules;
import io.selfcure.curation.audit.AuditWriter;
import io.selfcure.curation.ledger.History;
import io.selfcure.curation.ledger.Relabelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewTest {

  private static final LabelSet CLASSES = LabelSet.of("joy", "fear", "anger");
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-05-04T12:00:00Z"), ZoneOffset.UTC);
  private static final float[] P = {
    0.90f, 0.05f, 0.05f, // s0: fine
    0.02f, 0.95f, 0.03f, // s1: fear, surely
    0.06f, 0.38f, 0.56f, // s2: anger, surely enough
    0.45f, 0.50f, 0.05f, // s3: ambiguous, given joy
  };

  @TempDir Path dir;
  private Dataset data;
  private AuditFolder audit;

  @BeforeEach
  void auditOfFourSamples() {
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve("data"), CLASSES, 1, 1, 1)) {
      for (int i = 0; i < 4; i++) {
        Sample s = Sample.of("s" + i, "", Split.TRAIN, 0).relabelled(0, i == 1 ? 1 : 0);
        writer.add(s.withVotes(List.of(8, 1, 1)), new byte[] {(byte) i});
      }
      writer.add(Sample.of("v", "", Split.VALID, 2), new byte[1]);
      data = writer.finish("set", "made here", "free", List.of(Card.step("import")));
    }
    audit = audited("audit", null, AuditRules.DEFAULT);
  }

  private AuditFolder audited(String name, @Nullable History history, AuditRules rules) {
    AuditInput evidence = new AuditInput(CLASSES, data.split(Split.TRAIN), P, history);
    Path to = dir.resolve(name);
    new AuditWriter(
            Audit.of(evidence, rules, PictureChecks.NONE),
            PictureChecks.NONE,
            Map.of("data", data.dir().toString(), "data-sha256", data.sha256()),
            List.of(),
            null)
        .write(to, p -> {});
    return AuditFolder.read(to);
  }

  @Test
  void ofARunLedByItsOwnEvidenceOnlyItsOwnChangesAreMade() {
    Relabelling ofRun = new Relabelling(1, 2, 0, 2, 0.1f, 0.9f, Float.NaN, "a rule");
    History history = History.of(List.of("s0", "s1", "s2", "s3"), new TreeMap<>(), List.of(ofRun));
    AuditFolder led = audited("led", history, AuditRules.DEFAULT.ofEvidence());
    assertThat(led.rules()).isEqualTo(AuditRules.DEFAULT.ofEvidence());
    Dataset made =
        new Cure(data, led, Map.of(), Policy.AUTO, 0.9)
            .write(dir.resolve("led-cured"), Progress.NONE)
            .made();
    assertThat(labels(made)).as("s1 is surer, but the run kept it").containsExactly(0, 0, 2, 0, 2);
  }

  private ReviewStore store() {
    return ReviewStore.open(audit, NOON);
  }

  private Map<String, Decision> read(String text) throws IOException {
    Path file = dir.resolve("review.csv");
    Files.writeString(file, text);
    return Decisions.read(file, null, audit, Progress.NONE);
  }

  private static int[] labels(Dataset data) {
    return data.samples().stream().mapToInt(Sample::label).toArray();
  }

  private Dataset cure(Policy policy, String name) {
    return result(policy, name).made();
  }

  private Cure.Result result(Policy policy, String name) {
    return new Cure(data, audit, ReviewStore.inForce(audit), policy, 0.9)
        .write(dir.resolve(name), Progress.NONE);
  }

  @Test
  void exportsTheWorstFirstAndTakesThemBack() throws IOException {
    Path table = dir.resolve("export.csv");
    assertThat(Decisions.export(audit, Map.of(), null, 2, table)).isEqualTo(2);
    List<String> lines = Files.readAllLines(table);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).startsWith("s1,#1,train,joy,fear,mislabelled,0.98").endsWith(",,");
    assertThat(Decisions.export(audit, Map.of(), ReviewQueue.AMBIGUOUS, 9, table)).isEqualTo(1);
    assertThat(Decisions.read(table, null, audit, Progress.NONE)).isEmpty();
  }

  @Test
  void readsEveryKindOfDecision() throws IOException {
    assertThat(read("id,decision,label\ns0,drop,\ns1,accept,fear\ns2,label,joy\ns3,Ambiguous,\n"))
        .containsExactly(
            Map.entry("s0", new Decision.Drop()),
            Map.entry("s1", new Decision.Accept(1)),
            Map.entry("s2", new Decision.Relabel(0)),
            Map.entry("s3", new Decision.Ambiguous(List.of(47, 53, 0))));
    assertThat(read("label,x,decision,id\nanger:1 fear:3,,ambiguous,s3\n,,,s1\n,,reject,s0\n"))
        .containsExactly(
            Map.entry("s3", new Decision.Ambiguous(List.of(0, 75, 25))),
            Map.entry("s0", new Decision.Reject()));
  }

  @Test
  void readsWhatSpreadsheetsMakeOfTheTable() throws IOException {
    String table =
        "id,given_label,decision,label\r\ns0,joy,REJECT,\r\ns2,joy,Label,Joy \r\n,,,\r\n";
    Map<String, Decision> wanted =
        Map.of("s0", new Decision.Reject(), "s2", new Decision.Relabel(0));
    assertThat(read("\uFEFF" + table)).isEqualTo(wanted);
    assertThat(read("\uFEFF" + table.replace(',', ';'))).isEqualTo(wanted);
    Path file = dir.resolve("unicode.txt");
    for (java.nio.charset.Charset utf16 :
        List.of(
            java.nio.charset.StandardCharsets.UTF_16LE,
            java.nio.charset.StandardCharsets.UTF_16BE)) {
      Files.writeString(file, "\uFEFF" + table.replace(',', '\t'), utf16);
      assertThat(Decisions.read(file, null, audit, Progress.NONE)).isEqualTo(wanted);
    }
    assertThat(read(table.replace("Joy ", "afraid")))
        .as("the class fear, by another of its names")
        .containsEntry("s2", new Decision.Relabel(1));
    assertThatThrownBy(() -> read(table.replace("Joy ", "Angir")))
        .hasMessageContaining("line 3: label 'Angir' is no class; did you mean anger?");
  }

  @Test
  void namesAllProblemsAtOnce() {
    String table =
        """
        id,decision,label
        nobody,drop,
        s0,maybe,
        s1,label,glad
        s2,accept,joy
        s3,ambiguous,joy:x
        s3,drop,joy
        s0,reject,
        s0,drop,
        """;
    assertThatThrownBy(() -> read(table))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("7 of its rows")
        .hasMessageContaining("line 2: 'nobody'")
        .hasMessageContaining("line 3: 'maybe'")
        .hasMessageContaining("line 4: label 'glad'")
        .hasMessageContaining("line 5: accepts 'joy', but 'anger'")
        .hasMessageContaining("line 6: share 'x'")
        .hasMessageContaining("line 7: 'drop' takes no label")
        .hasMessageContaining("line 9: 's0' is decided twice");
  }

  @Test
  void answersAnyTable() throws IOException {
    byte[] whole =
        "id,decision,label\ns0,drop,\ns3,ambiguous,joy:1 fear:2\n"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    Random random = new Random(3);
    Path file = dir.resolve("hostile.csv");
    for (int i = 0; i < 500; i++) {
      byte[] bytes = whole.clone();
      for (int k = 0; k < 1 + random.nextInt(3); k++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, bytes);
      try {
        Decisions.read(file, null, audit, Progress.NONE);
      } catch (SelfcureException e) {
        assertThat(e.getMessage()).contains("remedy");
      }
    }
  }

  @Test
  void applyingTwiceIsTheSameAsOnce() {
    Map<String, Decision> decisions =
        Map.of("s1", new Decision.Accept(1), "s2", new Decision.Drop());
    try (ReviewStore store = store()) {
      assertThat(store.apply(decisions, "Ada")).isEqualTo(2);
      assertThat(store.apply(decisions, "Bob")).isZero();
    }
    try (ReviewStore store = store()) {
      assertThat(store.log()).hasSize(2);
      Entry entry = store.log().get(0);
      assertThat(entry.reviewer()).isEqualTo("Ada");
      assertThat(entry.at()).isEqualTo(NOON.instant());
      assertThat(entry.decision()).isEqualTo(decisions.get(entry.id()));
    }
  }

  @Test
  void readingMakesAndChangesNothing() throws IOException {
    assertThat(ReviewStore.log(audit)).isEmpty();
    assertThat(ReviewStore.inForce(audit)).isEmpty();
    assertThat(audit.reviewStore()).doesNotExist();
    try (ReviewStore store = store()) {
      store.apply(Map.of("s1", new Decision.Accept(1)), "Ada");
    }
    byte[] before = Files.readAllBytes(audit.reviewStore());
    assertThat(ReviewStore.log(audit)).extracting(Entry::id).containsExactly("s1");
    assertThat(ReviewStore.inForce(audit)).containsOnlyKeys("s1");
    assertThat(Files.readAllBytes(audit.reviewStore())).isEqualTo(before);
  }

  private static Decision decided(ReviewStore store) {
    return Objects.requireNonNull(store.inForce().get("s1")).decision();
  }

  @Test
  void undoingBringsBackWhatWasBefore() {
    try (ReviewStore store = store()) {
      store.apply(Map.of("s1", new Decision.Accept(1)), "Ada");
      store.apply(Map.of("s1", new Decision.Ambiguous(List.of(50, 50, 0))), "Bob");
      assertThat(decided(store)).isInstanceOf(Decision.Ambiguous.class);
      store.undo(List.of(2L), "Ada");
      assertThat(decided(store)).isEqualTo(new Decision.Accept(1));
      assertThat(store.log().stream().map(Entry::undone)).containsExactly(false, true);
      // all or none: 1 could be undone, 2 is already, 9 is not there
      for (List<Long> bad : List.of(List.of(1L, 2L), List.of(1L, 9L), List.of(1L, 1L))) {
        assertThatThrownBy(() -> store.undo(bad, "Ada")).isInstanceOf(UsageException.class);
        assertThat(store.inForce()).containsKey("s1");
      }
      store.undo(List.of(1L), "Ada");
      assertThat(store.inForce()).isEmpty();
      assertThat(store.apply(Map.of("s1", new Decision.Accept(1)), "Ada")).isEqualTo(1);
      assertThatThrownBy(() -> store.apply(Map.of(), " ")).isInstanceOf(UsageException.class);
    }
  }

  @Test
  void nothingInTheLogCanBeChangedOrRemoved() throws SQLException {
    try (ReviewStore store = store()) {
      store.apply(Map.of("s1", new Decision.Accept(1)), "Ada");
    }
    try (var db = DriverManager.getConnection("jdbc:sqlite:" + audit.reviewStore());
        Statement s = db.createStatement()) {
      assertThatThrownBy(() -> s.execute("DELETE FROM decision")).hasMessageContaining("only ever");
      assertThatThrownBy(() -> s.execute("UPDATE decision SET action = 'drop'"))
          .hasMessageContaining("only ever");
    }
  }

  @Test
  void isReadWhileAnotherProgramWritesToIt() throws SQLException {
    try (ReviewStore store = store()) {
      store.apply(Map.of("s1", new Decision.Accept(1)), "Ada");
    }
    try (var db = DriverManager.getConnection("jdbc:sqlite:" + audit.reviewStore());
        Statement s = db.createStatement()) {
      s.execute("BEGIN IMMEDIATE");
      assertThat(ReviewStore.inForce(audit)).containsOnlyKeys("s1");
      s.execute("ROLLBACK");
    }
  }

  @Test
  void aTableWithoutLimitCarriesAllDecisions() throws IOException {
    try (ReviewStore store = store()) {
      store.apply(Map.of("s0", new Decision.Drop()), "Ada"); // the audit finds nothing about it
    }
    Map<String, Entry> inForce = ReviewStore.inForce(audit);
    Path table = dir.resolve("all.csv");
    assertThat(Decisions.export(audit, inForce, null, Integer.MAX_VALUE, table)).isEqualTo(4);
    assertThat(Decisions.read(table, null, audit, Progress.NONE))
        .containsExactly(Map.entry("s0", new Decision.Drop()));
    Decisions.export(audit, inForce, null, 2, dir.resolve("worst.csv"));
    Decisions.export(
        audit, inForce, ReviewQueue.AMBIGUOUS, Integer.MAX_VALUE, dir.resolve("a.csv"));
    assertThat(Decisions.read(dir.resolve("worst.csv"), null, audit, Progress.NONE)).isEmpty();
    assertThat(Decisions.read(dir.resolve("a.csv"), null, audit, Progress.NONE)).isEmpty();
  }

  @Test
  void classesMayHaveBlanksAndColonsInTheirNames() {
    LabelSet odd = LabelSet.of("no smile", "smile", "a:b", " edged ", "no");
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      List<Double> weights = random.doubles(odd.size()).map(w -> w < 0.4 ? 0 : w).boxed().toList();
      if (weights.stream().anyMatch(w -> w > 0)) {
        Decision decision = new Decision.Ambiguous(Shares.ofHundred(weights));
        assertThat(Decisions.parse("ambiguous", decision.argument(odd), odd)).isEqualTo(decision);
      }
    }
    for (int c = 0; c < odd.size(); c++) {
      assertThat(Decisions.parse("label", odd.name(c), odd)).isEqualTo(new Decision.Relabel(c));
    }
    assertThat(Decisions.parse("label", "  no smile ", odd)).isEqualTo(new Decision.Relabel(0));
    assertThat(Shares.parse("smile:1   no smile:3 ", odd)).containsExactly(75, 25, 0, 0, 0);
    for (String wrong : List.of("", "smile", "smile:1 smile:2", "smile:1,no:2", "smile:0", "x:1")) {
      assertThatThrownBy(() -> Shares.parse(wrong, odd))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void twoReviewersAtOnceLoseNothing() {
    IntStream.range(0, 8)
        .parallel()
        .forEach(
            n -> {
              try (ReviewStore store = store()) {
                store.apply(Map.of("s" + n % 4, new Decision.Relabel(n % 3)), "reviewer " + n);
              }
            });
    try (ReviewStore store = store()) {
      assertThat(store.inForce()).hasSize(4);
      assertThat(store.log().stream().map(Entry::number).distinct()).hasSameSizeAs(store.log());
    }
  }

  @Test
  void refusesTheDecisionsOfAnotherAudit() throws IOException {
    try (ReviewStore store = store()) {
      store.apply(Map.of("s1", new Decision.Accept(1)), "Ada");
    }
    Path table = audit.dir().resolve("audit.csv");
    Files.writeString(table, Files.readString(table).replace("0.98", "0.97"));
    AuditFolder changed = AuditFolder.read(audit.dir());
    assertThatThrownBy(() -> ReviewStore.open(changed))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("another audit");
    Files.writeString(audit.reviewStore(), "no database at all, but long enough to be read as one");
    assertThatThrownBy(this::store).isInstanceOf(DataException.class);
  }

  @Test
  void curesAutomaticallyAboveTheConfidence() throws IOException {
    Dataset cured = cure(Policy.AUTO, "cured");
    assertThat(labels(cured)).containsExactly(0, 1, 2, 0, 2);
    assertThat(cured.samples().get(1).trueLabel()).isEqualTo(1);
    assertThat(cured.samples().get(0).votes()).containsExactly(8, 1, 1);
    assertThat(cured.samples().get(1).votes()).as("they were cast for joy").isEmpty();
    assertThat(Files.readAllLines(dir.resolve("cured").resolve(Cure.CHANGES)))
        .containsExactly(
            "id,from,to,why,confidence,reviewer",
            "s1,joy,fear,automatic: fear rather than joy: 0.95 to 0.02,0.979381,",
            "s2,joy,anger,automatic: anger rather than joy: 0.56 to 0.06,0.903226,");
    assertThat(cured.card().madeBy()).hasSize(2);
    assertThat(cured.card().madeBy().get(1))
        .containsEntry("policy", "auto")
        .containsEntry("data-sha256", data.sha256());
    assertThat(labels(Dataset.read(data.dir()))).containsExactly(0, 0, 0, 0, 2);
  }

  @Test
  void withoutDecisionsTheConfirmedLabelsAreTheOriginalOnes() {
    assertThat(cure(Policy.CONFIRMED, "first").sha256()).isEqualTo(data.sha256());
    try (ReviewStore store = store()) {
      store.apply(Map.of("s1", new Decision.Accept(1), "s2", new Decision.Drop()), "Ada");
    }
    assertThat(labels(cure(Policy.CONFIRMED, "second"))).containsExactly(0, 1, 0, 2);
    try (ReviewStore store = store()) {
      store.undo(List.of(1L, 2L), "Ada");
    }
    assertThat(cure(Policy.CONFIRMED, "third").sha256()).isEqualTo(data.sha256());
  }

  @Test
  void votesOfALabelThatSomebodyChangedAreGone() {
    try (ReviewStore store = store()) {
      store.apply(
          Map.of(
              "s0", new Decision.Relabel(0),
              "s1", new Decision.Accept(1),
              "s2", new Decision.Relabel(1)),
          "Ada");
    }
    Cure.Result result = result(Policy.CONFIRMED, "cured");
    List<Sample> cured = result.made().samples();
    assertThat(cured.get(0).votes()).as("its label is the one it had").containsExactly(8, 1, 1);
    assertThat(cured.get(1).votes()).isEmpty();
    assertThat(cured.get(2).votes()).isEmpty();
    assertThat(result.softened().all()).isZero();
  }

  @Test
  void decisionsWinOverTheAutomaticPolicy() throws IOException {
    try (ReviewStore store = store()) {
      store.apply(
          Map.of(
              "s1", new Decision.Reject(),
              "s3", new Decision.Ambiguous(List.of(50, 50, 0)),
              "s0", new Decision.Relabel(2)),
          "Ada");
    }
    Dataset cured = cure(Policy.AUTO, "cured");
    assertThat(labels(cured)).containsExactly(2, 0, 2, 0, 2);
    assertThat(cured.samples().get(3).votes()).containsExactly(50, 50, 0);
    assertThat(Files.readString(dir.resolve("cured").resolve(Cure.CHANGES)))
        .contains("s0,joy,anger,decision", ": label,,Ada")
        .doesNotContain("s1,");
  }

  @Test
  void tellsWhatTheChangesDidToTrueLabels() {
    // true: joy, fear, joy, joy; the automatic cure makes s1 fear and s2 anger
    assertThat(result(Policy.AUTO, "auto").truths())
        .isEqualTo(new Cure.Truths(new Cure.Count(1, 0), new Cure.Count(1, 0), 1, 1));
    try (ReviewStore store = store()) {
      store.apply(Map.of("s0", new Decision.Relabel(2), "s1", new Decision.Drop()), "Ada");
    }
    assertThat(result(Policy.AUTO, "with-decisions").truths())
        .isEqualTo(new Cure.Truths(new Cure.Count(0, 0), new Cure.Count(2, 1), 1, 2));
  }

  @Test
  void softWritesVotes() {
    Dataset cured = cure(Policy.SOFT, "cured");
    assertThat(audit.reviewStore()).as("curing only reads").doesNotExist();
    assertThat(labels(cured)).containsExactly(0, 1, 2, 0, 2);
    assertThat(cured.samples().get(0).votes()).containsExactly(8, 1, 1);
    assertThat(cured.samples().get(1).votes()).containsExactly(2, 95, 3);
    assertThat(cured.samples().get(3).votes()).containsExactly(45, 50, 5);
  }

  @Test
  void droppingFromPictureFilesKeepsTheirHashTrue() throws IOException {
    Path root = Files.createDirectories(dir.resolve("pictures"));
    List<Sample> samples = new ArrayList<>();
    Dataset files;
    try (DatasetWriter writer = DatasetWriter.files(dir.resolve("files"), CLASSES, root)) {
      for (int i = 0; i < 4; i++) {
        byte[] content = {(byte) i};
        Files.write(root.resolve(i + ".png"), content);
        samples.add(Sample.of("s" + i, i + ".png", Split.TRAIN, 0));
        writer.addFile(samples.get(i), content);
        writer.describe("s" + i, Map.of("age", 20 + i));
      }
      files = writer.finish("set", "made here", "free", List.of());
    }
    AuditInput evidence = new AuditInput(CLASSES, files.samples(), P, null);
    new AuditWriter(
            Audit.of(evidence, AuditRules.DEFAULT, PictureChecks.NONE),
            PictureChecks.NONE,
            Map.of("data", files.dir().toString(), "data-sha256", files.sha256()),
            List.of(),
            null)
        .write(dir.resolve("audit2"), p -> {});
    AuditFolder folder = AuditFolder.read(dir.resolve("audit2"));
    Map<String, Entry> drop =
        Map.of("s1", new Entry(1, "s1", new Decision.Drop(), "Ada", NOON.instant(), false));
    Dataset cured =
        new Cure(files, folder, drop, Policy.CONFIRMED, 0.9)
            .write(dir.resolve("cured"), Progress.NONE)
            .made();
    assertThat(cured.samples()).hasSize(3);
    Dataset expected;
    try (DatasetWriter writer = DatasetWriter.files(dir.resolve("expected"), CLASSES, root)) {
      for (int i : new int[] {0, 2, 3}) {
        writer.addFile(samples.get(i), new byte[] {(byte) i});
      }
      writer.describe(files);
      expected = writer.finish("set", "made here", "free", List.of());
    }
    assertThat(cured.sha256()).isEqualTo(expected.sha256());
    assertThat(cured.card().attributes()).isEqualTo(files.card().attributes()).isNotEmpty();
    assertThat(cured.card().skipped()).isEqualTo(1);
  }

  @Test
  void refusesOtherDataThanTheAudited() {
    Dataset cured = cure(Policy.AUTO, "cured");
    assertThatThrownBy(() -> new Cure(cured, audit, Map.of(), Policy.AUTO, 0.9))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the audit was of");
    assertThatThrownBy(() -> new Cure(data, audit, Map.of(), Policy.AUTO, 0.5))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("confidence: ");
  }

  @Test
  void partsOfAHundredAlwaysSumToAHundred() {
    Random random = new Random(4);
    for (int i = 0; i < 500; i++) {
      List<Double> weights = random.doubles(1 + random.nextInt(8)).boxed().toList();
      assertThat(Shares.ofHundred(weights).stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(100);
    }
    assertThat(Shares.ofHundred(List.of(1.0, 1.0, 1.0))).containsExactly(34, 33, 33);
    assertThat(Shares.plausible(List.of(0.8, 0.1, 0.1), 0.5)).containsExactly(80, 10, 10);
    assertThat(Shares.plausible(List.of(0.5, 0.4, 0.1), 0.5)).containsExactly(56, 44, 0);
  }
}
