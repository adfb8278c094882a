package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;
import io.selfcure.training.weights.Pickled.Dict;
import io.selfcure.training.weights.Pickled.Strided;
import io.selfcure.training.weights.Pickled.Tuple;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds the network's tensors in what a checkpoint holds. */
final class StateDicts {

  /** Names that decide between dictionaries of the same number of tensors, best first. */
  private static final List<String> USUAL =
      List.of("state_dict", "model_state_dict", "model", "net", "network", "module", "weights");

  private StateDicts() {}

  private record Found(String key, Object value) {}

  /**
   * The tensors of the dictionary that holds most of them directly, wherever it is nested; of
   * equals the one with the more usual name, then the outermost, then the first. What belongs to an
   * optimizer or a scheduler is passed over, as are values that are not tensors.
   *
   * @throws ModelException if no dictionary has a tensor
   */
  static Map<String, Strided> choose(Object root, String place) {
    Map<String, Strided> best = Map.of();
    int bestRank = 0;
    Deque<Found> queue = new ArrayDeque<>();
    // Each object once: a pickle may refer to an object any number of times, or to itself.
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    queue.add(new Found("", root));
    while (!queue.isEmpty()) {
      Found next = queue.remove();
      if (!seen.add(next.value())) {
        continue;
      }
      if (next.value() instanceof Dict dict) {
        Map<String, Strided> tensors = tensors(dict);
        int rank = rank(next.key());
        if (tensors.size() > best.size() || (tensors.size() == best.size() && rank < bestRank)) {
          best = tensors;
          bestRank = rank;
        }
        dict.items().forEach((key, value) -> enqueue(queue, key.toString(), value));
      } else if (next.value() instanceof Tuple tuple) {
        tuple.items().forEach(value -> enqueue(queue, next.key(), value));
      } else if (next.value() instanceof List<?> list) {
        list.forEach(value -> enqueue(queue, next.key(), value));
      }
    }
    if (best.isEmpty()) {
      throw new ModelException(
          place,
          "holds no named tensors",
          "save the network's state_dict: torch.save(model.state_dict(), ...)");
    }
    return best;
  }

  private static void enqueue(Deque<Found> queue, String key, Object value) {
    boolean container = value instanceof Dict || value instanceof Tuple || value instanceof List;
    String lower = key.toLowerCase(Locale.ROOT);
    if (container && !lower.contains("optim") && !lower.contains("scheduler")) {
      queue.add(new Found(key, value));
    }
  }

  private static int rank(String key) {
    int index = USUAL.indexOf(key);
    return index < 0 ? USUAL.size() : index;
  }

  private static Map<String, Strided> tensors(Dict dict) {
    Map<String, Strided> tensors = new LinkedHashMap<>();
    dict.items()
        .forEach(
            (key, value) -> {
              if (key instanceof String name && value instanceof Strided tensor) {
                tensors.put(name, tensor);
              }
            });
    return tensors;
  }
}
