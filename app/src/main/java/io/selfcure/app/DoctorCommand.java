package io.selfcure.app;

import io.selfcure.core.data.UserCache;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.curation.sqlite.Sqlite;
import io.selfcure.training.runtime.Accelerator;
import io.selfcure.training.runtime.Torch;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.face.Detector;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    description = "Check this machine and say what training will use.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  selfcure doctor --json"})
final class DoctorCommand implements Callable<Integer> {

  private static final List<String> FEATURES =
      List.of(
          "sse4_2",
          "avx2",
          "fma",
          "avx512f",
          "avx512_bf16",
          "avx512_vnni",
          "amx_tile",
          "amx_bf16",
          "asimd",
          "bf16");
  private static final List<String> ALLOCATOR =
      List.of("MALLOC_ARENA_MAX", "MALLOC_MMAP_MAX_", "MALLOC_TRIM_THRESHOLD_", "MALLOC_TOP_PAD_");

  private static final String FAILED = "FAILED: ";
  private static final int ENVIRONMENT = 5; // docs/exit-codes.md

  @Spec private CommandSpec spec;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    Map<String, String> findings = findings();
    json.show(spec, findings, out -> findings.forEach((k, v) -> out.printf("%-12s %s%n", k, v)));
    boolean failed = findings.values().stream().anyMatch(v -> v.startsWith(FAILED));
    return failed ? ENVIRONMENT : 0;
  }

  private static Map<String, String> findings() {
    Map<String, String> f = new LinkedHashMap<>();
    Runtime java = Runtime.getRuntime();
    f.put(
        "java",
        System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")");
    f.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    f.put("cpu", Torch.cpu());
    f.put("features", features());
    f.put("libtorch", tried(Torch::describe));
    f.put("opencv", tried(PictureDecoder::version));
    f.put("sqlite", tried(Sqlite::describe));
    f.put(
        "face detectors",
        (Detector.hasBlazeFace() ? "blazeface, " : "no blazeface, as the build had no npm; ")
            + "haar, and yunet by its file");
    f.put("device", tried(Accelerator::describe));
    f.put(
        "precision",
        Torch.cpuHasBf16() ? "bf16 (the CPU has bf16 units)" : "fp32 (no bf16 units found)");
    f.put("threads", Integer.toString(Torch.defaultThreads()));
    f.put("heap", gigabytes(java.maxMemory()) + " at most");
    f.put("memory", Torch.memory());
    f.put("disk", disk());
    f.put("allocator", allocator());
    return f;
  }

  /** A machine on which one thing fails still wants to know the rest. */
  private static String tried(Supplier<String> finding) {
    try {
      return finding.get();
    } catch (SelfcureException e) {
      return FAILED + e.told(CommandWording.INSTANCE);
    } catch (LinkageError e) {
      return FAILED + e.getMessage();
    }
  }

  private static String features() {
    List<String> words = Arrays.asList(Torch.flags().split("\\s+", -1));
    String found = FEATURES.stream().filter(words::contains).collect(Collectors.joining(" "));
    return found.isEmpty() ? "cannot be told on this system" : found;
  }

  private static String disk() {
    Path cache = UserCache.root().toAbsolutePath();
    @Nullable Path existing = cache;
    while (existing != null && !existing.toFile().exists()) {
      existing = existing.getParent();
    }
    File here = existing == null ? new File(".") : existing.toFile();
    return gigabytes(here.getUsableSpace()) + " free for the pixel cache in " + cache;
  }

  private static String allocator() {
    long set = ALLOCATOR.stream().filter(v -> System.getenv(v) != null).count();
    return set == ALLOCATOR.size()
        ? "tuned by the launcher"
        : "not tuned: start with ./selfcure, training is up to 75 % faster";
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
