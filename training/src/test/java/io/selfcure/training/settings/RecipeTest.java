package io.selfcure.training.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RecipeTest {

  private static Map<String, String> values(int pictures, int side, Map<String, String> asked) {
    return Recipe.of(new Recipe.Shape(pictures, side, false), asked).values();
  }

  @Test
  void nothingIsEnlarged() {
    assertThat(values(25_000, 48, Map.of())).containsEntry("input-size", "48");
    assertThat(values(25_000, 70, Map.of())).containsEntry("input-size", "64");
    // a CPU would take 22 times as long at 224 as at 48
    assertThat(values(25_000, 640, Map.of())).containsEntry("input-size", "96");
    assertThat(values(25_000, 1, Map.of())).containsEntry("input-size", "16");
    assertThat(Recipe.of(new Recipe.Shape(25_000, 640, true), Map.of()).values())
        .containsEntry("input-size", "224")
        .containsEntry("width", "1");
  }

  @Test
  void stepsSufficeForFewPicturesAndForMany() {
    for (int pictures : new int[] {500, 956, 2_500, 4_999, 5_000, 25_057, 120_000, 1_000_000}) {
      Map<String, String> v = values(pictures, 48, Map.of());
      int batch = Integer.parseInt(v.get("batch"));
      int epochs = Integer.parseInt(v.get("epochs"));
      assertThat((long) epochs * pictures / batch).as("steps of " + v).isBetween(1_990L, 70_000L);
      assertThat(epochs).isBetween(4, 100);
    }
    assertThat(values(500, 48, Map.of())).containsEntry("epochs", "64");
    assertThat(values(1_000, 48, Map.of())).containsEntry("epochs", "40");
    assertThat(values(25_057, 48, Map.of())).containsEntry("epochs", "34");
    assertThat(values(1_000_000, 48, Map.of())).containsEntry("epochs", "4");
  }

  @Test
  void aRateSuitsItsOptimizer() {
    assertThat(values(956, 48, Map.of()))
        .containsEntry("optimizer", "adam")
        .containsEntry("learning-rate", "0.001");
    assertThat(values(25_000, 48, Map.of()))
        .containsEntry("optimizer", "sgd")
        .containsEntry("learning-rate", "0.05");
    assertThat(values(956, 48, Map.of("optimizer", "SGD"))).containsEntry("learning-rate", "0.05");
    assertThat(values(25_000, 48, Map.of("optimizer", "adamw")))
        .containsEntry("learning-rate", "0.001");
  }

  @Test
  void whatDependsOnAnAskedSettingFollowsIt() {
    // twice the batch is half the steps an epoch: twice the epochs for as many steps
    assertThat(values(250_000, 48, Map.of("batch", "128"))).containsEntry("epochs", "13");
    assertThat(values(250_000, 48, Map.of())).containsEntry("epochs", "7");
    assertThat(values(25_057, 48, Map.of("batch", "none"))).containsEntry("epochs", "34");
    assertThat(values(25_057, 48, Map.of("init", "resnet18.pth"))).doesNotContainKey("width");
  }

  @Test
  void everyRecipeIsBoundAndToldInALine() {
    Recipe recipe = Recipe.of(new Recipe.Shape(956, 48, false), Map.of());
    TrainSettings settings = TrainSettings.of(recipe.values(), Map.of());
    assertThat(settings.epochs()).isEqualTo(40);
    assertThat(recipe.describe())
        .isEqualTo(
            "recipe for 956 pictures of 48 pixels: input-size 48, width 0.25, batch 16, optimizer"
                + " adam, learning-rate 0.001, epochs 40");
    assertThat(recipe.without(recipe.values().keySet()).describe()).endsWith("as asked for");
  }
}
