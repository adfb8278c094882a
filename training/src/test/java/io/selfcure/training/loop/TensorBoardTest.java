package io.selfcure.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.loop.EventReader.Event;
import io.selfcure.training.loop.EventReader.Value;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What TensorBoard gets to read of a run: 5 steps an epoch, 4 epochs. */
class TensorBoardTest extends SmallRuns {

  private static final int STEPS = 5;

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(new RunFolder(dir.resolve(name)).tensorboard())) {
      return files.sorted().toList();
    }
  }

  /** Scalars by tag and step as TensorBoard keeps them: a session's start drops what is after. */
  private Map<String, SortedMap<Long, Float>> scalars(String name) throws IOException {
    Map<String, SortedMap<Long, Float>> all = new HashMap<>();
    for (Path file : files(name)) {
      for (Event e : EventReader.read(file)) {
        if (e.restarts()) {
          all.values().forEach(steps -> steps.tailMap(e.step()).clear());
        }
        for (Value v : e.values()) {
          if (v.fields().hasField(2)) {
            all.computeIfAbsent(v.tag(), t -> new TreeMap<>()).put(e.step(), v.scalar());
          }
        }
      }
    }
    return all;
  }

  private Map<String, List<Value>> values(String name) throws IOException {
    Map<String, List<Value>> all = new LinkedHashMap<>();
    for (Event e : EventReader.read(files(name).get(0))) {
      for (Value v : e.values()) {
        all.computeIfAbsent(v.tag(), t -> new ArrayList<>()).add(v);
      }
    }
    return all;
  }

  @Test
  void everyFigureOfEveryEpochIsThere() throws IOException {
    run("run", Progress.NONE);
    List<Event> events = EventReader.read(files("run").get(0));
    assertThat(EventReader.text(events.get(0).fields(), 3)).isEqualTo("brain.Event:2");
    assertThat(files("run"))
        .singleElement()
        .satisfies(
            f ->
                assertThat(f.getFileName().toString())
                    .matches("events\\.out\\.tfevents\\.\\d{10}\\.selfcure\\.0"));
    double now = System.currentTimeMillis() / 1e3;
    assertThat(events).allSatisfy(e -> assertThat(e.wallTime()).isCloseTo(now, within(600.0)));

    Map<String, SortedMap<Long, Float>> scalars = scalars("run");
    assertThat(scalars.keySet()).noneMatch(tag -> tag.startsWith("other/"));
    List<Map<String, String>> rows = new RunFolder(dir.resolve("run")).readMetrics();
    assertThat(rows).hasSize(4);
    long figures = rows.get(3).values().stream().filter(cell -> !cell.isEmpty()).count();
    assertThat(scalars.keySet().stream().filter(t -> !t.startsWith("loss/step")))
        .hasSize((int) figures);
    Map<String, String> tags =
        Map.of(
            "loss", "loss/total",
            "valid_accuracy", "accuracy/valid",
            "alpha_std", "weights/alpha_std",
            "relabelled", "labels/relabelled",
            "repaired", "cure/repaired",
            "images_per_s", "speed/images_per_s");
    for (int epoch = 1; epoch <= 4; epoch++) {
      for (Map.Entry<String, String> t : tags.entrySet()) {
        float expected = Float.parseFloat(rows.get(epoch - 1).getOrDefault(t.getKey(), ""));
        assertThat(Objects.requireNonNull(scalars.get(t.getValue())).get((long) epoch * STEPS))
            .as(t + " of epoch " + epoch)
            .isEqualTo(expected);
      }
    }
    assertThat(Objects.requireNonNull(scalars.get("loss/step_total")).keySet())
        .containsExactly(20L);
    assertThat(scalars).containsKeys("loss/step_weighted_cross_entropy", "loss/step_rank");
  }

  @Test
  void settingsHistogramsAndPicturesAreThere() throws IOException {
    run("run", Progress.NONE);
    Map<String, List<Value>> values = values("run");
    UnknownFieldSet settings = Objects.requireNonNull(values.get("settings")).get(0).fields();
    assertThat(EventReader.text(EventReader.message(EventReader.message(settings, 9), 1), 1))
        .isEqualTo("text");
    assertThat(EventReader.text(EventReader.message(settings, 8), 8)).contains("| epochs | 4 |");

    for (String tag : List.of("weights/alpha", "labels/p_given")) {
      List<Value> histograms = Objects.requireNonNull(values.get(tag));
      assertThat(histograms).hasSize(4);
      UnknownFieldSet h = EventReader.message(histograms.get(0).fields(), 5);
      double[] counts = packed(h, 7);
      assertThat(Arrays.stream(counts).sum()).isEqualTo(60);
      assertThat(packed(h, 6)).hasSize(counts.length).isSorted();
    }

    List<Value> pictures = Objects.requireNonNull(values.get("accuracy/valid_confusion"));
    assertThat(pictures).hasSize(4);
    UnknownFieldSet image = EventReader.message(pictures.get(3).fields(), 4);
    ByteString png = image.getField(4).getLengthDelimitedList().get(0);
    BufferedImage decoded = ImageIO.read(png.newInput());
    assertThat(decoded.getWidth()).isEqualTo((int) (long) image.getField(2).getVarintList().get(0));
    assertThat(decoded.getHeight())
        .isEqualTo((int) (long) image.getField(1).getVarintList().get(0));
    assertThat(decoded.getWidth()).isBetween(90, 200);
  }

  private static double[] packed(UnknownFieldSet of, int field) {
    ByteBuffer bytes =
        of.getField(field)
            .getLengthDelimitedList()
            .get(0)
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(values);
    return values;
  }

  @Test
  void aResumedRunTakesBackWhatCameAfterItsCheckpoint() throws IOException {
    run("unbroken", Progress.NONE);
    for (String where : List.of("epoch 1/", "epoch 3/", "evaluate")) {
      String name = "cut " + where.replace("/", "");
      PowerCut cut = new PowerCut(where, where.equals("evaluate") ? 30 : 36);
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> run(name, cut))
          .hasMessage("power cut");
      resume(name);
      assertThat(files(name)).hasSize(2);
      List<Event> second = EventReader.read(files(name).get(1));
      assertThat(second.get(1).restarts()).isTrue();
      assertThat(second.get(1).step()).isEqualTo(where.equals("epoch 3/") ? 2 * STEPS + 1 : 1);
      assertThat(timeless(scalars(name))).as(name).isEqualTo(timeless(scalars("unbroken")));
    }
    resume("unbroken");
    assertThat(files("unbroken")).as("nothing was left to do").hasSize(1);
  }

  private static Map<String, SortedMap<Long, Float>> timeless(
      Map<String, SortedMap<Long, Float>> scalars) {
    scalars.keySet().removeIf(tag -> tag.startsWith("speed/"));
    return scalars;
  }

  @Test
  void aFileThatIsCutOffKeepsItsWholeRecords() throws IOException {
    run("run", Progress.NONE, "epochs=1", "warmup-epochs=0");
    Path file = files("run").get(0);
    byte[] all = Files.readAllBytes(file);
    int whole = EventReader.read(file).size();
    Files.write(file, Arrays.copyOf(all, all.length - 7));
    assertThat(EventReader.read(file)).hasSize(whole - 1);
  }

  @Test
  void theyCanBeLeftOutAndTakenUpAgain() throws IOException {
    run("run", Progress.NONE, "epochs=2", "tensorboard=false");
    assertThat(dir.resolve("run/tensorboard")).doesNotExist();
    Path config = dir.resolve("run/config.yaml");
    Files.writeString(
        config, Files.readString(config).replace("tensorboard: false", "tensorboard: true"));
    assertThat(resume("run")).hasSize(2);
  }
}
