package io.selfcure.training.loop;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.noise.SymmetricNoise;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.ledger.Ledger;
import io.selfcure.curation.ledger.Relabelling;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.runtime.Machine;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that take a fraction of a second, on pictures whose brightness tells the class. */
public abstract class SmallRuns {

  protected static final int SIDE = 16;

  @TempDir protected Path dir;

  protected Dataset data;

  /** Pictures whose brightness tells the class, a fifth of the training labels wrong. */
  @BeforeEach
  void makeData() {
    Random random = new Random(1);
    try (DatasetWriter writer =
        DatasetWriter.packed(dir.resolve("clean"), LabelSet.of("a", "b", "c"), SIDE, SIDE, 1)) {
      for (int i = 0; i < 90; i++) {
        byte[] pixels = new byte[SIDE * SIDE];
        for (int k = 0; k < pixels.length; k++) {
          pixels[k] =
              (byte) Math.min(255, Math.max(0, 30 + 90 * (i % 3) + random.nextGaussian() * 9));
        }
        writer.add(Sample.of("s" + i, "", i < 60 ? Split.TRAIN : Split.VALID, i % 3), pixels);
      }
      Dataset clean = writer.finish("shades", "made here", "free", List.of());
      data = SymmetricNoise.inject(clean, 0.2, 1, dir.resolve("noisy"), Progress.NONE);
    }
  }

  protected static TrainSettings settings(String... options) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String o :
        List.of(
            "epochs=4",
            "batch=12",
            "width=0.125",
            "threads=1",
            "dropout=0.3",
            "mode=paper",
            "relabel-epoch=2",
            "margin-2=0.05",
            "learn-margin-1=true",
            "augment=standard",
            "learning-rate=0.02",
            "precision=fp32")) {
      given.put(o.split("=", 2)[0], o.split("=", 2)[1]);
    }
    for (String o : options) {
      given.put(o.split("=", 2)[0], o.split("=", 2)[1]);
    }
    return TrainSettings.of(Map.of(), given).resolve(SIDE, new Machine(false, false, 1));
  }

  List<Map<String, String>> run(String name, Progress progress, String... options) {
    PixelPack pixels = Objects.requireNonNull(data.pack());
    try (Trainer trainer =
        Trainer.start(settings(options), data, pixels, dir.resolve(name), progress)) {
      return comparable(trainer.train());
    }
  }

  List<Map<String, String>> resume(String name) {
    PixelPack pixels = Objects.requireNonNull(data.pack());
    try (Trainer trainer = Trainer.resume(data, pixels, dir.resolve(name), Progress.NONE)) {
      return comparable(trainer.train());
    }
  }

  /** All figures but those of the clock. */
  static List<Map<String, String>> comparable(List<Map<String, String>> rows) {
    return rows.stream()
        .map(
            r -> {
              Map<String, String> copy = new HashMap<>(r);
              copy.remove("seconds");
              copy.remove("images_per_s");
              return copy;
            })
        .toList();
  }

  List<Relabelling> relabellings(String name) {
    try (Ledger ledger = Ledger.open(new RunFolder(dir.resolve(name)).ledger())) {
      return ledger.relabellings();
    }
  }

  int[] ledgerLabels(String name) {
    try (Ledger ledger = Ledger.open(new RunFolder(dir.resolve(name)).ledger())) {
      return ledger.currentLabels();
    }
  }

  /** Stands for the power cut, or a signal: something happens in the middle of an epoch. */
  static final class PowerCut implements Progress {
    final String where;
    final long after;
    private final Runnable then;

    PowerCut(String where, long after) {
      this(
          where,
          after,
          () -> {
            throw new IllegalStateException("power cut");
          });
    }

    PowerCut(String where, long after, Runnable then) {
      this.where = where;
      this.after = after;
      this.then = then;
    }

    @Override
    public Task start(String what, String unit, long total) {
      return new Task() {
        @Override
        public void advance(long done, String detail) {
          if (what.startsWith(where) && done >= after) {
            then.run();
          }
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void say(String line) {}
  }
}
