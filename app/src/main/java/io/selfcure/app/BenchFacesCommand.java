package io.selfcure.app;

import io.selfcure.core.error.UsageException;
import io.selfcure.datasets.faces.FaceBench;
import io.selfcure.vision.face.Alignment;
import io.selfcure.vision.face.FaceCutter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "faces",
    description =
        "Pictures and faces a second of 'faces' on one thread and on several, and of its detector"
            + " against OpenCV's Haar cascade. All take turns; ratios are medians of the rounds'.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  selfcure bench faces --from photos",
      "  selfcure bench faces --from photos --threads 4 --rounds 9 --json"
    })
final class BenchFacesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DIR",
      description = "Pictures; the first 64 by name are used.")
  private Path from;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      paramLabel = "N",
      description = "Rounds. Default: 5.")
  private int rounds;

  @Option(
      names = "--threads",
      defaultValue = "2",
      paramLabel = "N",
      description = "Threads to compare with one. Default: 2.")
  private int threads;

  @Mixin private FaceOptions faces;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    if (rounds < 1 || threads < 1) {
      throw new UsageException(
          rounds < 1 ? "--rounds" : "--threads", "is not 1 or more", "give a number such as 4");
    }
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    FaceBench.Result r =
        new FaceBench(from, faces.settings(Alignment.NONE, FaceCutter.Which.ALL), threads)
            .run(rounds, Terminal.progress(spec));
    Map<String, Object> d = document(r, load);
    json.show(spec, d, out -> d.forEach((k, v) -> out.printf("%-26s %s%n", k, v)));
    return 0;
  }

  private Map<String, Object> document(FaceBench.Result r, double load) {
    Map<String, Object> d = new LinkedHashMap<>();
    d.put("load-before", round(load));
    d.put("pictures", r.pictures());
    d.put("faces", r.faces());
    d.put("haar-faces", r.haarFaces());
    d.put("threads", threads);
    double one = median(r, FaceBench.Round::one);
    double several = median(r, FaceBench.Round::several);
    d.put("pictures-per-s-1-thread", round(r.pictures() / one));
    d.put("faces-per-s-1-thread", round(r.faces() / one));
    d.put("pictures-per-s-threads", round(r.pictures() / several));
    d.put("faces-per-s-threads", round(r.faces() / several));
    d.put("threads-over-1-thread", round(median(r, x -> x.one() / x.several())));
    d.put(
        "find-cpu-ms-a-picture", round(1000 * median(r, FaceBench.Round::findCpu) / r.pictures()));
    d.put(
        "haar-cpu-ms-a-picture", round(1000 * median(r, FaceBench.Round::haarCpu) / r.pictures()));
    d.put("find-over-haar", round(median(r, x -> x.haar() / x.find())));
    d.put("find-over-haar-cpu", round(median(r, x -> x.haarCpu() / x.findCpu())));
    return d;
  }

  private static double median(FaceBench.Result r, ToDoubleFunction<FaceBench.Round> figure) {
    double[] all = r.rounds().stream().mapToDouble(figure).sorted().toArray();
    return (all[(all.length - 1) / 2] + all[all.length / 2]) / 2;
  }

  private static double round(double v) {
    return Math.round(v * 1000) / 1000.0;
  }
}
