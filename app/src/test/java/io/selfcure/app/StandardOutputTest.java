package io.selfcure.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What becomes of results that cannot be written. */
class StandardOutputTest {

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  private int codeAfter(int code, String reason) {
    StandardOutput watched =
        new StandardOutput(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                if (!reason.isEmpty()) {
                  throw new IOException(reason);
                }
              }
            });
    new PrintStream(watched, true, UTF_8).println("figures");
    return watched.exitCode(code, new PrintStream(told, true, UTF_8));
  }

  @Test
  void aFullDiskIsToldAndEndsWithItsCode() {
    assertThat(codeAfter(0, "No space left on device")).isEqualTo(5);
    assertThat(told.toString(UTF_8))
        .contains("standard output: cannot be written: No space left on device", "remedy: ");
    assertThat(codeAfter(9, "No space left on device")).isEqualTo(5);
    assertThat(codeAfter(3, "No space left on device")).isEqualTo(3);
  }

  @Test
  void aReaderThatHasSeenEnoughEndsItQuietly() {
    assertThat(codeAfter(0, "Broken pipe")).isEqualTo(141);
    assertThat(codeAfter(2, "Broken pipe")).isEqualTo(2);
    assertThat(codeAfter(0, "")).isZero();
    assertThat(told.toString(UTF_8)).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theProcessSaysThatItsOutputCannotBeWritten() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.add("--help");
    Process process = new ProcessBuilder(command).redirectOutput(new File("/dev/full")).start();
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isEqualTo(5);
    assertThat(err).contains("selfcure: standard output: cannot be written: ");
  }
}
