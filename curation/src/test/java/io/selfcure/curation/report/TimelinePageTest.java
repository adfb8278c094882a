package io.selfcure.curation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimelinePageTest {

  private static final double[] NOBODY = {};

  private static Timeline timeline(List<Timeline.Person> people) {
    return new Timeline(
        "<film>.mp4",
        10,
        List.of("calm", "angry & loud"),
        List.of(0x112233, 0xffeedd),
        people,
        3,
        List.of(List.of("model", "tiny")));
  }

  @Test
  void drawsEachPersonsTime() {
    Timeline.Person person =
        new Timeline.Person(
            7,
            2,
            10,
            12,
            2,
            List.of(NOBODY, new double[] {0.25, 0.75}, NOBODY, NOBODY, new double[] {1, 0}));
    String page = TimelinePage.html(timeline(List.of(person)));
    // 2 of 10 s are 200 of 1000 wide; a quarter of 70 high
    assertThat(page).contains("d=\"M200 0h200v17.5h-200zM800 0h200v70h-200z\" fill=\"#112233\"");
    assertThat(page).contains("d=\"M200 17.5h200v52.5h-200zM800 70h200v0h-200z\" fill=\"#ffeedd\"");
    assertThat(page).contains("Person 7", "0:02.0 to 0:10.0, 12 frames; calm 62.5");
    assertThat(page).contains("&lt;film&gt;.mp4").doesNotContain("<film>").contains("&amp; loud");
    assertThat(page).contains("3 more were seen");
  }

  @Test
  void saysWhereNobodyIs() {
    assertThat(TimelinePage.html(timeline(List.of()))).contains("Nobody was seen");
  }
}
