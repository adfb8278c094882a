package io.selfcure.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory outside the heap goes when its owner is closed, not when the collector finds him. */
class NativeMemoryTest extends SmallRuns {

  /** What not freeing would take at least: 40 MB each time. */
  private static final long LEAST_LEAK =
      (NativeMemoryProbe.TIMES - NativeMemoryProbe.SETTLED) * (40L << 20);

  @ParameterizedTest
  @ValueSource(strings = {NativeMemoryProbe.TRAININGS, NativeMemoryProbe.MODELS})
  void tenTakeTheMemoryOfOne(String what) throws IOException, InterruptedException {
    Path output = dir.resolve("output.txt");
    Path errors = dir.resolve("errors.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                NativeMemoryProbe.class.getName(),
                what,
                data.dir().toString(),
                dir.resolve("probe").toString())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    List<String> lines = Files.readAllLines(output);
    String[] told = lines.get(lines.size() - 1).split(" ", -1);
    assertThat(Long.parseLong(told[0])).isLessThan(LEAST_LEAK / 2);
    assertThat(told[1]).isEqualTo(Integer.toString(NativeMemoryProbe.TIMES));
  }
}
