package io.selfcure.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.InterruptedRunException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.noise.SymmetricNoise;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.review.Cure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole circle on drawn pictures, a fifth of whose labels are wrong. */
class HealLabelsTest {

  @TempDir Path dir;

  private static final int SIDE = 32;
  private static final int BLOCKS = 8;

  private final List<String> warnings = new ArrayList<>();
  private Path noisy;

  /** Easy pictures: a class is the direction of stripes. */
  @BeforeEach
  void drawPictures() {
    noisy = dir.resolve("noisy");
    LabelSet directions = LabelSet.of("a", "b", "c", "d");
    Random random = new Random(1);
    try (DatasetWriter writer =
        DatasetWriter.packed(dir.resolve("clean"), directions, SIDE, SIDE, 1)) {
      for (int i = 0; i < 720; i++) {
        int label = i % directions.size();
        byte[] blocks = new byte[BLOCKS * BLOCKS]; // its own pattern, so that no two look alike
        random.nextBytes(blocks);
        int phase = random.nextInt(4);
        byte[] pixels = new byte[SIDE * SIDE];
        for (int at = 0; at < pixels.length; at++) {
          int x = at % SIDE;
          int y = at / SIDE;
          int block = blocks[y * BLOCKS / SIDE * BLOCKS + x * BLOCKS / SIDE] & 127;
          int[] along = {x, y, x + y, x - y};
          boolean lit = Math.floorMod(along[label] + phase, 4) < 2;
          pixels[at] = (byte) (block + (lit ? 110 : 0));
        }
        Split split = i < 640 ? Split.TRAIN : Split.VALID;
        writer.add(Sample.of("s" + i, "", split, label), pixels);
      }
      Dataset clean = writer.finish("stripes", "drawn by the test", "free", List.of());
      SymmetricNoise.inject(clean, 0.2, 1, noisy, Progress.NONE);
    }
  }

  private Context context(Interruption interruption, Progress progress) {
    return new Context(
        dir.resolve("cache"), progress, interruption, warnings::add, Wording.NEUTRAL);
  }

  private HealLabels.Request request(String to, int epochs) {
    Map<String, String> options = new HashMap<>();
    options.put("epochs", Integer.toString(epochs));
    options.put("width", "0.125");
    options.put("learning-rate", "0.003");
    options.put("threads", "1");
    options.put("precision", "fp32");
    options.put("flip", "0"); // a mirrored diagonal is the other one
    return new HealLabels.Request(
        noisy, dir.resolve(to), null, 0.8, new AskedSettings(null, options), false);
  }

  /** One epoch at a rate that teaches nothing. */
  private HealLabels.Request hasty() {
    Map<String, String> options = new HashMap<>(request("hasty", 1).asked().options());
    options.put("learning-rate", "1e-8");
    return new HealLabels.Request(
        noisy, dir.resolve("hasty"), null, 0.8, new AskedSettings(null, options), false);
  }

  private HealLabels.Result heal(String to, int epochs) {
    return HealLabels.run(request(to, epochs), context(Interruption.NEVER, Progress.NONE));
  }

  /** What a heal comes to: all but where and how long. */
  private static String figures(Path healed) throws IOException {
    return Files.readString(healed.resolve(HealLabels.SUMMARY))
        .replaceAll("\"(seconds|folder|cured|model|report)\" : [^\n]*", "");
  }

  @Test
  void healsAndLeavesTheDataSetAsItWas() throws IOException {
    String before = Dataset.read(noisy).sha256();
    HealLabels.Result result = heal("healed", 20);
    assertThat(Dataset.read(noisy).sha256()).isEqualTo(before);
    assertThat(dir.resolve("healed").toFile().list())
        .contains("heal.yaml", "heal.json", "report.html", "judge", "audit", "cured", "student");
    assertThat(result.verdict()).contains("are wrong").contains("of such changes an estimated");
    assertThat(Files.readString(result.report())).contains("errors planted");
    // what figures are measured by is changed by people only, and nothing planted is left
    Map<String, Integer> given = new HashMap<>();
    Dataset.read(noisy).samples().forEach(s -> given.put(s.id(), s.label()));
    Dataset cured = Dataset.read(result.cured());
    long others =
        cured.samples().stream()
            .filter(s -> !given.getOrDefault(s.id(), -1).equals(s.label()))
            .peek(s -> assertThat(s.split()).isEqualTo(Split.TRAIN))
            .count();
    assertThat(others).isEqualTo(result.cure().relabelled().all());
    assertThat(result.cure().relabelled().all()).as(result.document().toString()).isPositive();
    Cure.Truths truths = Objects.requireNonNull(result.cure().truths());
    assertThat(truths.right().all()).isGreaterThan(4 * truths.broken().all());
    assertThat(truths.wrongAfter()).isLessThan(truths.wrongBefore());
    // a second time nothing is trained again
    long trained = Files.getLastModifiedTime(result.student().resolve("metrics.csv")).toMillis();
    assertThat(heal("healed", 20).document().get("networks"))
        .isEqualTo(result.document().get("networks"));
    assertThat(Files.getLastModifiedTime(result.student().resolve("metrics.csv")).toMillis())
        .isEqualTo(trained);
  }

  /** Asks to stop at the n-th thing that is told. */
  private static final class StopAt implements Progress, Interruption {
    private final AtomicInteger left;
    private @Nullable Runnable stop;

    StopAt(int n) {
      left = new AtomicInteger(n);
    }

    @Override
    public Registration onRequest(Runnable asked) {
      stop = asked;
      return () -> stop = null;
    }

    private void told() {
      Runnable asked = stop;
      if (left.decrementAndGet() <= 0 && asked != null) {
        asked.run();
      }
    }

    @Override
    public Task start(String what, String unit, long total) {
      return new Task() {
        @Override
        public void advance(long done, String detail) {
          told();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void say(String line) {
      told();
    }
  }

  @Test
  void comesToTheSameHoweverOftenItIsStopped() throws IOException {
    heal("unbroken", 5);
    int stops = 0;
    for (int n = 150; stops < 20; n += 120) {
      StopAt stopped = new StopAt(n);
      try {
        HealLabels.run(request("broken", 5), context(stopped, stopped));
        break;
      } catch (InterruptedRunException e) {
        stops++;
      }
    }
    assertThat(stops).isBetween(2, 19);
    assertThat(figures(dir.resolve("broken"))).isEqualTo(figures(dir.resolve("unbroken")));
    assertThat(Files.readAllBytes(dir.resolve("broken/cured/samples.csv")))
        .isEqualTo(Files.readAllBytes(dir.resolve("unbroken/cured/samples.csv")));
  }

  @Test
  void changesNothingOnTheWordOfANetworkThatGuesses() {
    assertThatThrownBy(() -> HealLabels.run(hasty(), context(Interruption.NEVER, Progress.NONE)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("No label was changed");
    assertThat(dir.resolve("hasty/audit/report.html")).exists();
    assertThat(dir.resolve("hasty/cured")).doesNotExist();
  }

  @Test
  void goesOnOnlyAsItWasBegun() {
    HealLabels.Request other =
        new HealLabels.Request(noisy, dir.resolve("hasty"), null, 0.9, hasty().asked(), false);
    assertThatThrownBy(() -> HealLabels.run(hasty(), context(Interruption.NEVER, Progress.NONE)))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> HealLabels.run(other, context(Interruption.NEVER, Progress.NONE)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("precision-of-changes=0.8, now 0.9");
  }

  @Test
  void refusesABudgetInWhichNothingIsLearned() {
    HealLabels.Request request =
        new HealLabels.Request(
            noisy, dir.resolve("short"), 1e-4, 0.95, request("short", 100).asked(), false);
    assertThatThrownBy(() -> HealLabels.run(request, context(Interruption.NEVER, Progress.NONE)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("too few");
    assertThat(dir.resolve("short")).doesNotExist();
  }
}
