package io.selfcure.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.error.Wording;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 60 training samples in batches of 12: five steps an epoch. */
class OutlookTest extends SmallRuns {

  private List<String> told(String... options) {
    return Outlook.of(settings(options), data).stream()
        .map(d -> d.warning(Wording.NEUTRAL))
        .toList();
  }

  @Test
  void tooFewStepsAreToldWithWhatWouldDo() {
    assertThat(told("epochs=399"))
        .singleElement()
        .asString()
        .contains("399 epochs of 60 images in batches of 12 are 1,995 steps")
        .contains("batch=12 epochs=399");
    assertThat(told("epochs=20")).singleElement().asString().contains("epochs=300");
    assertThat(told("epochs=400")).isEmpty();
    assertThat(told("epochs=4", "init=some.pth")).as("not from random weights").isEmpty();
  }

  @Test
  void relabellingThatHardlyHappensIsTold() {
    String[] late = {"epochs=400", "relabel-epoch=400"};
    assertThat(told(late)).singleElement().asString().contains("which is the last");
    assertThat(told("epochs=400", "relabel-epoch=401"))
        .singleElement()
        .asString()
        .contains("the last is epoch 400: none will be changed");
    assertThat(told("epochs=400", "relabel-epoch=399")).isEmpty();
    assertThat(told("epochs=400", "relabel-epoch=400", "relabelling=false")).isEmpty();
  }
}
