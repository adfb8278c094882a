package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoOnTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train --data d --out o --epochs 3 --config c.yaml           | train --data d --out o --resume
          train --data d --out o --resume                             | train --data d --out o --resume
          audit --data=d --epochs 3 --folds 2 --faces --pictures 7    | audit --data d --faces --pictures 7 --resume
          cross-validate --data d --to=-o --json                      | cross-validate --data d --to=-o --json=- --resume
          experiment grid.yaml --to o                                 | experiment grid.yaml --to o
          experiment -- -grid.yaml                                    | experiment ./-grid.yaml
          reproduce runs/a --to b                                     | reproduce runs/a --to b --resume
          demo --to d                                                 | demo
          """)
  void isWhatWasTypedWithoutWhatItWasBegunWith(String typed, String expected) {
    assertThat(GoOn.command(Main.commandLine().parseArgs(typed.split(" +")), "nowhere"))
        .isEqualTo("selfcure " + expected);
  }
}
