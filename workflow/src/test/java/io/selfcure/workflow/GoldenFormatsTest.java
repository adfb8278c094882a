package io.selfcure.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.audit.AuditFolder;
import io.selfcure.curation.audit.Queue;
import io.selfcure.curation.ledger.Ledger;
import io.selfcure.curation.ledger.LedgerSnapshot;
import io.selfcure.curation.review.Entry;
import io.selfcure.curation.review.ReviewStore;
import io.selfcure.curation.run.Facts;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.run.RunSummary;
import io.selfcure.datasets.folder.FolderImporter;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.Intake;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.web.LabelRules;
import io.selfcure.datasets.web.PlanRules;
import io.selfcure.training.loop.Model;
import io.selfcure.training.loop.Trainer;
import io.selfcure.training.runtime.Machine;
import io.selfcure.training.runtime.Values;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.training.weights.ProbabilityFile;
import io.selfcure.workflow.experiment.CellWatch;
import io.selfcure.workflow.experiment.Experiment;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
              "dataset-1",
              "run-1",
              "run-2",
              "audit-1",
              "audit-2",
              "probabilities-1",
              "probabilities-2",
              "checkpoint-2",
              "checkpoint-3",
              "experiment-2",
              "faces-1",
              "webemotion-1");
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
  @ValueSource(strings = {"run-1", "run-2"})
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

  @Test
  void aRunTellsWhatItsMethodDoes() {
    assertThat(new RunFolder(golden.resolve("run-1")).readFacts()).as("written later").isNull();
    Facts facts = Objects.requireNonNull(new RunFolder(golden.resolve("run-2")).readFacts());
    assertThat(facts.labels()).isEqualTo(new Facts.Labels(Facts.Changer.NOBODY, 0, 0));
    assertThat(facts.ranks().margin()).isEqualTo(0.5);
    assertThat(facts.weights().highShare()).isEqualTo(0.7);
    assertThat(facts.ledByOwnEvidence()).isTrue();
    assertThat(facts.alarms()).startsWith("diverged", "not-learning");
  }

  @ParameterizedTest
  @CsvSource({"audit-1, 11", "audit-2, 18"})
  void auditsAndTheirDecisions(String folder, int mislabelled) {
    AuditFolder audit = AuditFolder.read(golden.resolve(folder));
    assertThat(audit.classes().names()).isEqualTo(CLASSES);
    assertThat(audit.lines()).hasSize(42);
    assertThat(audit.lines().stream().filter(l -> l.queue() == Queue.MISLABELLED))
        .hasSize(mislabelled);
    assertThat(audit.rules().asTheRun()).isTrue();
    assertThat(audit.rules().sure()).isEqualTo(0.4);
    assertThat(audit.doubts()).singleElement().matches(d -> d.grave());
    Map<String, Entry> decisions = ReviewStore.inForce(audit);
    assertThat(decisions).containsOnlyKeys("face-000030");
    assertThat(Objects.requireNonNull(decisions.get("face-000030")).reviewer()).isEqualTo("Ada");
  }

  @ParameterizedTest
  @CsvSource({"probabilities-1, 0.18838", "probabilities-2, 0.149865"})
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
  @CsvSource({"checkpoint-2, -0.0843534", "checkpoint-3, -0.0844986"})
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

  @Test
  void trainingGoesOnFromTheOptimizersTensors() {
    Dataset data = Dataset.read(golden.resolve("dataset-1"));
    PixelPack pixels = Objects.requireNonNull(data.pack());
    try (Trainer trainer =
        Trainer.resume(data, pixels, golden.resolve("checkpoint-3"), Progress.NONE)) {
      assertThat(trainer.train())
          .as("its one epoch is done")
          .singleElement()
          .satisfies(row -> assertThat(row).containsEntry("loss", "2.08736"));
    }
  }

  @Test
  void aFinishedExperimentIsKeptAndItsTablesAreTheSame() throws IOException {
    Path folder = golden.resolve("experiment-2");
    Path grid = Files.copy(folder.resolve("grid.yaml"), golden.resolve("grid.yaml"));
    Map<String, String> before = tables(folder);
    Experiment.Host host =
        new Experiment.Host() {
          @Override
          public TrainSettings resolve(TrainSettings settings, Dataset data) {
            return settings.resolve(32, new Machine(false, false, 1));
          }

          @Override
          public PixelPack pixels(Dataset data, int size, Progress progress) {
            throw new AssertionError("a finished cell is trained again");
          }
        };
    Experiment experiment = Experiment.plan(grid, folder, host);
    assertThat(experiment.states())
        .containsOnlyKeys(
            "baseline_none_seed-1",
            "baseline_none_seed-2",
            "paper_none_seed-1",
            "paper_none_seed-2")
        .containsValue("finished")
        .doesNotContainValue("new");
    assertThat(experiment.run(new CellWatch(Progress.NONE, false))).isZero();
    assertThat(before.get("summary.csv")).contains("\nbaseline,none,0,2,,0.214286,");
    assertThat(tables(folder)).isEqualTo(before);
  }

  private static Map<String, String> tables(Path folder) throws IOException {
    Map<String, String> tables = new LinkedHashMap<>();
    for (String name : List.of("results.csv", "summary.csv", "differences.csv")) {
      tables.put(name, Files.readString(folder.resolve(name)).replace("\r", ""));
    }
    return tables;
  }

  @Test
  void facesAndTheirTables() throws IOException {
    Path folder = golden.resolve("faces-1");
    Path to = golden.resolve("faces");
    Dataset data =
        Intake.run(
                new FolderImporter(),
                new Request(folder.resolve("crops")),
                Choices.DEFAULT,
                to,
                Progress.NONE)
            .data();
    assertThat(data.samples()).hasSize(7);
    assertThat(data.card().preprocessing())
        .startsWith("detector=blazeface model=3bc182eb9f33")
        .endsWith("align=five template=selfcure-1 margin=0.15 size=32");
    List<String> crops = new ArrayList<>();
    try (CsvInput csv = new CsvInput(folder.resolve("faces.csv"))) {
      assertThat(csv.header())
          .containsExactly(
              ("source,face,box,landmarks,score,blur,yaw,roll,brightness,contrast,quality,outside,"
                      + "crop")
                  .split(","));
      for (CsvInput.Row row = csv.next(); row != null; row = csv.next()) {
        crops.add(row.cells().get(12));
        if (crops.size() == 1) {
          assertThat(row.cells().subList(0, 3))
              .containsExactly("train/anger/face-000005.png", "1", "13.1 52.0 112.5 112.4");
        }
      }
    }
    assertThat(crops).hasSize(7).allMatch(c -> Files.isRegularFile(folder.resolve(c)));
    assertThat(folder.resolve("rejected.csv"))
        .content()
        .contains("notes.jpg,is no picture in a known format");
  }

  @Test
  void webEmotionsTables() throws IOException {
    Path folder = golden.resolve("webemotion-1");
    Context context =
        new Context(
            golden.resolve("cache"),
            Progress.NONE,
            Interruption.NEVER,
            warning -> {},
            Wording.NEUTRAL);
    Path queries = golden.resolve("queries.csv");
    MakeQueries.run(
        new MakeQueries.Request(
            folder.resolve("words.yaml"), Set.of(), Set.of(), null, 1, queries));
    assertThat(queries).hasSameTextualContentAs(folder.resolve("queries.csv"));
    Path plan = golden.resolve("plan.csv");
    PlanVideos.run(
        new PlanVideos.Request(
            List.of(folder.resolve("q1.jsonl"), folder.resolve("q3.jsonl")),
            new PlanVideos.Asked(folder.resolve("queries.csv"), null, null),
            new PlanRules(20, 600, List.of(), PlanRules.Conflict.DROP),
            plan,
            golden.resolve("left-out.csv")),
        context);
    assertThat(plan).hasSameTextualContentAs(folder.resolve("plan.csv"));
    Dataset faces =
        LabelClips.run(
                new LabelClips.Request(
                    folder.resolve("clips"),
                    new LabelRules(folder.resolve("plan.csv"), null, true, 1),
                    Choices.DEFAULT,
                    golden.resolve("web")),
                context)
            .data();
    assertThat(faces.samples())
        .extracting(Sample::path)
        .containsExactly(
            "videos/v1-3345e51fd0a5/001-01.png",
            "videos/v1-3345e51fd0a5/001-02.png",
            "videos/v1-3345e51fd0a5/002-01.png",
            "videos/v1-3345e51fd0a5/002-02.png");
    assertThat(faces.samples()).extracting(Sample::subject).containsOnly("v1");
    assertThat(faces.samples())
        .extracting(s -> faces.labels().name(s.label()))
        .containsOnly("happiness");
  }
}
