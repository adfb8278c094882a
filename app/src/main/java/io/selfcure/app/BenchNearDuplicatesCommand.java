package io.selfcure.app;

import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.pictures.PrintsBench;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "near-duplicates",
    description =
        "Time of the search for equal and nearly equal pictures among made-up ones, easy and hard.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Pictures are one-face only where asked for: one face under noise, in which nothing but",
      "comparing tells, so that the time grows with the square of their number.",
      "",
      "Examples:",
      "  selfcure bench near-duplicates --pictures 100000",
      "  selfcure bench near-duplicates --pictures 50000 --kind one-face"
    })
final class BenchNearDuplicatesCommand implements Callable<Integer> {

  private static final String KINDS = "random|faces|equal|blank|one-band|one-hash|one-face";

  @Spec private CommandSpec spec;

  @Option(
      names = "--pictures",
      defaultValue = "1000000",
      paramLabel = "N",
      description = "Pictures. Default: 1000000.")
  private int pictures;

  @Option(
      names = "--kind",
      paramLabel = KINDS,
      description = "What they have in common. Default: each in turn but one-face.")
  private @Nullable String kind;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "Where the pictures' prints are written, 280 bytes each; they are removed at the end."
              + " Default: the temporary folder.")
  private @Nullable Path work;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    if (pictures < 2) {
      throw new UsageException("--pictures", pictures + " is not 2 or more", "give some more");
    }
    List<PrintsBench.Kind> kinds = kinds();
    List<Map<String, Object>> all = new ArrayList<>();
    Path file = file();
    try {
      for (PrintsBench.Kind k : kinds) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        all.add(document(k, PrintsBench.run(k, pictures, file), load));
      }
    } finally {
      file.toFile().delete();
    }
    json.show(
        spec,
        all,
        out ->
            all.forEach(
                d -> {
                  d.forEach((name, v) -> out.printf("%-22s %s%n", name, v));
                  out.println();
                }));
    return 0;
  }

  private List<PrintsBench.Kind> kinds() {
    List<PrintsBench.Kind> kinds = new ArrayList<>(List.of(PrintsBench.Kind.values()));
    if (kind == null) {
      kinds.remove(PrintsBench.Kind.ONE_FACE);
    } else {
      kinds.removeIf(k -> !k.id().equals(kind));
    }
    if (kinds.isEmpty()) {
      throw new UsageException(
          "--kind", "'" + kind + "' is not one of " + KINDS, "name one of them");
    }
    return kinds;
  }

  private Path file() {
    Path place = work == null ? Path.of(System.getProperty("java.io.tmpdir")) : work;
    try {
      return Files.createTempFile(Files.createDirectories(place), "selfcure-bench", ".prints");
    } catch (IOException e) {
      throw new EnvironmentException(
          place.toString(),
          "cannot be written: " + Reasons.of(e),
          "name another folder with --work",
          e);
    }
  }

  private static Map<String, Object> document(
      PrintsBench.Kind kind, PrintsBench.Result r, double load) {
    Map<String, Object> d = new LinkedHashMap<>();
    d.put("kind", kind.id());
    d.put("load-before", round(load));
    d.put("pictures", r.pictures());
    d.put("in-groups", r.inGroups());
    d.put("comparisons", r.comparisons());
    d.put("seconds", round(r.seconds()));
    d.put("heap-held-mib", r.heap() >> 20);
    return d;
  }

  private static double round(double v) {
    return Math.round(v * 10) / 10.0;
  }
}
