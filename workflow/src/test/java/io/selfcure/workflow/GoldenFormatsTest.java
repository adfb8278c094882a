package io.selfcure.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.audit.AuditFolder;
import io.selfcure.curation.audit.Queue;
import io.selfcure.curation.ledger.Ledger;
import io.selfcure.curation.ledger.LedgerSnapshot;
import io.selfcure.curation.review.Entry;
import io.selfcure.curation.review.ReviewStore;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.run.RunSummary;
import io.selfcure.training.loop.Model;
import io.selfcure.training.loop.Trainer;
import io.selfcure.training.runtime.Values;
import io.selfcure.training.weights.ProbabilityFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What former versions wrote can be read: one folder of each version of each format. */
class GoldenFormatsTest {

  private static final List<String> CLASSES =
      List.of("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear");

  @TempDir Path golden;

  /** A copy: no reader may touch the originals, not even with a lock beside a database. */
  @BeforeEach
  void copy() throws IOException, URISyntaxException {
    Path from =
        Path.of(Objects.requireNonNull(getClass().getResource("/golden/README.md")).toURI())
            .resolveSibling("");
    try (Stream<Path> all = Files.walk(from)) {
      for (Path p : all.toList()) {
        Path to = golden.resolve(from.relativize(p).toString());
        if (!Files.isDirectory(p)) {
          Files.createDirectories(to.getParent());
          Files.copy(p, to);
        }
      }
    }
  }

  @Test
  void everyFolderIsRead() throws IOException {
    try (Stream<Path> all = Files.list(golden)) {
      assertThat(all.filter(Files::isDirectory).map(p -> p.getFileName().toString()))
          .as("a folder that no test here reads proves nothing")
          .containsExactlyInAnyOrder(
              "dataset-1", "run-1", "audit-1", "probabilities-1", "checkpoint-2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dataset-1"})
  void dataSets(String folder) {
    Dataset data = Dataset.read(golden.resolve(folder));
    data.verifyPack(golden);
    assertThat(data.labels().names()).isEqualTo(CLASSES);
    assertThat(data.split(Split.TRAIN)).hasSize(42);
    assertThat(data.split(Split.VALID)).hasSize(14);
    assertThat(data.samples().stream().filter(Sample::knownWrong)).hasSize(7);
    assertThat(data.sha256())
        .isEqualTo("76ac120fde59d77618e807b14c01cfcb2403631be9a1d8b349970b7e56d1f5c8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run-1"})
  void runs(String folder) {
    RunFolder run = new RunFolder(golden.resolve(folder));
    RunSummary summary = RunSummary.of(run);
    assertThat(summary.done()).isEqualTo(2);
    assertThat(summary.settings()).containsEntry("mode", "improved");
    assertThat(summary.last()).containsEntry("valid_accuracy", "0.142857");
    assertThat(run.readValidation()).hasSize(2);
    LedgerSnapshot ledger = Ledger.read(run.ledger());
    assertThat(ledger.samples()).hasSize(42);
    assertThat(ledger.samples().stream().filter(LedgerSnapshot.Entry::wrong)).hasSize(7);
    assertThat(ledger.labels().names()).isEqualTo(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit-1"})
  void auditsAndTheirDecisions(String folder) {
    AuditFolder audit = AuditFolder.read(golden.resolve(folder));
    assertThat(audit.classes().names()).isEqualTo(CLASSES);
    assertThat(audit.lines()).hasSize(42);
    assertThat(audit.lines().stream().filter(l -> l.queue() == Queue.MISLABELLED)).hasSize(11);
    assertThat(audit.rules().asTheRun()).isTrue();
    assertThat(audit.rules().sure()).isEqualTo(0.4);
    assertThat(audit.doubts()).singleElement().matches(d -> d.grave());
    Map<String, Entry> decisions = ReviewStore.inForce(audit);
    assertThat(decisions).containsOnlyKeys("face-000030");
    assertThat(Objects.requireNonNull(decisions.get("face-000030")).reviewer()).isEqualTo("Ada");
  }

  @ParameterizedTest
  @CsvSource({"probabilities-1, 0.18838"})
  void probabilities(String folder, float first) {
    ProbabilityFile file =
        ProbabilityFile.read(golden.resolve(folder).resolve("probabilities.safetensors"));
    assertThat(file.classes()).isEqualTo(CLASSES);
    assertThat(file.ids()).hasSize(42).contains("face-000041");
    assertThat(file.values()).hasSize(42 * 7);
    assertThat(file.values()[0]).isCloseTo(first, offset(1e-6f));
    for (int i = 0; i < 42; i++) {
      float sum = 0;
      for (int c = 0; c < 7; c++) {
        sum += file.values()[7 * i + c];
      }
      assertThat(sum).isCloseTo(1, offset(1e-4f));
    }
  }

  @ParameterizedTest
  @CsvSource({"checkpoint-2, -0.0843534"})
  void checkpoints(String folder, float bias) {
    try (Model model = Model.open(golden.resolve(folder), Model.Choice.LAST)) {
      assertThat(model.labels().names()).isEqualTo(CLASSES);
      assertThat(model.epoch()).isEqualTo(1);
      assertThat(Values.floats(model.network().state().get("fc.bias"))[0])
          .isCloseTo(bias, offset(1e-6f));
    }
  }

  @Test
  void noTrainingGoesOnFromAnArchive() {
    Dataset data = Dataset.read(golden.resolve("dataset-1"));
    PixelPack pixels = Objects.requireNonNull(data.pack());
    assertThatThrownBy(
            () ->
                Trainer.resume(data, pixels, golden.resolve("checkpoint-2"), Progress.NONE).close())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("optimizer as a program");
  }
}
