package io.selfcure.training.weights;

import io.selfcure.training.weights.Pickled.Dict;
import io.selfcure.training.weights.Pickled.Function;
import io.selfcure.training.weights.Pickled.Inert;
import io.selfcure.training.weights.Pickled.Storage;
import io.selfcure.training.weights.Pickled.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads one pickle of protocol 2 to 5 into {@link Pickled} objects. It has no recursion, and the
 * limit of {@link PickleInput#work} bounds the stack, the memo and the objects made.
 */
final class Unpickler {

  private static final int MAX_PROTOCOL = 5;
  private static final int MOST_NAMED = 3;

  private final PickleInput in;
  private final List<Object> stack = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();

  private final Map<String, Storage> storages = new HashMap<>();
  private final Set<String> foreign = new LinkedHashSet<>();

  Unpickler(PickleInput in) {
    this.in = in;
  }

  /** Every storage the pickle mentions, by key, as first mentioned. */
  Map<String, Storage> storages() {
    return Collections.unmodifiableMap(storages);
  }

  /** The first classes that the pickle mentions and nobody knows here. */
  Set<String> foreign() {
    return Collections.unmodifiableSet(foreign);
  }

  /**
   * The pickle's object. The input then stands after the pickle.
   *
   * @throws io.selfcure.core.error.ModelException for anything malformed, too large or not allowed
   */
  Object load() {
    while (true) {
      in.work(1);
      int op = in.u8();
      if (op == '.') {
        return pop();
      }
      if (!scalar(op) && !text(op) && !container(op) && !memo(op) && !object(op)) {
        throw in.damaged(
            "holds opcode 0x" + Integer.toHexString(op) + ", not one of protocols 2 to 5");
      }
    }
  }

  private boolean scalar(int op) {
    switch (op) {
      case 'N' -> push(Inert.NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'K' -> push((long) in.u8());
      case 'M' -> push((long) in.u16());
      case 'J' -> push((long) in.i32());
      case 'G' -> push(in.bigEndianDouble());
      case 0x8a -> push(in.number(in.u8()));
      case 0x8b -> push(in.number(in.u32()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean text(int op) {
    switch (op) {
      case 'U', 0x8c -> push(in.text(in.u8()));
      case 'T', 'X' -> push(in.text(in.u32()));
      case 0x8d -> push(in.text(in.u64()));
      case 'C' -> opaque(in.u8());
      case 'B' -> opaque(in.u32());
      case 0x8e, 0x96 -> opaque(in.u64());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean container(int op) {
    switch (op) {
      case '(' -> marks.add(stack.size());
      case ']', 0x8f -> push(new ArrayList<>());
      case ')' -> push(new Tuple(List.of()));
      case '}' -> push(new Dict());
      case 'l', 0x91 -> push(popToMark());
      case 't' -> push(new Tuple(popToMark()));
      case 0x85 -> tuple(1);
      case 0x86 -> tuple(2);
      case 0x87 -> tuple(3);
      case 'd' -> {
        List<Object> items = popToMark();
        push(new Dict());
        setItems(items);
      }
      case 'a' -> {
        Object item = pop();
        append(List.of(item));
      }
      case 'e', 0x90 -> append(popToMark());
      case 's' -> {
        Object value = pop();
        setItems(List.of(pop(), value));
      }
      case 'u' -> setItems(popToMark());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean memo(int op) {
    switch (op) {
      case 0x80 -> {
        int protocol = in.u8();
        if (protocol > MAX_PROTOCOL) {
          throw in.damaged("has pickle protocol " + protocol + ", wanted 2 to " + MAX_PROTOCOL);
        }
      }
      case 0x95 -> in.u64(); // a frame's length: the bytes follow anyhow
      case '0' -> pop();
      case '1' -> popToMark();
      case '2' -> push(top());
      case 'q' -> memo.put((long) in.u8(), top());
      case 'r' -> memo.put(in.u32(), top());
      case 0x94 -> memo.put((long) memo.size(), top());
      case 'h' -> push(remembered(in.u8()));
      case 'j' -> push(remembered(in.u32()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean object(int op) {
    switch (op) {
      case 'c' -> {
        String module = in.line();
        push(find(module, in.line()));
      }
      case 'i' -> {
        // A class and its call in one, as no weights file has it but for classes of others.
        String module = in.line();
        Object found = find(module, in.line());
        popToMark();
        return called(found);
      }
      case 'o' -> {
        List<Object> call = popToMark();
        return called(call.isEmpty() ? Inert.NONE : call.get(0));
      }
      case 0x93 -> {
        Object name = pop();
        Object module = pop();
        if (!(module instanceof String m) || !(name instanceof String n)) {
          throw in.damaged("names a global with something other than text");
        }
        push(find(m, n));
      }
      case 'Q' -> {
        Object found = PickleCalls.persistent(pop(), in);
        if (found instanceof Storage storage) {
          storages.putIfAbsent(storage.key(), storage);
        }
        push(found);
      }
      case 'R', 0x81 -> {
        Object arguments = pop();
        Object function = pop();
        if (function instanceof Function f && arguments instanceof Tuple tuple) {
          push(PickleCalls.call(f, tuple.items(), in));
        } else if (!called(function)) {
          throw in.damaged("calls something that cannot be called");
        }
      }
      case 0x92 -> {
        pop();
        pop();
        if (!called(pop())) {
          throw in.damaged("calls something that cannot be called");
        }
      }
      case 'b' -> setAttributes(pop());
      default -> {
        return false;
      }
    }
    return true;
  }

  private Object find(String module, String name) {
    Object found = PickleGlobals.find(module, name, in.place());
    if (found == Inert.FOREIGN && foreign.size() < MOST_NAMED) {
      foreign.add(Faults.show(module + "." + name));
    }
    return found;
  }

  /** Puts an object of an unknown class on the stack, if that is what a call gives. */
  private boolean called(Object function) {
    if (!PickleCalls.foreign(function)) {
      return false;
    }
    push(new Dict(true));
    return true;
  }

  /** An unknown object's attributes may hold tensors; an ordered dictionary's are of no use. */
  private void setAttributes(Object state) {
    if (!(top() instanceof Dict) && !PickleCalls.foreign(top())) {
      throw in.damaged("sets attributes of something other than a dictionary");
    }
    // with __slots__ there are two dictionaries
    List<Object> states = state instanceof Tuple tuple ? tuple.items() : List.of(state);
    in.work(states.size());
    for (Object part : states) {
      if (top() instanceof Dict object && object.foreign() && part instanceof Dict attributes) {
        in.work(attributes.items().size());
        new LinkedHashMap<>(attributes.items()).forEach(object::put);
      }
    }
  }

  private void tuple(int size) {
    Object[] items = new Object[size];
    for (int i = size - 1; i >= 0; i--) {
      items[i] = pop();
    }
    push(new Tuple(List.of(items)));
  }

  private void setItems(List<Object> items) {
    if (top() == Inert.FOREIGN || top() == Inert.OPAQUE) {
      return;
    }
    if (!(top() instanceof Dict dict)) {
      throw in.damaged("sets an item of something other than a dictionary");
    }
    if (items.size() % 2 != 0) {
      throw in.damaged("sets a dictionary's key without a value");
    }
    for (int i = 0; i < items.size(); i += 2) {
      dict.put(items.get(i), items.get(i + 1));
    }
  }

  @SuppressWarnings("unchecked") // only this class makes lists, and always of objects
  private void append(List<Object> items) {
    if (PickleCalls.foreign(top())) {
      return;
    }
    if (!(top() instanceof ArrayList<?> list)) {
      throw in.damaged("appends to something other than a list");
    }
    ((List<Object>) list).addAll(items);
  }

  private void opaque(long length) {
    in.skip(length);
    push(Inert.OPAQUE);
  }

  private Object remembered(long key) {
    Object found = memo.get(key);
    if (found == null) {
      throw in.damaged("refers to object " + key + ", which it has not defined");
    }
    return found;
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object top() {
    if (stack.size() <= bottom()) {
      throw in.damaged("takes an object from an empty stack");
    }
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    Object top = top();
    stack.remove(stack.size() - 1);
    return top;
  }

  private List<Object> popToMark() {
    if (marks.isEmpty()) {
      throw in.damaged("ends a group it has not begun");
    }
    List<Object> tail = stack.subList(bottom(), stack.size());
    List<Object> items = new ArrayList<>(tail);
    tail.clear();
    marks.remove(marks.size() - 1);
    return items;
  }

  // What lies below the last mark belongs to an unfinished group.
  private int bottom() {
    return marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
  }
}
