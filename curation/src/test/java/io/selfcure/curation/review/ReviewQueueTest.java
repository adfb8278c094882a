package io.selfcure.curation.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.pictures.FaceLooks;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.audit.Audit;
import io.selfcure.curation.audit.AuditFolder;
import io.selfcure.curation.audit.AuditInput;
import io.selfcure.curation.audit.AuditRules;
import io.selfcure.curation.audit.AuditWriter;
import io.selfcure.curation.audit.Queue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cuts across the audit's queues: twins, and pictures without a face. */
class ReviewQueueTest {

  private static final LabelSet CLASSES = LabelSet.of("joy", "fear", "anger");
  private static final float[] P = {
    0.90f, 0.05f, 0.05f, // s0: fine
    0.02f, 0.95f, 0.03f, // s1: fear, surely
    0.06f, 0.38f, 0.56f, // s2: anger, surely enough
    0.45f, 0.50f, 0.05f, // s3: ambiguous, given joy
  };

  @TempDir Path dir;
  private Dataset data;
  private AuditFolder plain;

  @BeforeEach
  void fourSamples() {
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve("data"), CLASSES, 1, 1, 1)) {
      for (int i = 0; i < 4; i++) {
        writer.add(Sample.of("s" + i, "", Split.TRAIN, 0), new byte[] {(byte) i});
      }
      writer.add(Sample.of("v", "", Split.VALID, 2), new byte[1]);
      data = writer.finish("set", "made here", "free", List.of());
    }
    plain = audit(PictureChecks.NONE, "plain");
  }

  private AuditFolder audit(PictureChecks pictures, String name) {
    AuditInput evidence = new AuditInput(CLASSES, data.split(Split.TRAIN), P, null);
    new AuditWriter(
            Audit.of(evidence, AuditRules.DEFAULT, pictures),
            pictures,
            Map.of("data", data.dir().toString(), "data-sha256", data.sha256()),
            List.of(),
            null)
        .write(dir.resolve(name), p -> {});
    return AuditFolder.read(dir.resolve(name));
  }

  private Dataset cure(AuditFolder audit, Policy policy, String name) {
    return new Cure(data, audit, Map.of(), policy, 0.9)
        .write(dir.resolve(name), Progress.NONE)
        .made();
  }

  @Test
  void exportsTwinsOfOtherLabelsGroupByGroup() throws IOException {
    List<Sample> train = data.split(Split.TRAIN);
    Sample other = data.split(Split.VALID).get(0);
    PictureChecks pictures =
        new PictureChecks(
            Map.of(),
            List.of(
                new PictureChecks.Group(List.of(train.get(0), other)),
                new PictureChecks.Group(List.of(train.get(2), train.get(3))),
                new PictureChecks.Group(
                    List.of(train.get(1), Sample.of("w", "#5", Split.TEST, 1)))));
    AuditFolder twins = audit(pictures, "twins");
    assertThat(twins.conflicts()).isEqualTo(Map.of("s0", 1, "v", 1, "s1", 3, "w", 3));
    Path table = dir.resolve("export.csv");
    assertThat(Decisions.export(twins, Map.of(), ReviewQueue.TWINS, 9, table))
        .as("the pictures of the second group have one label")
        .isEqualTo(2);
    List<String> lines = Files.readAllLines(table);
    assertThat(lines.get(1)).startsWith("s1,").contains("mislabelled", "twin of w (test)");
    assertThat(lines.get(2)).startsWith("s0,").contains(",ok,", "twin of v (valid)");
    assertThat(Decisions.export(plain, Map.of(), ReviewQueue.TWINS, 9, table)).isZero();
  }

  @Test
  void aLimitCutsNoGroupOfTwins() throws IOException {
    List<Sample> train = data.split(Split.TRAIN);
    PictureChecks pictures =
        new PictureChecks(
            Map.of(),
            List.of(
                new PictureChecks.Group(List.of(train.get(0), data.split(Split.VALID).get(0))),
                new PictureChecks.Group(
                    List.of(train.get(1), train.get(3), Sample.of("w", "#5", Split.TEST, 1)))));
    AuditFolder twins = audit(pictures, "twins");
    Path table = dir.resolve("export.csv");
    for (int limit = 1; limit <= 4; limit++) {
      assertThat(Decisions.export(twins, Map.of(), ReviewQueue.TWINS, limit, table))
          .as("of at most %d, the first group of two whole", limit)
          .isEqualTo(limit <= 2 ? 2 : 3);
    }
    assertThat(Decisions.export(twins, Map.of(), ReviewQueue.TWINS, 1, table)).isEqualTo(2);
    assertThat(Files.readAllLines(table).subList(1, 3))
        .satisfiesExactly(
            worst -> assertThat(worst).startsWith("s1,"),
            twin -> assertThat(twin).startsWith("s3,"));
    assertThat(Decisions.export(twins, Map.of(), null, 1, table)).as("no twins").isEqualTo(1);
  }

  @Test
  void aTableOfFacesThatIsLostIsNoAuditWithoutALook() throws IOException {
    FaceLooks none = new FaceLooks("a detector", Map.of("s0", 0.1), 0);
    audit(PictureChecks.NONE.with(none), "looked");
    Files.delete(dir.resolve("looked/faces.csv"));
    AuditFolder looked = AuditFolder.read(dir.resolve("looked"));
    assertThat(looked.lookedForFaces()).isTrue();
    assertThatThrownBy(looked::faceless)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("faces.csv")
        .hasMessageContaining("is missing")
        .hasMessageContaining("audit (faces, to)");
    assertThatThrownBy(() -> cure(looked, Policy.SOFT, "after")).isInstanceOf(DataException.class);
    Files.writeString(dir.resolve("plain/faces.csv"), "id,sureness,face\ns0,0.1,no\n");
    AuditFolder strewn = AuditFolder.read(dir.resolve("plain"));
    assertThat(strewn.lookedForFaces()).as("a file that the audit did not write").isFalse();
    assertThat(strewn.faceless()).isEmpty();
  }

  @Test
  void aFaceThatIsOverlookedChangesNoCure() throws IOException {
    FaceLooks none =
        new FaceLooks("a detector", Map.of("s0", 0.1, "s1", 0.1, "s2", 0.9, "s3", 0.1), 0);
    AuditFolder looked = audit(PictureChecks.NONE.with(none), "looked");
    assertThat(looked.faceless()).containsExactlyInAnyOrder("s0", "s1", "s3");
    assertThat(looked.lines().get(3).queue()).isEqualTo(Queue.BAD_IMAGE);
    for (Policy policy : Policy.values()) {
      Dataset before = cure(plain, policy, "before-" + policy);
      Dataset after = cure(looked, policy, "after-" + policy);
      assertThat(after.samples()).as(policy.id()).isEqualTo(before.samples());
    }
    assertThat(Files.readString(dir.resolve("after-soft").resolve(Cure.CHANGES)))
        .contains("s3,joy,joy,\"automatic: ambiguous; no face found: 0.10,");
    Path table = dir.resolve("export.csv");
    assertThat(Decisions.export(looked, Map.of(), ReviewQueue.NO_FACE, 9, table)).isEqualTo(3);
    assertThat(Files.readAllLines(table).get(1)).contains("s1,", "mislabelled", "; no face found");
    assertThatThrownBy(() -> Decisions.export(plain, Map.of(), ReviewQueue.NO_FACE, 9, table))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("did not look for faces");
  }
}
