package io.selfcure.workflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.ReadingsLog;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.InterruptedRunException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.split.HashDraw;
import io.selfcure.datasets.split.SplitDraw;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.loop.Model;
import io.selfcure.training.loop.SmallRuns;
import io.selfcure.training.runtime.Machine;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.workflow.Context;
import io.selfcure.workflow.EvaluateModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registered split is read once, or with a reason that stays. */
class RegisteredReadingTest extends SmallRuns {

  private static final String GRID =
      """
      data: record
      noise: {kind: symmetric, rate: 0.2}
      modes: [baseline, paper]
      seeds: 1
      settings: {epochs: 2, batch: 12, width: 0.125, threads: 1, relabel-epoch: 2,
                 learning-rate: 0.02, precision: fp32, validation: none}
      evaluate: {split: test}
      """;

  private Dataset record;

  /** Some 18 of the 60 training pictures become the registered test split. */
  @BeforeEach
  void register() {
    record =
        new SplitDraw(new HashDraw("record-1", 0, 0.3), Split.TEST, false, false, true)
            .write(Dataset.read(dir.resolve("clean")), List.of(), dir.resolve("record"))
            .made();
  }

  private Experiment plan(String text, String to, @Nullable String why) throws IOException {
    return plan(text, to, why, pack -> {});
  }

  private Experiment plan(String text, String to, @Nullable String why, Consumer<PixelPack> cells)
      throws IOException {
    Path file = Files.writeString(dir.resolve("grid.yaml"), text);
    return Experiment.plan(
        file,
        dir.resolve(to),
        new Experiment.Host() {
          @Override
          public TrainSettings resolve(TrainSettings settings, Dataset set) {
            return settings.resolve(SIDE, new Machine(false, false, 1));
          }

          @Override
          public PixelPack pixels(Dataset set, int size, Progress progress) {
            PixelPack pack = Objects.requireNonNull(set.pack());
            cells.accept(pack);
            return pack;
          }
        },
        why);
  }

  private static int run(Experiment experiment) {
    return experiment.run(new CellWatch(Progress.NONE, false));
  }

  private List<ReadingsLog.Reading> readings() {
    return ReadingsLog.of(record).readings();
  }

  @Test
  void aSecondReadingNeedsAReasonThatIsRecorded() throws IOException {
    Experiment first = plan(GRID, "first", null);
    assertThat(readings()).as("a plan reads nothing").isEmpty();
    assertThat(run(first)).isZero();
    assertThat(readings()).hasSize(1);
    assertThat(readings().get(0).command()).isEqualTo("experiment");
    assertThat(readings().get(0).reader()).isEqualTo(dir.resolve("first").toString());
    assertThat(readings().get(0).networks()).isEqualTo(2);
    assertThat(readings().get(0).reason()).isEmpty();
    assertThat(Files.readString(dir.resolve("first/summary.md")))
        .contains("registered split it is reading 1,", "| minutes |");
    assertThat(run(plan(GRID, "first", null))).as("nothing is left to read").isZero();
    for (String to : List.of("second", "first/again")) {
      assertThatThrownBy(() -> plan(GRID, to, null))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("read before: reading 1, ")
          .hasMessageContaining("read-again=WHY");
    }
    assertThat(dir.resolve("second")).doesNotExist();
    assertThat(run(plan(GRID, "second", "the learning rate was a mistake"))).isZero();
    assertThat(readings()).hasSize(2);
    assertThat(readings().get(1).reason()).isEqualTo("the learning rate was a mistake");
    assertThat(readings().get(1).sha256())
        .as("the same cells")
        .isEqualTo(readings().get(0).sha256());
    assertThat(Files.readString(dir.resolve("second/summary.md")))
        .contains("the learning rate was");
  }

  @Test
  void anInterruptedExperimentIsOneReading() throws IOException {
    List<Experiment> self = new ArrayList<>();
    int[] cells = {0};
    Experiment cut =
        plan(
            GRID,
            "out",
            null,
            pack -> {
              if (++cells[0] == 2) {
                self.get(0).stop();
              }
            });
    self.add(cut);
    assertThatThrownBy(() -> run(cut)).isInstanceOf(InterruptedRunException.class);
    assertThat(readings()).hasSize(1);
    assertThat(run(plan(GRID, "out", null))).isZero();
    assertThat(readings()).hasSize(1);
  }

  @Test
  void whatIsAddedOrDoneOnceMoreIsAFurtherReading() throws IOException {
    String one = GRID.replace("[baseline, paper]", "baseline");
    assertThat(run(plan(one, "out", null))).isZero();
    assertThatThrownBy(() -> plan(GRID, "out", null))
        .as("a mode that joins after a look at the table")
        .hasMessageContaining("was read before");
    String cell = "baseline_symmetric-0.2_seed-1";
    Files.delete(dir.resolve("out/cells/" + cell + ".json"));
    assertThatThrownBy(() -> plan(one, "out", null))
        .as("the same cell trained anew")
        .hasMessageContaining("was read before");
    assertThat(run(plan(GRID, "out", "paper joins"))).isZero();
    assertThat(readings()).hasSize(2);
    Outputs.deleteTree(dir.resolve("out"));
    assertThatThrownBy(() -> plan(GRID, "out", null))
        .as("a folder that is deleted was read all the same")
        .hasMessageContaining("because: 'paper joins'");
  }

  @Test
  void noReadingIsLostWithItsRecord() throws IOException {
    run(plan(GRID, "out", null));
    Path log = dir.resolve("record.readings.csv");
    String written = Files.readString(log);
    Files.writeString(
        log, written.substring(0, written.indexOf("\r\n1,") + 2) + "2,x,,,1,,,,,\r\n");
    assertThatThrownBy(this::readings)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("numbered '2', expected is 1");
    Files.delete(log);
    assertThatThrownBy(() -> plan(GRID, "out", null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is missing");
    Files.writeString(log, written);
    Outputs.deleteTree(dir.resolve("record"));
    register();
    assertThat(readings()).as("drawn again, read all the same").hasSize(1);
    Outputs.deleteTree(dir.resolve("record"));
    assertThatThrownBy(
            () ->
                new SplitDraw(new HashDraw("record-2", 0, 0.3), Split.TEST, false, false, true)
                    .write(Dataset.read(dir.resolve("clean")), List.of(), dir.resolve("record")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is in the way");
    assertThat(dir.resolve("record")).doesNotExist();
  }

  @Test
  void otherSplitsAreReadAsEver() throws IOException {
    String valid = GRID.replace("split: test", "split: valid");
    assertThat(run(plan(valid, "out", null))).isZero();
    assertThat(run(plan(valid, "again", null))).isZero();
    assertThat(readings()).isEmpty();
    assertThat(Files.readString(dir.resolve("out/summary.md"))).doesNotContain("registered");
    assertThatThrownBy(() -> plan(valid, "no", "because"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("valid is not registered");
    assertThatThrownBy(() -> plan(GRID, "no", " ")).hasMessageContaining("gives no reason");
  }

  @Test
  void neitherTrainingNorAnAuditReadsIt() {
    assertThatThrownBy(() -> Cohort.of(record, Split.TEST))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has the registered split test");
    assertThatThrownBy(() -> Cohort.of(record, Set.of(Split.values())))
        .isInstanceOf(UsageException.class);
    assertThatCode(() -> Cohort.divide(record, settings())).doesNotThrowAnyException();
    Dataset valid =
        new SplitDraw(new HashDraw("v", 0, 0.3), Split.VALID, true, false, true)
            .write(Dataset.read(dir.resolve("clean")), List.of(), dir.resolve("valid"))
            .made();
    assertThatThrownBy(() -> Cohort.divide(valid, settings()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has the registered split valid");
    assertThatCode(() -> Cohort.divide(valid, settings("holdout=0.2"))).doesNotThrowAnyException();
    assertThat(record.withoutRegisteredLabels().split(Split.TEST))
        .as("what an audit sees of twins")
        .isNotEmpty()
        .allMatch(s -> s.label() == Sample.UNKNOWN);
    PictureChecks.Group twins =
        new PictureChecks.Group(
            List.of(
                record.withoutRegisteredLabels().split(Split.TEST).get(0),
                record.split(Split.TRAIN).get(0)));
    assertThat(twins.conflicting()).isFalse();
    try (DatasetWriter copy = DatasetWriter.sharing(dir.resolve("copy"), valid)) {
      valid.samples().forEach(copy::add);
      assertThatThrownBy(
              () -> Cohort.divide(copy.finish("copy", "here", "free", List.of()), settings()))
          .as("a copy is registered too")
          .isInstanceOf(UsageException.class);
    }
  }

  @Test
  void aSingleModelIsScoredForAReasonOnly() throws IOException {
    run(plan(GRID.replace("split: test", "split: valid"), "out", null));
    Path model = dir.resolve("out/runs/paper_symmetric-0.2_seed-1");
    Context context =
        new Context(
            dir.resolve("cache"), Progress.NONE, stop -> () -> {}, w -> {}, Wording.NEUTRAL);
    assertThatThrownBy(
            () -> EvaluateModel.run(request(model, EvaluateModel.Part.TEST, null), context))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("which nobody has read so far")
        .hasMessageContaining("read-registered=WHY");
    assertThat(readings()).isEmpty();
    assertThatThrownBy(
            () -> EvaluateModel.run(request(model, EvaluateModel.Part.VALID, "curious"), context))
        .hasMessageContaining("valid is not registered");
    EvaluateModel.run(request(model, EvaluateModel.Part.TEST, "a figure for the talk"), context);
    assertThat(readings()).hasSize(1);
    assertThat(readings().get(0).command()).isEqualTo("evaluate");
    assertThat(readings().get(0).sha256())
        .isEqualTo(Outputs.sha256(Model.file(model, Model.Choice.LAST)));
    assertThatThrownBy(() -> plan(GRID, "table", null))
        .as("the table is no first look any more")
        .hasMessageContaining("because: 'a figure for the talk'");
  }

  private EvaluateModel.Request request(Path model, EvaluateModel.Part part, @Nullable String why) {
    return new EvaluateModel.Request(
        model, Model.Choice.LAST, record.dir(), part, EvaluateModel.Look.PLAIN, false, why);
  }
}
