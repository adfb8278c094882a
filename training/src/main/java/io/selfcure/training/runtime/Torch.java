package io.selfcure.training.runtime;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.EnvironmentException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** libtorch itself. */
public final class Torch {

  private static boolean loaded;

  private Torch() {}

  /**
   * Loads libtorch. JavaCPP unpacks its libraries into a cache on first use, and two processes that
   * unpack at once crash: the first load is done under a file lock.
   *
   * @throws EnvironmentException when the natives are missing or cannot be unpacked
   */
  public static synchronized void load() {
    if (loaded) {
      return;
    }
    try {
      Path lock = Loader.getCacheDir().toPath().resolve("selfcure.lock");
      Outputs.whileLocked(lock, () -> Loader.load(torch.class));
      // oneDNN computes every convolution here. NNPACK is asked only whether it could, and where it
      // does not know the CPU it says so each time.
      torch.globalContext().setUserEnabledNNPACK(false);
      loaded = true;
    } catch (IOException | UnsatisfiedLinkError e) {
      throw new EnvironmentException(
          "libtorch for " + Loader.Detector.getPlatform(),
          "cannot be loaded: " + e.getMessage(),
          "check free space in JavaCPP's cache directory (set with -Dorg.bytedeco.javacpp.cachedir) and"
              + " that this platform is linux-x86_64, linux-arm64, macosx-arm64 or windows-x86_64",
          e);
    }
  }

  /** How many threads to use by default: OMP_NUM_THREADS, as in other programs, else all cores. */
  public static int defaultThreads() {
    String wanted = System.getenv("OMP_NUM_THREADS");
    return wanted != null && wanted.matches("[1-9]\\d{0,3}")
        ? Integer.parseInt(wanted)
        : Runtime.getRuntime().availableProcessors();
  }

  /** Sets the number of threads of one operation. */
  public static void threads(int count) {
    load();
    torch.set_num_threads(count);
  }

  /**
   * Whether the CPU multiplies bf16 matrices in hardware (AMX or AVX-512 BF16 on x86, BF16 on ARM),
   * read from the operating system; false where it cannot be told.
   */
  public static boolean cpuHasBf16() {
    return flags().matches("(?s).*\\b(amx_bf16|avx512_bf16|bf16)\\b.*");
  }

  /** What training can use here. */
  public static Machine machine() {
    return new Machine(Accelerator.hasCuda(), cpuHasBf16(), defaultThreads());
  }

  /** The CPU's name and its relevant features, for people. */
  public static String cpu() {
    String info = cpuInfo();
    return info.lines()
        .filter(l -> l.toLowerCase(Locale.ROOT).startsWith("model name"))
        .map(l -> l.substring(l.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch", "unknown"));
  }

  /** The CPU's feature words as the operating system lists them, or empty. */
  public static String flags() {
    return cpuInfo()
        .lines()
        .filter(l -> l.startsWith("flags") || l.startsWith("Features"))
        .findFirst()
        .orElse("");
  }

  /** The version of libtorch and of its Java binding, such as 2.10.0-1.5.13. */
  public static String version() {
    try {
      return Loader.getVersion("org.bytedeco", "pytorch");
    } catch (IOException e) {
      return "unknown"; // a repackaged jar without its Maven properties
    }
  }

  /** libtorch's version and the instruction set its own kernels chose. */
  public static String describe() {
    load();
    return version()
        + ", kernels for "
        + torch.get_cpu_capability().getString()
        + ", "
        + torch.get_num_threads()
        + " threads";
  }

  /** The machine's memory in words, from the operating system. */
  public static String memory() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    if (system instanceof com.sun.management.OperatingSystemMXBean full) {
      double gib = 1L << 30;
      return String.format(
          Locale.ROOT,
          "%.1f GiB, %.1f GiB free",
          full.getTotalMemorySize() / gib,
          full.getFreeMemorySize() / gib);
    }
    return "cannot be told";
  }

  /**
   * The greatest resident memory of this process so far in bytes, or -1 where it cannot be told.
   */
  public static long peakMemory() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(l -> l.startsWith("VmHWM:"))
          .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1; // not Linux
    }
  }

  /** Starts {@link #peakMemory} anew from what the process holds now; without effect off Linux. */
  public static void resetPeakMemory() {
    try {
      Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    } catch (IOException e) {
      // not Linux: peakMemory answers -1 there
    }
  }

  private static String cpuInfo() {
    try {
      return Files.readString(Path.of("/proc/cpuinfo"));
    } catch (IOException e) {
      return ""; // not Linux: the answer is "cannot be told"
    }
  }
}
