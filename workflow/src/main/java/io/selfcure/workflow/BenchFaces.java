package io.selfcure.workflow;

import io.selfcure.core.error.UsageException;
import io.selfcure.datasets.faces.FaceBench;
import io.selfcure.vision.face.FaceCutter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Measures how fast this machine finds faces. */
public final class BenchFaces {

  private BenchFaces() {}

  /**
   * What is to be measured.
   *
   * @param from pictures, of which some are used
   * @param how how faces are found and cut out
   * @param rounds rounds, 1 or more
   * @param threads threads to compare with one, 1 or more
   */
  public record Request(Path from, FaceCutter.Settings how, int rounds, int threads) {

    /** Checks the figures. */
    public Request {
      if (rounds < 1 || threads < 1) {
        throw new UsageException(
            rounds < 1 ? "{rounds}" : "{threads}", "is not 1 or more", "give a number such as 4");
      }
    }
  }

  /**
   * What was measured.
   *
   * @param bench the rounds
   * @param threads threads that were compared with one
   * @param load the machine's load before, a minute's average; negative where it is not known
   */
  public record Result(FaceBench.Result bench, int threads, double load) {

    /** The figures for programs (docs/formats/json.md): medians of the rounds. */
    public Map<String, Object> document() {
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("load-before", Documents.thousandths(load));
      d.put("pictures", bench.pictures());
      d.put("faces", bench.faces());
      d.put("haar-faces", bench.haarFaces());
      d.put("threads", threads);
      double one = median(FaceBench.Round::one);
      double several = median(FaceBench.Round::several);
      put(d, "pictures-per-s-1-thread", bench.pictures() / one);
      put(d, "faces-per-s-1-thread", bench.faces() / one);
      put(d, "pictures-per-s-threads", bench.pictures() / several);
      put(d, "faces-per-s-threads", bench.faces() / several);
      put(d, "threads-over-1-thread", median(x -> x.one() / x.several()));
      put(d, "find-cpu-ms-a-picture", 1000 * median(FaceBench.Round::findCpu) / bench.pictures());
      put(d, "haar-cpu-ms-a-picture", 1000 * median(FaceBench.Round::haarCpu) / bench.pictures());
      put(d, "find-over-haar", median(x -> x.haar() / x.find()));
      put(d, "find-over-haar-cpu", median(x -> x.haarCpu() / x.findCpu()));
      return d;
    }

    private static void put(Map<String, Object> document, String name, double figure) {
      document.put(name, Documents.thousandths(figure));
    }

    private double median(ToDoubleFunction<FaceBench.Round> figure) {
      double[] all = bench.rounds().stream().mapToDouble(figure).sorted().toArray();
      return (all[(all.length - 1) / 2] + all[all.length / 2]) / 2;
    }
  }

  /** Measures. */
  public static Result run(Request request, Context context) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    FaceBench bench = new FaceBench(request.from(), request.how(), request.threads());
    return new Result(bench.run(request.rounds(), context.progress()), request.threads(), load);
  }
}
