package io.selfcure.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * No convolution of the network writes beyond its memory: docs/decisions/0017-the-shortcut.md. Such
 * a write ends a process now and then, somewhere else; glibc's malloc checker ends it at once, in a
 * process of its own, as the checker must be there from the start. Without the checker's library
 * the first test fails.
 */
@EnabledOnOs(OS.LINUX)
class ConvolutionsTest {

  /** 128 and the number of SIGABRT, as a shell has it. */
  private static final int ABORTED = 134;

  private static final String BAD_KERNEL = "jit_1x1:avx512_core,backward_weights";

  @TempDir private Path folder;

  private record Ended(int status, String output) {}

  @Test
  void theCheckerEndsAProcessThatWritesBeyondItsMemory() throws Exception {
    Ended ended = probe("overrun", Map.of());
    assertThat(ended.status()).as(ended.output()).isEqualTo(ABORTED);
    assertThat(ended.output()).doesNotContain(ConvolutionProbe.END);
  }

  /**
   * Whether a CPU takes the kernel with the fault is told by oneDNN itself; another must pass. Once
   * this fails for a newer oneDNN, the shortcut may be an ordinary convolution again.
   */
  @Test
  void theCheckerSeesTheConvolutionThatTheShortcutAvoids() throws Exception {
    Ended ended = probe("strided", Map.of("ONEDNN_VERBOSE", "1"));
    if (ended.output().contains(BAD_KERNEL)) {
      assertThat(ended.status()).as(ended.output()).isEqualTo(ABORTED);
    } else {
      assertThat(ended.output()).endsWith(ConvolutionProbe.END + "\n");
    }
  }

  @Test
  void noNetworkWritesBeyondItsMemory() throws Exception {
    Ended ended = probe("networks", Map.of());
    assertThat(ended.status()).as(ended.output()).isZero();
    assertThat(ended.output()).endsWith(ConvolutionProbe.END + "\n");
  }

  private Ended probe(String what, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ConvolutionProbe.class.getName(), what));
    Path output = folder.resolve(what + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile()) // where a crash leaves its files
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("MALLOC_"));
    builder.environment().remove("GLIBC_TUNABLES");
    builder.environment().put("LD_PRELOAD", "libc_malloc_debug.so.0");
    builder.environment().put("MALLOC_CHECK_", "3");
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(1, TimeUnit.HOURS)).as("%s ends", what).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(output));
  }
}
