package io.selfcure.curation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsTest {

  /** As docs/formats/run.md has it. */
  private static final String FILE =
      """
      format: selfcure-facts-1
      labels:
        changer: evidence
        first-epoch: 5
        last-epoch: 7
      ranks:
        groups: evidence
        margin: 0.5
        learned: false
      weights:
        of: picture-and-label
        gap-groups: alpha
        high-share: 0.7
      led-by-own-evidence: true
      alarms:
      - diverged
      - not-learning
      """;

  private static final Facts FACTS =
      Facts.of(
          new Facts.Labels(Facts.Changer.EVIDENCE, 5, 7),
          new Facts.Ranks(Facts.Groups.EVIDENCE, 0.5, false),
          new Facts.Weights(Facts.Weighed.PICTURE_AND_LABEL, Facts.Groups.ALPHA, 0.7),
          true,
          List.of(AlarmKind.NOT_LEARNING, AlarmKind.DIVERGED));

  @TempDir Path dir;

  @Test
  void theFileIsAsDocumented() throws IOException {
    RunFolder run = new RunFolder(dir);
    assertThat(run.readFacts()).isNull();
    Files.writeString(run.facts(), FILE);
    assertThat(run.readFacts()).isEqualTo(FACTS);
    assertThat(Yaml.write(FACTS)).isEqualTo(FILE);
  }

  @Test
  void whatIsNotUnderstoodIsRefused() throws IOException {
    RunFolder run = new RunFolder(dir);
    for (String bad :
        List.of(
            "",
            FILE + "more: 1\n",
            FILE.replace("facts-1", "facts-2"),
            FILE.replace("  learned: false\n", ""),
            FILE.replace("led-by-own-evidence: true\n", ""),
            FILE.replace("changer: evidence", "changer: somebody"),
            FILE.replace("changer: evidence", "changer: nobody"),
            FILE.replace("first-epoch: 5", "first-epoch: 0"),
            FILE.replace("high-share: 0.7", "high-share: .nan"),
            FILE.replace("margin: 0.5", "margin: -1"))) {
      Files.writeString(run.facts(), bad);
      assertThatThrownBy(run::readFacts)
          .as(bad)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("facts.yaml");
    }
  }
}
