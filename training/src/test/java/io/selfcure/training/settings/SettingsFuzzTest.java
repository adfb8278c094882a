package io.selfcure.training.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.SelfcureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a configuration file holds, reading ends in settings that survive being written
 * and read again, or in an error with a remedy. CONTRIBUTING.md tells how to search for inputs that
 * break this.
 */
@Timeout(20)
class SettingsFuzzTest {

  @TempDir static Path dir;

  static Stream<byte[]> files() {
    return Stream.of(
            TrainSettings.of(Map.of(), Map.of()).toYaml(),
            TrainSettings.of(Map.of(), Map.of("mode", "baseline", "init", "a \"b\".pth")).toYaml(),
            "step-epochs: [3, 5]\nbeta: 0.7\nseed: -9223372036854775808\nbatch: 0x20\n",
            "mode: official-code\naugment: none\nbeta: 1.7\nepochs: none\nflavour: sweet\n",
            "epochs: &n 5\nrelabel-epoch: *n\ninit: |\n  a\n  b\nflip: 1e-3\n",
            "- a\n",
            "")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("files")
  @FuzzTest
  void configuration(byte[] bytes) throws IOException {
    Path file = Files.write(dir.resolve("config.yaml"), bytes);
    TrainSettings settings;
    try {
      settings = TrainSettings.of(Yaml.readFlat(file), Map.of());
    } catch (SelfcureException e) {
      assertThat(e).hasMessageContaining(": ").hasMessageContaining("\n  remedy: ");
      return;
    }
    Files.writeString(file, settings.toYaml());
    assertThat(TrainSettings.of(Yaml.readFlat(file), Map.of())).isEqualTo(settings);
  }
}
