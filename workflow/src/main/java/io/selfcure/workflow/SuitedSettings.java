package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.settings.Recipe;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.vision.PictureFiles;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings as somebody asked for them, and for the rest those that suit the data set. */
final class SuitedSettings {

  /** So many picture files tell how large the pictures are. */
  private static final int LOOKED_AT = 64;

  private SuitedSettings() {}

  /**
   * The settings, resolved. A configuration file is taken as it stands, without a recipe.
   *
   * @param defaults settings of the use case where nobody asks for others; they win over the recipe
   * @param fixed what the use case itself decides, whatever is asked for
   * @param progress hears the recipe
   */
  static TrainSettings of(
      AskedSettings asked,
      Dataset dataset,
      Map<String, String> defaults,
      Map<String, String> fixed,
      Progress progress) {
    if (asked.config() != null) {
      return TrainNetwork.resolve(asked.settings(Map.of(), fixed), dataset);
    }
    Map<String, String> decided = new LinkedHashMap<>(defaults);
    decided.putAll(asked.options());
    decided.putAll(fixed);
    Recipe recipe = recipe(dataset, decided);
    progress.say(recipe.without(decided.keySet()).describe());
    Map<String, String> values = new LinkedHashMap<>(recipe.values());
    values.putAll(defaults);
    return TrainNetwork.resolve(asked.settings(values, fixed), dataset);
  }

  /** The recipe for a data set beside settings that are decided already. */
  static Recipe recipe(Dataset dataset, Map<String, String> decided) {
    String device = decided.getOrDefault("device", "auto");
    boolean cuda = device.equals("cuda") || (device.equals("auto") && Torch.machine().cuda());
    int pictures = Math.max(1, dataset.split(Split.TRAIN).size());
    return Recipe.of(new Recipe.Shape(pictures, side(dataset), cuda), decided);
  }

  /** Of files the middle one of some, evenly over the table. */
  private static int side(Dataset dataset) {
    PixelPack pack = dataset.pack();
    if (pack != null) {
      return pack.height();
    }
    List<Sample> samples = dataset.samples();
    int looked = Math.min(LOOKED_AT, samples.size());
    int[] sides = new int[looked];
    for (int i = 0; i < looked; i++) {
      Sample sample = samples.get((int) ((long) i * samples.size() / looked));
      sides[i] = PictureFiles.shorterSide(dataset.file(sample));
    }
    Arrays.sort(sides);
    return looked == 0 ? 1 : sides[looked / 2];
  }
}
