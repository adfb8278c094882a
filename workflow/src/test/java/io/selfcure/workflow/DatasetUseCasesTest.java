package io.selfcure.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.noise.ListedNoise;
import io.selfcure.core.noise.NoiseParameters;
import io.selfcure.core.noise.SymmetricNoise;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.lists.LabelList;
import io.selfcure.datasets.synthetic.SyntheticFaces;
import io.selfcure.datasets.synthetic.SyntheticOptions;
import io.selfcure.vision.face.Alignment;
import io.selfcure.vision.face.Cropper;
import io.selfcure.vision.face.Detector;
import io.selfcure.vision.face.FaceCutter;
import io.selfcure.vision.face.FaceFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service does with data sets: no command line, no terminal. */
class DatasetUseCasesTest {

  @TempDir Path dir;

  private final List<String> warnings = new ArrayList<>();
  private Context context;
  private Path faces;

  @BeforeEach
  void drawFaces() {
    context =
        new Context(
            dir.resolve("cache"),
            Progress.NONE,
            Interruption.NEVER,
            warnings::add,
            Wording.NEUTRAL);
    faces = dir.resolve("faces");
    SyntheticFaces.generate(faces, new SyntheticOptions(35, 7, 32, 0, 0, 1), Progress.NONE);
  }

  private InjectNoise.Result noisy(String name) {
    return InjectNoise.run(
        new InjectNoise.Request(
            faces, SymmetricNoise.KIND, NoiseParameters.of(0.2, 1), dir.resolve(name)),
        context);
  }

  @Test
  void labelsThatWereSpoiledAndWrittenAreTheNoiseOfAList() {
    InjectNoise.Result spoiled = noisy("noisy");
    assertThat(spoiled.document())
        .containsEntry("kind", "symmetric")
        .containsEntry("rate", 0.2)
        .containsEntry("wrong-labels", 7L)
        .containsEntry("training-labels", 35);
    Path table = dir.resolve("labels.csv");
    ExportLabels.Result written =
        ExportLabels.run(
            new ExportLabels.Request(dir.resolve("noisy"), ExportLabels.Format.CSV, null, table),
            context);
    assertThat(written.document()).containsEntry("format", "csv").containsEntry("written", 42L);
    Dataset again =
        InjectNoise.run(
                new InjectNoise.Request(
                    faces,
                    ListedNoise.KIND,
                    new NoiseParameters(
                        null, null, d -> LabelList.read(table, d, Progress.NONE), 1),
                    dir.resolve("again")),
                context)
            .made();
    assertThat(again.samples()).isEqualTo(spoiled.made().samples());
  }

  @Test
  void aRequestThatCannotBeMetIsRefusedWithoutTheWordingOfACommandLine() {
    assertThatThrownBy(
            () ->
                new InjectNoise.Request(
                    dir.resolve("nowhere"),
                    SymmetricNoise.KIND,
                    NoiseParameters.of(null, 1),
                    dir.resolve("noisy")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "kind=symmetric: needs the share of wrong labels\n"
                + "  remedy: give rate, such as rate=0.2");
    FaceCutter.Settings all =
        new FaceCutter.Settings(
            new FaceFinder.Settings(Detector.BLAZEFACE, null, 40),
            new Cropper(Alignment.FIVE, 0.15, 112),
            FaceCutter.Which.ALL);
    assertThatThrownBy(
            () ->
                new ImportDataset.Request(
                    null, faces, Map.of(), Choices.DEFAULT, all, dir.resolve("set")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("faces: all: a label is of one face");
  }

  @Test
  @SuppressWarnings("NullAway") // overlooks @Nullable on the nested type of a compiled record
  void whatWasExportedIsRecognisedAndWhole() {
    Path tree = dir.resolve("tree");
    ExportLabels.run(
        new ExportLabels.Request(faces, ExportLabels.Format.FOLDER, null, tree), context);
    ImportDataset.Result imported =
        ImportDataset.run(
            new ImportDataset.Request(
                null, tree.resolve("train"), Map.of(), Choices.DEFAULT, null, dir.resolve("set")),
            context);
    assertThat(imported.document())
        .containsEntry("importer", "folder")
        .containsEntry("split", "random")
        .containsKey("recognised-by");
    CheckDataset.Result checked =
        CheckDataset.run(new CheckDataset.Request(dir.resolve("set"), null), context);
    assertThat(checked.problems()).as("%s", checked.findings()).isZero();
    assertThat(checked.document()).containsEntry("samples", 35);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aPageShowsTheFacesOfEveryClass() throws Exception {
    Path page = dir.resolve("page.html");
    ShowDataset.Result shown = ShowDataset.run(new ShowDataset.Request(faces, null, page));
    assertThat(shown.byClass()).hasSize(7).containsEntry("fear", 6L);
    assertThat(shown.lines()).containsEntry("picture sizes", "32x32 (42)");
    assertThat(Files.readString(page)).contains("data:image/jpeg;base64,", "picture sizes");
  }

  @Test
  void aReportThatFailsAfterATrainingIsAWarning() {
    Path nowhere = dir.resolve("nowhere");
    assertThat(ReportRuns.attempt(ReportRuns.Request.of(nowhere), context)).isFalse();
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .startsWith("the report was not written: " + nowhere)
        .contains("the run itself is complete")
        .doesNotContain("--", "selfcure report");
    assertThatThrownBy(
            () ->
                ReportRuns.run(
                    new ReportRuns.Request(List.of(nowhere, faces), null, null), Wording.NEUTRAL))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("to: is required");
  }
}
