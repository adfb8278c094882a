package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Healing from the command line; what comes of it is tested where it is made. */
class HealCommandTest {

  @TempDir Path dir;

  private final Shell shell = new Shell();

  private void draw(int valid) {
    assertThat(
            shell.run(
                "import",
                "synthetic",
                "--train",
                28,
                "--valid",
                valid,
                "--size",
                32,
                "--to",
                at("set")))
        .isZero();
  }

  private String at(String name) {
    return dir.resolve(name).toString();
  }

  private int heal(Object... more) {
    Object[] all = new Object[more.length + 7];
    Object[] begin = {"heal", "--data", at("set"), "--to", at("healed"), "--cache", at("cache")};
    System.arraycopy(begin, 0, all, 0, begin.length);
    System.arraycopy(more, 0, all, begin.length, more.length);
    return shell.run(all);
  }

  @Test
  void changesNoLabelByANetworkThatLearnedNothing() {
    draw(14);
    assertThat(
            heal("--precision", 0.8, "--epochs", 1, "--width", 0.125, "--threads", 1, "--seed", 3))
        .as(shell.err())
        .isEqualTo(3);
    assertThat(shell.err()).contains("No label was changed").contains(at("healed/audit"));
    assertThat(dir.resolve("healed/heal.yaml")).content().contains("precision-of-changes: 0.8");
    assertThat(dir.resolve("healed/judge/config.yaml")).content().contains("seed: 3");
    assertThat(dir.resolve("healed/cured")).doesNotExist();
  }

  @Test
  void refusesWhatCannotBeHealed() {
    assertThat(heal("--precision", 0.3)).isEqualTo(2);
    assertThat(shell.err()).contains("--precision").contains("0.3 is not in 0.5..1");
    assertThat(heal("--budget", 0)).isEqualTo(2);
    assertThat(heal("--mode", "paper")).as("a heal decides that").isEqualTo(2);
    assertThat(heal()).as("no data set").isEqualTo(3);
    draw(0);
    assertThat(heal()).as("nothing to compare on").isEqualTo(3);
    assertThat(shell.err()).contains("no labelled pictures beside those to train on");
    assertThat(dir.resolve("healed")).doesNotExist();
  }
}
