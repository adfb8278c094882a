package io.selfcure.training.loop;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;

/**
 * Trains or opens models ten times and prints by how many bytes the process has grown since the
 * third. A process of its own, whose heap has its whole size from the start: in one that ran other
 * tests the heap grows and shrinks by more than what is looked for.
 */
final class NativeMemoryProbe {

  static final String TRAININGS = "trainings";
  static final String MODELS = "models";
  static final int TIMES = 10;
  static final int SETTLED = 3;

  /** A network of this width, its average, gradients and momentum take some 45 MB. */
  private static final String[] LARGE = {
    "mode=improved", "width=0.5", "epochs=1", "batch=60", "tensorboard=false", "dropout=0"
  };

  private static final String[] WIDE = {"width=1", "epochs=1", "batch=60", "tensorboard=false"};

  private NativeMemoryProbe() {}

  public static void main(String[] args) {
    Dataset data = Dataset.read(Path.of(args[1]));
    Path out = Path.of(args[2]);
    boolean trains = args[0].equals(TRAININGS);
    if (!trains) {
      train(data, out, WIDE).close();
    }
    List<Object> reachable = new ArrayList<>(); // so that no collection helps
    long settled = 0;
    for (int i = 1; i <= TIMES; i++) {
      if (trains) {
        Trainer trainer = train(data, out.resolve("run-" + i), LARGE);
        trainer.close();
        reachable.add(trainer);
      } else {
        Model model = Model.open(out, Model.Choice.LAST);
        model.close();
        reachable.add(model);
      }
      settled = i == SETTLED ? Pointer.physicalBytes() : settled;
    }
    System.out.println(Pointer.physicalBytes() - settled + " " + reachable.size());
  }

  private static Trainer train(Dataset data, Path out, String[] options) {
    PixelPack pixels = Objects.requireNonNull(data.pack());
    Trainer trainer = Trainer.start(SmallRuns.settings(options), data, pixels, out, Progress.NONE);
    trainer.train();
    return trainer;
  }
}
