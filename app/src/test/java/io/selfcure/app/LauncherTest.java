package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that starts the program, as far as it goes without a build. */
class LauncherTest {

  @ParameterizedTest
  @ValueSource(strings = {"abc", "1", "2g -version", "99999999999t", "-4g"})
  void aHeapThatJavaRefusesIsNoBugOfOurs(String heap) throws IOException, InterruptedException {
    ProcessBuilder launcher =
        new ProcessBuilder(Path.of("..", "selfcure").toString(), "--version")
            .redirectErrorStream(true);
    launcher.environment().put("SELFCURE_HEAP", heap);
    launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = launcher.start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(told).isEqualTo(5);
    assertThat(told)
        .startsWith("selfcure: SELFCURE_HEAP is '" + heap + "', and Java says: ")
        .contains("\n  remedy: give the largest Java heap, such as 4g")
        .hasLineCount(2);
  }
}
