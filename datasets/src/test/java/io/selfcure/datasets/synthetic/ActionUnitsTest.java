package io.selfcure.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.LabelSet;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionUnitsTest {

  @Test
  void intensitiesStayBetweenRelaxedAndMaximal() {
    ActionUnits units = new ActionUnits(Map.of(ActionUnit.AU1, 1.7, ActionUnit.AU2, -0.3));
    assertThat(units.at(ActionUnit.AU1)).isEqualTo(1);
    assertThat(units.at(ActionUnit.AU2)).isZero();
    assertThat(units.at(ActionUnit.AU4)).isZero();
  }

  @Test
  void blendsAreBetweenTheirParts() {
    ActionUnits one = new ActionUnits(Map.of(ActionUnit.AU12, 1.0, ActionUnit.AU6, 0.5));
    ActionUnits two = new ActionUnits(Map.of(ActionUnit.AU15, 0.8, ActionUnit.AU6, 1.0));
    ActionUnits mixed = one.blend(two, 0.75);
    assertThat(mixed.at(ActionUnit.AU12)).isCloseTo(0.75, within(1e-12));
    assertThat(mixed.at(ActionUnit.AU15)).isCloseTo(0.2, within(1e-12));
    assertThat(mixed.at(ActionUnit.AU6)).isCloseTo(0.625, within(1e-12));
  }

  @Test
  void expressionsAreInTheOrderOfTheLabels() {
    assertThat(
            Arrays.stream(Expression.values()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList())
        .isEqualTo(LabelSet.BASIC7.names());
  }
}
