package io.selfcure.training.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that other programs give the tensors of a ResNet, brought to those of a network: what
 * wrappers put before them, the numbers of a {@code Sequential} in place of names (0 is conv1, 1
 * bn1, 4 to 7 are layer1 to layer4), and other words for the heads and the shortcut.
 *
 * <p>Of all ways to read the names the one is taken by which most tensors fit the network by name
 * and shape; of equals the one that changes least.
 */
final class ForeignNames {

  private static final List<String> WRAPPERS =
      List.of(
          "module.",
          "model.",
          "backbone.",
          "encoder.",
          "net.",
          "network.",
          "resnet.",
          "base.",
          "features.",
          "feature_extractor.");

  private static final Map<String, String> NUMBERS =
      Map.of("0", "conv1", "1", "bn1", "4", "layer1", "5", "layer2", "6", "layer3", "7", "layer4");

  /** Other words for the heads; longer ones first. */
  private static final List<Map.Entry<String, String>> HEADS =
      List.of(
          Map.entry("alpha.0.", "importance."),
          Map.entry("alpha.", "importance."),
          Map.entry("fc.1.", "fc."),
          Map.entry("classifier.1.", "fc."),
          Map.entry("classifier.", "fc."),
          Map.entry("linear.", "fc."),
          Map.entry("head.", "fc."));

  private static final int MOST_PREFIXES = 64;

  private final Map<String, String> targets;
  private final Set<String> twice;
  private final long fitting;

  private ForeignNames(Map<String, String> targets, Set<String> twice, long fitting) {
    this.targets = targets;
    this.twice = twice;
    this.fitting = fitting;
  }

  /**
   * How a file's names are best read.
   *
   * @param file the file's tensors
   * @param wanted the network's shapes by name
   */
  static ForeignNames of(Map<String, TensorData> file, Map<String, List<Long>> wanted) {
    ForeignNames best = reading(file, wanted, "", false);
    for (String prefix : prefixes(file.keySet())) {
      for (boolean numbers : new boolean[] {false, true}) {
        ForeignNames reading = reading(file, wanted, prefix, numbers);
        if (reading.fitting > best.fitting) {
          best = reading;
        }
      }
    }
    return best;
  }

  /** The name in the network, or the file's where the network has none like it. */
  String target(String name) {
    return target(targets, name);
  }

  private static String target(Map<String, String> targets, String name) {
    return targets.getOrDefault(name, name);
  }

  /** Whether another tensor of the file has the same name in the network, with as good a reason. */
  boolean ambiguous(String name) {
    return twice.contains(name);
  }

  private static ForeignNames reading(
      Map<String, TensorData> file,
      Map<String, List<Long>> wanted,
      String prefix,
      boolean numbers) {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    Map<String, String> targets = new LinkedHashMap<>();
    for (String name : file.keySet()) {
      String target = renamed(name, prefix, numbers);
      targets.put(name, target);
      sources.computeIfAbsent(target, t -> new ArrayList<>()).add(name);
    }
    Set<String> twice = new LinkedHashSet<>();
    sources.forEach(
        (target, names) -> {
          if (names.size() > 1) {
            names.stream().filter(n -> !n.equals(target)).forEach(twice::add);
          }
        });
    long fitting = 0; // shapes first: names alone decide where no shape fits, for the message
    for (Map.Entry<String, TensorData> e : file.entrySet()) {
      List<Long> shape = wanted.get(target(targets, e.getKey()));
      if (shape != null && !twice.contains(e.getKey())) {
        fitting += e.getValue().shape().equals(shape) ? 1 + file.size() : 1;
      }
    }
    return new ForeignNames(targets, twice, fitting);
  }

  private static String renamed(String name, String prefix, boolean numbers) {
    String wrapper = prefix; // a head may stand further out than the layers
    while (!name.startsWith(wrapper)) {
      wrapper = wrapper.substring(0, wrapper.lastIndexOf('.', wrapper.length() - 2) + 1);
    }
    String bare = name.substring(wrapper.length());
    int dot = bare.indexOf('.');
    if (numbers && wrapper.equals(prefix) && dot > 0) {
      String number = bare.substring(0, dot);
      bare = NUMBERS.getOrDefault(number, number) + bare.substring(dot);
    }
    for (Map.Entry<String, String> head : HEADS) {
      if (bare.startsWith(head.getKey())) {
        return head.getValue() + bare.substring(head.getKey().length());
      }
    }
    return bare.startsWith("layer") ? bare.replace(".shortcut.", ".downsample.") : bare;
  }

  /** All that wrappers put before names, none of them included. */
  private static Set<String> prefixes(Set<String> names) {
    Set<String> all = new LinkedHashSet<>(Set.of(""));
    for (String name : names) {
      String prefix = "";
      String next = longer(name, prefix);
      while (!next.equals(prefix) && all.size() < MOST_PREFIXES) {
        prefix = next;
        all.add(prefix);
        next = longer(name, prefix);
      }
    }
    return all;
  }

  private static String longer(String name, String prefix) {
    for (String wrapper : WRAPPERS) {
      if (name.startsWith(wrapper, prefix.length())) {
        return prefix + wrapper;
      }
    }
    return prefix;
  }
}
