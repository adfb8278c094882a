package io.selfcure.datasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.Intake;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.web.Film.Actor;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** AFEW's layout from videos to a data set, through the real detector. */
@EnabledIf(
    value = "io.selfcure.vision.face.Detector#hasBlazeFace",
    disabledReason = "built without npm")
class AfewVideosTest extends ClipTest {

  @Test
  void videosInDirectoriesOfEmotionsBecomeADataSet() throws IOException {
    put(standard, "Train_AFEW/Angry/000000001.mp4"); // four clips, the first of the longest is kept
    Files.createDirectories(from.resolve("Val_AFEW/Happy"));
    new Film(dir)
        .shot(5.4, 0x305a8a, new Actor(6, 0, 5.4, 40, 200, 60))
        .encode(from.resolve("Val_AFEW/Happy/000000002.avi"), t -> FRAME, 0);
    run();
    Dataset data =
        Intake.run(new Afew(), new Request(to), Choices.DEFAULT, dir.resolve("set"), Progress.NONE)
            .data();
    assertThat(data.split(Split.TRAIN)).hasSize(3);
    assertThat(data.split(Split.TRAIN).stream().map(Sample::subject))
        .containsOnly("Train_AFEW/Angry/000000001");
    assertThat(data.split(Split.VALID)).hasSize(3);
    assertThat(data.split(Split.VALID))
        .allSatisfy(s -> assertThat(data.labels().name(s.label())).isEqualTo("Happy"));
    assertThat(data.card().skipped()).isEqualTo(9);
  }
}
