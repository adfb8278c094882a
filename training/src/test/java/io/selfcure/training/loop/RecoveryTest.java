package io.selfcure.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.InterruptedRunException;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.run.RunEvent;
import io.selfcure.curation.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Runs that were cut off, and run folders that somebody damaged. */
class RecoveryTest extends SmallRuns {

  /**
   * All tensors of the last checkpoint but the optimizer's archive, which holds memory addresses.
   */
  private Map<String, java.nio.ByteBuffer> weights(String name) {
    Map<String, java.nio.ByteBuffer> all = new HashMap<>();
    Checkpoint.read(new RunFolder(dir.resolve(name)).lastCheckpoint())
        .tensors()
        .forEach((tensor, value) -> all.put(tensor, value.data()));
    all.remove("selfcure.optimizer");
    return all;
  }

  @Test
  void aResumedRunEqualsAnUnbrokenOne() {
    List<Map<String, String>> unbroken = run("unbroken", Progress.NONE);
    for (PowerCut cut :
        List.of(
            new PowerCut("epoch 1/", 24), // before any checkpoint
            new PowerCut("epoch 3/", 36),
            new PowerCut("evaluate", 30))) {
      String name = "cut-" + cut.where.replace("/", "").replace(" ", "") + cut.after;
      assertThatThrownBy(() -> run(name, cut)).hasMessage("power cut");
      assertThat(resume(name)).as(name).isEqualTo(unbroken);
      assertThat(relabellings(name)).as(name).isEqualTo(relabellings("unbroken"));
      assertThat(ledgerLabels(name)).isEqualTo(ledgerLabels("unbroken"));
      assertThat(weights(name)).as(name).isEqualTo(weights("unbroken"));
    }
  }

  @Test
  void aRunResumedWithinAnEpochEqualsAnUnbrokenOne() {
    for (String sampler : List.of("shuffle", "balanced")) {
      String[] options = {"checkpoint-minutes=1e-9", "sampler=" + sampler};
      List<Map<String, String>> unbroken = run(sampler, Progress.NONE, options);
      for (PowerCut cut : List.of(new PowerCut("epoch 1/", 36), new PowerCut("epoch 3/", 48))) {
        String name = sampler + cut.where.charAt(6);
        assertThatThrownBy(() -> run(name, cut, options)).hasMessage("power cut");
        Checkpoint checkpoint = Checkpoint.read(new RunFolder(dir.resolve(name)).lastCheckpoint());
        assertThat(checkpoint.position().step()).as(name).isPositive();
        assertThat(resume(name)).as(name).isEqualTo(unbroken);
        assertThat(relabellings(name)).as(name).isEqualTo(relabellings(sampler));
        assertThat(weights(name)).as(name).isEqualTo(weights(sampler));
      }
    }
  }

  @Test
  void aStoppedRunKeepsItsStepsAndSaysHowToGoOn() {
    List<Map<String, String>> unbroken = run("unbroken", Progress.NONE);
    PixelPack pixels = Objects.requireNonNull(data.pack());
    Trainer[] self = new Trainer[1];
    PowerCut signal = new PowerCut("epoch 2/", 24, () -> Objects.requireNonNull(self[0]).stop());
    try (Trainer trainer =
        Trainer.start(settings(), data, pixels, dir.resolve("stopped"), signal)) {
      self[0] = trainer;
      assertThatThrownBy(trainer::train)
          .isInstanceOf(InterruptedRunException.class)
          .hasMessageContaining("epoch 2 after 2 steps")
          .hasMessageContaining("resumed");
    }
    try (Model last = Model.open(dir.resolve("stopped"), Model.Choice.LAST)) {
      assertThat(last.after()).as("no complete epoch").isEqualTo("step 2 of epoch 2");
      assertThat(last.epoch()).isEqualTo(1);
    }
    assertThat(resume("stopped")).isEqualTo(unbroken);
    try (Model last = Model.open(dir.resolve("stopped"), Model.Choice.LAST)) {
      assertThat(last.after()).isEqualTo("epoch 4");
    }
    assertThat(relabellings("stopped")).isEqualTo(relabellings("unbroken"));
    assertThat(weights("stopped")).isEqualTo(weights("unbroken"));
  }

  @Test
  void theImprovedModeResumesWithItsEvidence() {
    String[] options = {
      "mode=improved",
      "epochs=6",
      "evidence-start=0.2",
      "evidence-end=0.7",
      "relabel-confidence=0.5",
      "checkpoint-minutes=1e-9"
    };
    List<Map<String, String>> unbroken = run("unbroken", Progress.NONE, options);
    assertThat(relabellings("unbroken"))
        .isNotEmpty()
        .as("no label changes once the evidence is complete")
        .allMatch(r -> r.epoch() <= 4);
    for (PowerCut cut :
        List.of(
            new PowerCut("epoch 2/", 36),
            new PowerCut("epoch 6/", 36),
            new PowerCut("evaluate", 30))) {
      String name = "cut-" + cut.where.replace("/", "").replace(" ", "");
      assertThatThrownBy(() -> run(name, cut, options)).hasMessage("power cut");
      assertThat(resume(name)).as(name).isEqualTo(unbroken);
      assertThat(relabellings(name)).as(name).isEqualTo(relabellings("unbroken"));
      assertThat(ledgerLabels(name)).isEqualTo(ledgerLabels("unbroken"));
      assertThat(weights(name)).as(name).isEqualTo(weights("unbroken"));
    }
  }

  @Test
  void everyOptimizerResumesExactly() {
    for (String optimizer : List.of("adam", "adamw")) {
      String[] options = {"optimizer=" + optimizer, "learning-rate=0.002", "mode=reference"};
      List<Map<String, String>> unbroken = run(optimizer, Progress.NONE, options);
      String name = optimizer + "-cut";
      assertThatThrownBy(() -> run(name, new PowerCut("epoch 3/", 12), options));
      assertThat(resume(name)).as(optimizer).isEqualTo(unbroken);
    }
  }

  @Test
  void refusesADamagedCheckpointOtherDataAndAUsedFolder() throws IOException {
    run("run", Progress.NONE, "epochs=2");
    assertThatThrownBy(() -> run("run", Progress.NONE))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("not empty");
    PixelPack pixels = Objects.requireNonNull(data.pack());
    Dataset other = Dataset.read(dir.resolve("clean"));
    assertThatThrownBy(() -> Trainer.resume(other, pixels, dir.resolve("run"), Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("began with");
    Files.delete(new RunFolder(dir.resolve("run")).previousCheckpoint());
    Path checkpoint = new RunFolder(dir.resolve("run")).lastCheckpoint();
    byte[] good = Files.readAllBytes(checkpoint);
    for (int length : new int[] {0, 5, 100, good.length / 2, good.length - 1}) {
      Files.write(checkpoint, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> resume("run"))
          .as("checkpoint cut to " + length)
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("last.safetensors");
    }
  }

  @Test
  void aModelIsNotThrownAwayBecauseItsLedgerIsMissing() throws IOException {
    run("run", Progress.NONE, "epochs=2");
    Files.delete(dir.resolve("run/ledger.sqlite"));
    assertThatThrownBy(() -> resume("run"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("ledger.sqlite");
    assertThat(new RunFolder(dir.resolve("run")).lastCheckpoint()).exists();
  }

  @Test
  void settingsChangedBetweenCheckpointAndResumeAreRefused() throws IOException {
    run("run", Progress.NONE, "epochs=2");
    Path config = dir.resolve("run/config.yaml");
    Files.writeString(config, Files.readString(config).replace("seed: 1", "seed: 5"));
    assertThatThrownBy(() -> resume("run"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("seed=5");
  }

  @Test
  void damagedRunFilesAreNamed() throws IOException {
    run("run", Progress.NONE, "epochs=2");
    Path metrics = dir.resolve("run/metrics.csv");
    String good = Files.readString(metrics);
    for (String bad :
        new String[] {"a,b\n1,2\n", "epoch\nx\n", good.substring(0, good.length() / 2)}) {
      Files.writeString(metrics, bad);
      assertThatThrownBy(() -> resume("run"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("metrics.csv");
    }
    Files.writeString(metrics, good);
    Files.delete(dir.resolve("run/run.yaml"));
    assertThatThrownBy(() -> resume("run"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("run.yaml");
  }

  @Test
  void removedFiguresCostNeitherAlarmsNorTheNextResume() throws IOException {
    String[] idle = {"margin-1=0", "learn-margin-1=false", "relabelling=false", "epochs=7"};
    assertThatThrownBy(() -> run("run", new PowerCut("epoch 5/", 12), idle))
        .hasMessage("power cut");
    RunFolder run = new RunFolder(dir.resolve("run"));
    List<RunEvent> alarms = run.readEvents();
    assertThat(alarms).isNotEmpty();
    Files.delete(run.metrics());
    PixelPack pixels = Objects.requireNonNull(data.pack());
    try (Trainer again =
        Trainer.resume(data, pixels, dir.resolve("run"), new PowerCut("epoch 7/", 12))) {
      assertThatThrownBy(again::train).hasMessage("power cut");
    }
    assertThat(resume("run")).hasSize(3);
    assertThat(run.readEvents()).containsAll(alarms);
    assertThat(run.readMetrics().get(0)).containsEntry("epoch", "5");
  }

  @Test
  void aRunThatRecordedNoFactsDoesSoWhenItGoesOn() throws IOException {
    run("run", Progress.NONE);
    RunFolder run = new RunFolder(dir.resolve("run"));
    String facts = Files.readString(run.facts());
    Files.delete(run.facts());
    resume("run");
    assertThat(run.facts()).hasContent(facts);
    Files.writeString(run.facts(), facts.replace("first-epoch: 2", "first-epoch: 3"));
    resume("run");
    assertThat(run.facts()).as("what it began with").content().contains("first-epoch: 3");
  }

  @Test
  void twoTrainingsOnOneFolderAreRefused() {
    run("run", Progress.NONE, "epochs=2");
    PixelPack pixels = Objects.requireNonNull(data.pack());
    try (Trainer first = Trainer.resume(data, pixels, dir.resolve("run"), Progress.NONE)) {
      assertThat(first.bestEpoch()).isPositive();
      assertThatThrownBy(() -> resume("run"))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("in use by another training");
    }
    assertThat(resume("run")).hasSize(2);
  }

  @Test
  void weightsThatDoNotFitLeaveNoRunFolder() throws IOException {
    Path init =
        Files.write(
            dir.resolve("empty.safetensors"), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
    assertThatThrownBy(() -> run("run", Progress.NONE, "init=" + init))
        .isInstanceOf(ModelException.class);
    assertThat(dir.resolve("run")).doesNotExist();
  }

  @Test
  void aDamagedNewestCheckpointCostsOneEpochOnly() throws IOException {
    List<Map<String, String>> unbroken = run("unbroken", Progress.NONE);
    assertThatThrownBy(() -> run("cut", new PowerCut("epoch 4/", 12)));
    Path last = new RunFolder(dir.resolve("cut")).lastCheckpoint();
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(bytes, bytes.length / 3));
    assertThat(resume("cut")).isEqualTo(unbroken);
    assertThat(relabellings("cut")).isEqualTo(relabellings("unbroken"));
    assertThat(weights("cut")).isEqualTo(weights("unbroken"));

    assertThatThrownBy(() -> run("gone", new PowerCut("epoch 4/", 12)));
    Files.delete(new RunFolder(dir.resolve("gone")).lastCheckpoint());
    assertThat(resume("gone")).isEqualTo(unbroken);
  }
}
