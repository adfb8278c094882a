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
      List.of(
          "state_dict",
          "model_state_dict",
          "model",
          "net",
          "network",
          "module",
          "params",
          "weights");

  private static final String PARAMETERS = "_parameters";
  private static final int LONGEST = 256; // characters of a name

  private StateDicts() {}

  private record Found(String key, Object value) {}

  /**
   * The tensors of the dictionary that holds most of them directly, wherever it is nested; of
   * equals the one with the more usual name, then the outermost, then the first. A network that was
   * saved as an object counts as the dictionary that it would give. What belongs to an optimizer or
   * a scheduler is passed over, as are values that are not tensors.
   *
   * @param foreign classes in it that are not known, for the message
   * @throws ModelException if no dictionary has a tensor
   */
  static Map<String, Strided> choose(Object root, Set<String> foreign, String place) {
    Map<String, Strided> best = Map.of();
    int bestRank = 0;
    Deque<Found> queue = new ArrayDeque<>();
    // Each object once: a pickle may refer to an object any number of times, or to itself.
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Object> parts = Collections.newSetFromMap(new IdentityHashMap<>());
    queue.add(new Found("", root));
    while (!queue.isEmpty()) {
      Found next = queue.remove();
      if (!seen.add(next.value())) {
        continue;
      }
      if (next.value() instanceof Dict dict) {
        Map<String, Strided> tensors =
            dict.items().get(PARAMETERS) instanceof Dict ? ofNetwork(dict, parts) : tensors(dict);
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
          "holds no named tensors"
              + (foreign.isEmpty() ? "" : "; it holds objects of " + String.join(", ", foreign)),
          "save the network's state_dict: torch.save(model.state_dict(), ...)");
    }
    return best;
  }

  /**
   * The tensors of a network that Python saved as objects in objects: its own and those of its
   * parts, each part once.
   */
  private static Map<String, Strided> ofNetwork(Dict network, Set<Object> parts) {
    Map<String, Strided> all = new LinkedHashMap<>();
    Deque<Found> open = new ArrayDeque<>();
    open.add(new Found("", network));
    while (!open.isEmpty()) {
      Found next = open.remove();
      if (!(next.value() instanceof Dict part)
          || next.key().length() > LONGEST
          || !parts.add(part)) {
        continue;
      }
      for (String own : List.of(PARAMETERS, "_buffers")) {
        if (part.items().get(own) instanceof Dict values && parts.add(values)) {
          tensors(values).forEach((name, tensor) -> all.put(next.key() + name, tensor));
        }
      }
      if (part.items().get("_modules") instanceof Dict inner && parts.add(inner)) {
        inner.items().forEach((name, value) -> open.add(new Found(next.key() + name + ".", value)));
      }
    }
    return all;
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
