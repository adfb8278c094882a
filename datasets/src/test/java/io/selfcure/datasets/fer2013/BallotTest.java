package io.selfcure.datasets.fer2013;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.LabelSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BallotTest {

  private static String decide(LabelRule rule, String counts) {
    List<Integer> votes = java.util.Arrays.stream(counts.split(" ")).map(Integer::valueOf).toList();
    Ballot.Verdict v = new Ballot("Training", votes).decide(rule);
    return v.label() < 0
        ? v.reason().substring(0, v.reason().indexOf(':'))
        : LabelSet.FERPLUS8.name(v.label());
  }

  // votes: neutral happiness surprise sadness anger disgust fear contempt unknown not-a-face
  @ParameterizedTest
  @CsvSource({
    "10 0 0 0 0 0 0 0 0 0, neutral, neutral, neutral",
    "6 1 1 1 1 0 0 0 0 0, neutral, neutral, neutral",
    "4 0 0 1 3 2 0 0 0 0, no majority, neutral, neutral",
    "5 5 0 0 0 0 0 0 0 0, no majority, no unique winner, neutral",
    "0 4 0 0 2 0 2 0 0 0, no majority, happiness, happiness",
    "1 1 1 1 1 1 1 1 1 1, no majority, no unique winner, neutral",
    "5 1 1 1 1 1 0 0 0 0, neutral, neutral, neutral",
    "2 0 0 0 0 0 0 0 8 0, unknown expression, unknown expression, unknown expression",
    "0 0 0 0 0 0 0 0 0 10, not a face, not a face, not a face",
    "0 0 0 0 4 0 0 0 0 4, no majority, no unique winner, anger",
    "0 0 0 0 0 0 0 9 0 0, contempt, contempt, contempt",
    "3 0 0 0 0 0 2 0 4 1, no majority, unknown expression, unknown expression",
  })
  void followsTheThreeRules(String counts, String majority, String plurality, String votes) {
    assertThat(decide(LabelRule.MAJORITY, counts)).isEqualTo(majority);
    assertThat(decide(LabelRule.PLURALITY, counts)).isEqualTo(plurality);
    assertThat(decide(LabelRule.VOTES, counts)).isEqualTo(votes);
  }

  @Test
  void saysWhoGotTheVotes() {
    Ballot ballot = new Ballot("Training", List.of(0, 5, 0, 0, 0, 5, 0, 0, 0, 0));
    assertThat(ballot.decide(LabelRule.MAJORITY).reason())
        .isEqualTo("no majority: happiness 5, disgust 5");
  }

  @Test
  void needsTenCounts() {
    assertThatThrownBy(() -> new Ballot("Training", List.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
