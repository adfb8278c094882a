package io.selfcure.datasets.faces;

import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.PictureFile;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureEncoder;
import io.selfcure.vision.face.Detector;
import io.selfcure.vision.face.FaceCrop;
import io.selfcure.vision.face.FaceCutter;
import io.selfcure.vision.face.FaceFinder;
import io.selfcure.vision.face.InOrder;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast faces are found and cut out here: on one thread, on several, and by OpenCV's Haar
 * cascade. The contestants take turns, so that what else the machine does meets all alike, and a
 * round's ratio is of neighbours in time.
 */
public final class FaceBench {

  /** More pictures are not held in memory. */
  private static final int MOST = 64;

  private final List<byte[]> files = new ArrayList<>();
  private final List<Picture> pictures = new ArrayList<>();
  private final FaceCutter.Settings settings;
  private final int threads;

  /**
   * One round's seconds; processor times are of the one thread.
   *
   * @param one everything that {@code faces} does but for writing files, on one thread
   * @param several the same on several
   * @param find finding alone, on one thread
   * @param findCpu processor seconds of that
   * @param haar finding by Haar, on one thread
   * @param haarCpu processor seconds of that
   */
  public record Round(
      double one, double several, double find, double findCpu, double haar, double haarCpu) {}

  /**
   * What was measured.
   *
   * @param pictures how many pictures a round has
   * @param faces how many faces are cut out of them
   * @param haarFaces how many Haar finds
   * @param rounds the rounds
   */
  public record Result(int pictures, long faces, long haarFaces, List<Round> rounds) {
    /** Copies the rounds. */
    public Result {
      rounds = List.copyOf(rounds);
    }
  }

  /**
   * Reads pictures, at most 64, the first by name; what is none is passed over.
   *
   * @throws DataException when there is none
   */
  public FaceBench(Path from, FaceCutter.Settings settings, int threads) {
    this.settings = settings;
    this.threads = threads;
    Path root = from.toAbsolutePath().normalize();
    Sink nothing =
        new Sink() {
          @Override
          public void take(Item item) {
            throw new IllegalStateException("a walk hands on paths");
          }

          @Override
          public void skip(String where, String reason) {
            // links and the like are not measured
          }
        };
    Walk.files(root, root, nothing, path -> load(root, path));
    if (pictures.isEmpty()) {
      throw new DataException(root.toString(), "holds no pictures", "name a folder of pictures");
    }
  }

  private void load(Path root, String path) {
    if (pictures.size() < MOST) {
      try {
        byte[] file = PictureFile.bytes(root, path);
        pictures.add(PictureDecoder.decode(file, path));
        files.add(file);
      } catch (DataException e) {
        return; // no picture
      }
    }
  }

  /** Measures, after a round that is not counted. */
  public Result run(int rounds, Progress progress) {
    List<Round> measured = new ArrayList<>();
    FaceFinder.Settings cascade =
        new FaceFinder.Settings(Detector.HAAR, null, settings.finder().minFace());
    try (FaceCutter cutter = new FaceCutter(settings);
        FaceFinder finder = FaceFinder.open(settings.finder());
        FaceFinder haar = FaceFinder.open(cascade);
        Progress.Task task = progress.start("bench", "rounds", rounds + 1L)) {
      long faces = 0;
      long haarFaces = 0;
      for (int i = 0; i <= rounds; i++) {
        AtomicLong cut = new AtomicLong();
        double one = cutAll(cutter, 1, cut);
        double several = cutAll(cutter, threads, new AtomicLong());
        AtomicLong found = new AtomicLong();
        double[] find = findAll(finder, new AtomicLong());
        double[] byHaar = findAll(haar, found);
        faces = cut.get();
        haarFaces = found.get();
        if (i > 0) {
          measured.add(new Round(one, several, find[0], find[1], byHaar[0], byHaar[1]));
        }
        task.advance(i + 1L, "");
      }
      return new Result(pictures.size(), faces, haarFaces, measured);
    }
  }

  private double cutAll(FaceCutter cutter, int on, AtomicLong faces) {
    long began = System.nanoTime();
    InOrder.each(
        files.iterator(),
        on,
        file -> {
          FaceCutter.Result result = cutter.cut(PictureDecoder.decode(file, "picture"));
          long bytes = 0;
          for (FaceCrop crop : result.crops()) {
            bytes += PictureEncoder.png(crop.picture()).length;
          }
          return bytes == 0 ? 0 : result.crops().size();
        },
        (file, n) -> faces.addAndGet(n));
    return (System.nanoTime() - began) / 1e9;
  }

  /** Seconds and processor seconds. */
  private double[] findAll(FaceFinder finder, AtomicLong faces) {
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long began = System.nanoTime();
    for (Picture picture : pictures) {
      faces.addAndGet(finder.find(picture).size());
    }
    return new double[] {
      (System.nanoTime() - began) / 1e9,
      (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9
    };
  }
}
