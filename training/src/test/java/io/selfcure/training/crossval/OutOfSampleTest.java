package io.selfcure.training.crossval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.InterruptedRunException;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.loop.SmallRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OutOfSampleTest extends SmallRuns {

  private static final String[] OPTIONS = {"validation=none", "epochs=3"};

  private PixelPack pixels() {
    return Objects.requireNonNull(data.pack());
  }

  private OutOfSample work(String name, String... more) {
    List<String> options = new ArrayList<>(List.of(OPTIONS));
    options.addAll(List.of(more));
    return OutOfSample.of(data, settings(options.toArray(String[]::new)), 3, dir.resolve(name));
  }

  private static Set<String> ids(List<Sample> samples) {
    return samples.stream().map(Sample::id).collect(Collectors.toSet());
  }

  @Test
  void everySampleIsScoredOnceByANetworkThatHasNotSeenIt() {
    OutOfSampleTable table = work("work").run(pixels(), Progress.NONE);
    List<Sample> training = data.split(Split.TRAIN);
    assertThat(table.ids()).isEqualTo(training.stream().map(Sample::id).toList());
    assertThat(table.given()).isEqualTo(training.stream().mapToInt(Sample::label).toArray());
    assertThat(table.values()).hasSize(60 * 3);
    for (int k = 1; k <= 3; k++) {
      Dataset fold = Dataset.read(dir.resolve("work/fold-" + k + "/data"));
      Set<String> held = ids(fold.split(Split.VALID));
      assertThat(held).hasSize(20).doesNotContainAnyElementsOf(ids(fold.split(Split.TRAIN)));
      assertThat(fold.split(Split.TRAIN)).hasSize(40);
      assertThat(ids(fold.split(Split.TEST))).isEqualTo(ids(data.split(Split.VALID)));
      for (int i = 0; i < table.size(); i++) {
        assertThat(table.fold()[i] == k).isEqualTo(held.contains(table.ids().get(i)));
      }
    }
    OutOfSampleTable read = OutOfSampleTable.read(dir.resolve("work"));
    assertThat(read.values()).isEqualTo(table.values());
    assertThat(read.ids()).isEqualTo(table.ids());
    assertThat(read.given()).isEqualTo(table.given());
    assertThat(read.fold()).isEqualTo(table.fold());
    assertThat(read.provenance()).isEqualTo(table.provenance()).containsEntry("folds", "3");
  }

  @Test
  void aResumedOneEqualsAnUnbrokenOneAndAnother() throws IOException {
    OutOfSampleTable unbroken = work("unbroken").run(pixels(), Progress.NONE);
    assertThat(work("again").run(pixels(), Progress.NONE).values()).isEqualTo(unbroken.values());
    OutOfSample stopped = work("stopped");
    Progress signal = new At("epoch 2/", 3, stopped::stop);
    assertThatThrownBy(() -> stopped.run(pixels(), signal))
        .isInstanceOf(InterruptedRunException.class)
        .hasMessageContaining("fold 2 of 3")
        .hasMessageContaining("resumed in the same folder");
    assertThat(dir.resolve("stopped/probabilities.safetensors")).doesNotExist();
    long firstFold = Files.getLastModifiedTime(last("stopped", 1)).toMillis();
    OutOfSample resumed = OutOfSample.resume(data, dir.resolve("stopped"));
    assertThat(resumed.run(pixels(), Progress.NONE).values()).isEqualTo(unbroken.values());
    assertThat(Files.getLastModifiedTime(last("stopped", 1)).toMillis())
        .as("the first fold was kept")
        .isEqualTo(firstFold);

    OutOfSample killed = work("killed");
    Progress kill =
        new At(
            "evaluate",
            2,
            () -> {
              throw new IllegalStateException("power cut");
            });
    assertThatThrownBy(() -> killed.run(pixels(), kill)).hasMessage("power cut");
    assertThat(work("killed").run(pixels(), Progress.NONE).values()).isEqualTo(unbroken.values());
  }

  private Path last(String name, int fold) {
    return dir.resolve(name + "/fold-" + fold + "/run/checkpoints/last.safetensors");
  }

  /** Does something at the nth time that a task of that name advances. */
  private static final class At implements Progress {
    private final String where;
    private final Runnable then;
    private int left;

    At(String where, int nth, Runnable then) {
      this.where = where;
      this.left = nth;
      this.then = then;
    }

    @Override
    public Task start(String what, String unit, long total) {
      return new Task() {
        @Override
        public void advance(long done, String detail) {
          // the fourth fold's second epoch has as many steps as the first's
          if (what.startsWith(where) && done == total && --left == 0) {
            then.run();
          }
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void say(String line) {
      if (line.startsWith("fold 2") && where.startsWith("epoch")) {
        left = 1;
      }
    }
  }

  @Test
  void refusesOtherSettingsOtherDataAndAValidation() {
    work("work").run(pixels(), Progress.NONE);
    assertThatThrownBy(() -> work("work", "epochs=4"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("epochs=3, now 4");
    assertThatThrownBy(
            () -> OutOfSample.resume(Dataset.read(dir.resolve("clean")), dir.resolve("work")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("data-sha256");
    assertThatThrownBy(() -> OutOfSample.resume(data, dir.resolve("nowhere")))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> work("other", "validation=valid"))
        .hasMessageStartingWith("validation: ");
    assertThatThrownBy(() -> work("other", "holdout=0.2")).hasMessageStartingWith("holdout: ");
    assertThat(dir.resolve("other")).doesNotExist();
  }

  @Test
  void aDamagedTableIsNamed() throws IOException {
    work("work").run(pixels(), Progress.NONE);
    Path list = dir.resolve("work/probabilities.csv");
    Files.writeString(list, Files.readString(list).replace("s1,", "s1x,"));
    assertThatThrownBy(() -> OutOfSampleTable.read(dir.resolve("work")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("probabilities.csv");
    Path values = dir.resolve("work/probabilities.safetensors");
    Files.write(values, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> OutOfSampleTable.read(dir.resolve("work")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("probabilities.safetensors");
  }
}
