package io.selfcure.curation.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.pictures.FaceLooks;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.curation.ledger.History;
import io.selfcure.curation.ledger.Observations;
import io.selfcure.curation.ledger.Relabelling;
import io.selfcure.curation.run.Doubt;
import io.selfcure.curation.run.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTest {

  private static final LabelSet CLASSES = LabelSet.of("joy", "fear", "anger");

  @TempDir Path dir;

  private static Sample sample(int i, int given, int truth) {
    return Sample.of("s" + i, "#" + i, Split.TRAIN, given).relabelled(given, truth);
  }

  private static final List<Sample> SAMPLES =
      List.of(
          sample(0, 0, 0), // fine
          sample(1, 0, 1), // mislabelled, surely
          sample(2, 0, 2), // mislabelled, not surely enough to be changed
          sample(3, 1, 1), // ambiguous
          sample(4, 2, 2), // blank
          sample(5, 2, 2), // fine, but its twin says otherwise
          sample(6, 1, 1)); // mislabelled by the network's error

  private static final float[] P = {
    0.90f, 0.05f, 0.05f, //
    0.02f, 0.95f, 0.03f, //
    0.10f, 0.42f, 0.48f, //
    0.45f, 0.50f, 0.05f, //
    0.05f, 0.05f, 0.90f, //
    0.10f, 0.10f, 0.80f, //
    0.96f, 0.02f, 0.02f, //
  };

  @Test
  void changesByWhatTheTableSays() {
    AuditRules rules = AuditRules.DEFAULT;
    assertThat(rules.changes(0.8499999985, 0.5, false)).as("written as 0.850000").isTrue();
    assertThat(rules.changes(0.8499994, 0.5, false)).isFalse();
    assertThat(rules.changes(0.9, 0.3999999, false)).isTrue();
    assertThat(rules.changes(0.9, 0.3999, false)).isFalse();
  }

  private static PictureChecks pictures() {
    return new PictureChecks(
        Map.of("s4", "blank: nothing"),
        List.of(
            new PictureChecks.Group(
                List.of(SAMPLES.get(5), Sample.of("v", "#9", Split.VALID, 1)))));
  }

  private static Audit audit() {
    return Audit.of(new AuditInput(CLASSES, SAMPLES, P, null), AuditRules.DEFAULT, pictures());
  }

  @Test
  void changingMoreThanAFifthOfTheLabelsSpeaksAgainstTheAudit() {
    assertThat(audit().changed()).isEqualTo(2);
    assertThat(audit().doubts())
        .singleElement()
        .satisfies(d -> assertThat(d.grave()).isTrue())
        .satisfies(d -> assertThat(d.finding()).contains("would change 2 of 7 labels (29 %)"));
    List<Sample> ten = new ArrayList<>(SAMPLES);
    float[] p = java.util.Arrays.copyOf(P, 30);
    for (int i = 7; i < 10; i++) {
      ten.add(sample(i, 0, 0));
      p[3 * i] = 1;
    }
    AuditInput evidence = new AuditInput(CLASSES, ten, p, null);
    Audit fifth = Audit.of(evidence, AuditRules.DEFAULT, PictureChecks.NONE);
    assertThat(fifth.changed()).isEqualTo(2);
    assertThat(fifth.doubts()).isEmpty();
  }

  @Test
  void ofARunLedByItsOwnEvidenceOnlyWhatTheRunCameToTrainOnIsChanged() {
    List<String> ids = SAMPLES.stream().map(Sample::id).toList();
    // the run changed s1 and back, then s1 again; s3, which is not in the queue, too; s6 is not its
    History history =
        History.of(
            ids.subList(0, 6),
            new TreeMap<>(),
            List.of(change(1, 0, 1), change(1, 1, 0), change(3, 1, 0), change(1, 0, 1)));
    AuditInput evidence = new AuditInput(CLASSES, SAMPLES, P, history);
    Audit plain = Audit.of(evidence, AuditRules.DEFAULT, pictures());
    Audit led = Audit.of(evidence, AuditRules.DEFAULT.ofEvidence(), pictures());
    assertThat(plain.findings().stream().map(Finding::cured)).containsExactly(0, 1, 0, 1, 2, 2, 0);
    assertThat(led.findings().stream().map(Finding::cured)).containsExactly(0, 1, 0, 1, 2, 2, 1);
    assertThat(led.findings().stream().map(Finding::queue))
        .isEqualTo(plain.findings().stream().map(Finding::queue).toList());
    assertThat(evidence.trainedOn(6)).isEqualTo(Sample.UNKNOWN);
  }

  private static Relabelling change(int position, int from, int to) {
    return new Relabelling(1, position, from, to, 0.1f, 0.9f, Float.NaN, "a rule");
  }

  @Test
  void anAutomaticChangeNeedsConfidenceAndAShareOfTheBelief() {
    AuditRules rules = AuditRules.DEFAULT;
    assertThat(rules.changes(0.85, 0.4, false)).isTrue();
    assertThat(rules.changes(0.84, 0.8, false)).isFalse();
    assertThat(rules.changes(0.99, 0.39, false)).isFalse();
    assertThat(rules.ofEvidence().changes(0.99, 0.9, false)).isFalse();
    assertThat(rules.ofEvidence().changes(0.99, 0.9, true)).isTrue();
    assertThat(rules.ofEvidence().withCure(0.9).asTheRun()).isTrue();
  }

  @Test
  void aRunThatDoesNotRecordWhatItDoesIsAuditedCarefully() {
    for (boolean led : new boolean[] {false, true}) {
      Facts facts =
          Facts.of(Facts.Labels.NEVER, Facts.Ranks.NONE, Facts.Weights.NONE, led, List.of());
      assertThat(AuditRules.DEFAULT.ofRun(facts).asTheRun()).isEqualTo(led);
    }
    assertThat(AuditRules.DEFAULT.ofRun(null).asTheRun()).isTrue();
  }

  @Test
  void keepsTheQueuesApart() {
    assertThat(audit().findings().stream().map(Finding::queue))
        .containsExactly(
            Queue.OK,
            Queue.MISLABELLED,
            Queue.MISLABELLED,
            Queue.AMBIGUOUS,
            Queue.BAD_IMAGE,
            Queue.OK, // that its twin has another label says nothing of the picture
            Queue.MISLABELLED);
    assertThat(audit().findings().stream().map(Finding::cured))
        .containsExactly(0, 1, 0, 1, 2, 2, 0);
    assertThat(audit().findings().get(3).why()).isEqualTo("fear 0.50, joy 0.45");
    assertThat(audit().findings().get(5).why()).isEqualTo("twin of v (valid), which is fear");
  }

  @Test
  void aFaceThatIsNotFoundIsAFindingAboutThePictureAndChangesNoLabel() {
    Map<String, Double> sureness = new TreeMap<>();
    for (Sample s : SAMPLES) {
      sureness.put(s.id(), s.id().equals("s6") ? 0.9 : 0.1);
    }
    sureness.remove("s4"); // blank, so nobody looked
    PictureChecks seen = pictures().with(new FaceLooks("a detector", sureness, 0));
    Audit without = audit();
    Audit with = Audit.of(new AuditInput(CLASSES, SAMPLES, P, null), AuditRules.DEFAULT, seen);
    assertThat(with.findings().stream().map(Finding::queue))
        .containsExactly(
            Queue.BAD_IMAGE, // nothing else was found
            Queue.MISLABELLED,
            Queue.MISLABELLED,
            Queue.BAD_IMAGE, // ambiguous
            Queue.BAD_IMAGE,
            Queue.BAD_IMAGE,
            Queue.MISLABELLED);
    assertThat(with.findings().stream().map(Finding::cured))
        .isEqualTo(without.findings().stream().map(Finding::cured).toList());
    assertThat(with.findings().stream().map(Finding::why))
        .containsExactly(
            "no face found: 0.10, faces have 0.50 or more",
            without.findings().get(1).why() + "; no face found: 0.10, faces have 0.50 or more",
            without.findings().get(2).why() + "; no face found: 0.10, faces have 0.50 or more",
            "no face found: 0.10, faces have 0.50 or more",
            "blank: nothing",
            "twin of v (valid), which is fear; no face found: 0.10, faces have 0.50 or more",
            without.findings().get(6).why());
    assertThat(seen.faces().countWithout()).isEqualTo(5);
  }

  @Test
  void scoresItselfAgainstTheTruth() {
    Scoring scoring = Scoring.of(audit(), Truth.of(SAMPLES), null);
    Repair cure = scoring.cure();
    assertThat(cure).isEqualTo(new Repair(2, 1, 2, 1, 5, 1));
    assertThat(cure.precision()).isEqualTo(0.5);
    assertThat(cure.repairedShare()).isEqualTo(0.5);
    assertThat(cure.brokenShare()).isEqualTo(0.2);
    // of the ten pairs of a wrong and a right label one is in the wrong order, s2 after s6, and one
    // is undecided, s1 beside s6
    Scoring.Found loss =
        scoring.found().stream().filter(f -> f.name().equals("loss")).findFirst().orElseThrow();
    assertThat(loss.auroc()).isCloseTo(0.85, within(1e-9));
    // s0 and s5 are ok and not on the list; of the other five s1 and s2 are wrong
    assertThat(scoring.heads()).containsExactly(new Scoring.Head(5, 2));
    // no ledger, so neither alpha nor a loss over epochs
    assertThat(scoring.found().stream().map(Scoring.Found::name))
        .containsExactly(
            "selfcure", "loss", "self_confidence", "normalised_margin", "confident_learning");
  }

  @Test
  void countsWrongLabelsAmongTheFirstOfTheList() {
    // every third label is wrong, and all of these are believed less than the others
    List<Sample> samples = new ArrayList<>();
    float[] p = new float[3 * 330];
    for (int i = 0; i < 330; i++) {
      samples.add(sample(i, 0, i % 3 == 0 ? 1 : 0));
      float given = i % 3 == 0 ? 0.01f : i % 3 == 1 ? 0.5f : 0.9f;
      p[3 * i] = given;
      p[3 * i + 1] = 1 - given;
    }
    Audit audit =
        Audit.of(new AuditInput(CLASSES, samples, p, null), AuditRules.DEFAULT, PictureChecks.NONE);
    Scoring scoring = Scoring.of(audit, Truth.of(samples), null);
    assertThat(scoring.heads())
        .containsExactly(new Scoring.Head(100, 100), new Scoring.Head(200, 110));
    assertThat(scoring.toMap().get("list"))
        .isEqualTo(
            List.of(Map.of("first", 100L, "wrong", 100L), Map.of("first", 200L, "wrong", 110L)));
  }

  @Test
  void followsTheNetworksOwnRelabellingOverEpochs() {
    TreeMap<Integer, Observations> epochs = new TreeMap<>();
    for (int e = 1; e <= 3; e++) {
      Observations o = new Observations(7);
      for (int i = 0; i < 7; i++) {
        o.set(i, i == 1 || i == 2 ? 0.1f : 0.9f, 0.5f, 0.5f, 0);
      }
      epochs.put(e, o);
    }
    History history =
        History.of(
            SAMPLES.stream().map(Sample::id).toList(),
            epochs,
            List.of(
                new Relabelling(2, 1, 0, 1, 0.1f, 0.9f, 0.5f, "rule"),
                new Relabelling(3, 6, 1, 0, 0.1f, 0.9f, 0.5f, "rule")));
    AuditInput evidence = new AuditInput(CLASSES, SAMPLES, P, history);
    Audit audit = Audit.of(evidence, AuditRules.DEFAULT, PictureChecks.NONE);
    List<Map<String, Object>> lines = Scoring.of(audit, Truth.of(SAMPLES), history).overEpochs();
    assertThat(lines.stream().map(l -> l.get("changed"))).containsExactly(0L, 1L, 2L);
    assertThat(lines.stream().map(l -> l.get("repaired"))).containsExactly(0L, 1L, 1L);
    assertThat(lines.stream().map(l -> l.get("broken"))).containsExactly(0L, 0L, 1L);
    assertThat(lines.get(0)).containsEntry("auroc-alpha", 1.0).containsEntry("auroc-p-given", 0.5);
    assertThat(lines.get(2))
        .extractingByKey("per-true-class")
        .extracting("fear")
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("wrong", 1L)
        .containsEntry("repaired", 1L)
        .containsEntry("broken", 1L)
        .containsEntry("relabel-precision", 0.5);
    assertThat(audit.score("alpha")).isNotNull();
  }

  private static final List<Doubt> DOUBTS =
      List.of(new Doubt("it guesses", "train", true), new Doubt("it is odd", "look", false));

  private Path written() {
    Path to = dir.resolve("audit");
    new AuditWriter(
            audit(),
            PictureChecks.NONE,
            Map.of("data", "somewhere", "data-sha256", "0"),
            DOUBTS,
            Scoring.of(audit(), Truth.of(SAMPLES), null))
        .write(to, p -> {});
    return to;
  }

  private AuditFolder changed(String... replacements) throws IOException {
    Path folder = written();
    Path summary = folder.resolve("audit.json");
    String text = Files.readString(summary);
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(text).containsPattern(replacements[i]);
      text = text.replaceAll(replacements[i], replacements[i + 1]);
    }
    Files.writeString(summary, text);
    return AuditFolder.read(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"doubts", "sure", "as-the-run", "data-sha256", "pictures", "plausible"})
  void whatAnAuditMustTellIsNotGuessed(String key) {
    assertThatThrownBy(() -> changed("\"" + key + "\" :", "\"other-" + key + "\" :"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("audit.json")
        .hasMessageContaining("'" + key + "'");
  }

  @Test
  void aValueOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> changed("\"sure\" : 0.4", "\"sure\" : \"much\""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("audit.json");
  }

  @Test
  void theFirstVersionStandsForWhatHeldThen() throws IOException {
    AuditFolder first =
        changed(
            "\"format\" : 2", "\"format\" : 1",
            "\"doubts\" :", "\"others\" :",
            "\"sure\" :", "\"other\" :",
            "\"as-the-run\" :", "\"other-too\" :");
    assertThat(first.doubts()).hasSize(1).allMatch(Doubt::grave);
    assertThat(first.rules()).isEqualTo(new AuditRules(0.8, 0.85, 0.5, 0.5, false));
    assertThatThrownBy(() -> changedAgain("3")).hasMessageContaining("reads 1 to 2");
  }

  private AuditFolder changedAgain(String format) throws IOException {
    Path summary = dir.resolve("audit").resolve("audit.json");
    Files.writeString(
        summary, Files.readString(summary).replace("\"format\" : 1", "\"format\" : " + format));
    return AuditFolder.read(dir.resolve("audit"));
  }

  @Test
  void agreementIsCountedByTheGivenLabels() {
    // by the tables above the best class is the given one for s0, s3, s4 and s5
    AuditInput e = new AuditInput(CLASSES, SAMPLES, P, null);
    assertThat(e.agreement().samples()).isEqualTo(7);
    assertThat(e.agreement().accuracy()).isEqualTo(4.0 / 7);
  }

  @Test
  void readsBackWhatItWrote() throws IOException {
    Path to = written();
    assertThat(Files.readAllLines(to.resolve("audit.csv")).get(0))
        .isEqualTo(
            "id,path,split,given_label,cured_label,suggested_label,queue,score,alpha,p_given,p_best,"
                + "true_label,loss,loss_over_epochs,self_confidence,normalised_margin,"
                + "confident_learning");
    assertThat(Files.readAllLines(to.resolve("audit.csv")).get(2))
        .startsWith("s1,#1,train,joy,fear,fear,mislabelled,0.980000,,0.020000,0.950000,fear,");
    AuditFolder read = AuditFolder.read(to);
    assertThat(read.classes()).isEqualTo(CLASSES);
    assertThat(read.doubts()).isEqualTo(DOUBTS);
    assertThat(read.dataHash()).isEqualTo("0");
    assertThat(read.rules()).isEqualTo(AuditRules.DEFAULT);
    for (int i = 0; i < SAMPLES.size(); i++) {
      Finding f = audit().findings().get(i);
      AuditLine line = read.lines().get(i);
      assertThat(line.id()).isEqualTo(f.sample().id());
      assertThat(line.queue()).isEqualTo(f.queue());
      assertThat(line.suggested()).isEqualTo(f.suggested());
      assertThat(line.why()).isEqualTo(f.why());
      assertThat(line.confidence()).isCloseTo(f.confidence(), within(1e-6));
      assertThat(line.shares().get(1)).isCloseTo(f.shares().get(1), within(1e-6));
    }
  }

  @Test
  void refusesToOverwriteAnAudit() {
    Path to = written();
    assertThatThrownBy(
            () ->
                new AuditWriter(audit(), PictureChecks.NONE, Map.of(), List.of(), null)
                    .write(to, p -> {}))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> AuditFolder.read(dir))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("make one with 'audit'");
  }

  @Test
  void aFailedAuditLeavesNothing() {
    Path to = dir.resolve("failed");
    assertThatThrownBy(
            () ->
                new AuditWriter(audit(), PictureChecks.NONE, Map.of(), List.of(), null)
                    .write(
                        to,
                        p -> {
                          throw new UsageException("a", "b", "c");
                        }))
        .isInstanceOf(UsageException.class);
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void answersDamagedFiles() throws IOException {
    Path to = written();
    Random random = new Random(2);
    for (String name : new String[] {"audit.csv", "beliefs.csv", "audit.json"}) {
      byte[] whole = Files.readAllBytes(to.resolve(name));
      for (int i = 0; i < 200; i++) {
        byte[] bytes = java.util.Arrays.copyOf(whole, whole.length - random.nextInt(20));
        for (int k = 0; k < 3; k++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        Files.write(to.resolve(name), bytes);
        try {
          AuditFolder.read(to);
        } catch (SelfcureException e) {
          assertThat(e.getMessage()).contains("remedy");
        }
      }
      Files.write(to.resolve(name), whole);
    }
  }
}
