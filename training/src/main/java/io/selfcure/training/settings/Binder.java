package io.selfcure.training.settings;

import io.selfcure.core.data.Spelling;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Binds text to a record whose components carry {@link Setting}, or are records of such. Names are
 * the components' in kebab-case, without the group. Every problem is found before one error reports
 * them all.
 */
final class Binder {

  private Binder() {}

  /** The leaves in order, each with its declaration. */
  static List<RecordComponent> leaves(Class<?> type) {
    List<RecordComponent> leaves = new ArrayList<>();
    for (RecordComponent c : type.getRecordComponents()) {
      if (c.getType().isRecord()) {
        leaves.addAll(leaves(c.getType()));
      } else {
        leaves.add(c);
      }
    }
    return leaves;
  }

  static Setting setting(RecordComponent leaf) {
    Setting setting = leaf.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalStateException(leaf.getName() + " lacks @Setting");
    }
    return setting;
  }

  /**
   * {@code relabelEpoch} is {@code relabel-epoch}; a digit starts a word: {@code margin1} is {@code
   * margin-1}.
   */
  static String name(RecordComponent leaf) {
    return leaf.getName().replaceAll("([A-Z]|\\d+)", "-$1").toLowerCase(Locale.ROOT);
  }

  /** The words a leaf accepts, empty when it is not one of a closed set. */
  static List<String> choices(RecordComponent leaf) {
    if (leaf.getType() == boolean.class) {
      return List.of("true", "false");
    }
    return leaf.getType().isEnum()
        ? Arrays.stream(leaf.getType().getEnumConstants()).map(Binder::text).toList()
        : List.of();
  }

  /**
   * Values by name and where they come from.
   *
   * @param values by name
   * @param options the names of those that were given as options
   * @param file where the others come from
   */
  record Source(Map<String, String> values, Set<String> options, String file) {

    /** Where the problems are. */
    String place(List<String> problems) {
      boolean ofOptions = problems.stream().anyMatch(p -> p.startsWith("{"));
      boolean ofFile = problems.stream().anyMatch(p -> !p.startsWith("{"));
      return ofOptions ? (ofFile ? file + " and options" : "options") : file;
    }

    /** The name as the user wrote it. */
    String written(String name) {
      return options.contains(name) ? "{" + name + "}" : name;
    }
  }

  /** Makes the record; unknown names and bad values end in one {@link UsageException}. */
  static <T extends Record> T bind(Class<T> type, Source source) {
    List<String> problems = new ArrayList<>();
    List<String> known = leaves(type).stream().map(Binder::name).toList();
    for (String key : source.values().keySet()) {
      if (!known.contains(key)) {
        problems.add("'" + Wording.value(key) + "' is not a setting" + Spelling.hint(key, known));
      }
    }
    Object bound = bindRecord(type, source, problems);
    if (!problems.isEmpty() || bound == null) {
      throw new UsageException(
          source.place(problems),
          String.join("\n  ", problems),
          "see {command train: help} for names and ranges");
    }
    return type.cast(bound);
  }

  private static @Nullable Object bindRecord(Class<?> type, Source source, List<String> problems) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] arguments = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    int before = problems.size();
    for (int i = 0; i < components.length; i++) {
      RecordComponent c = components[i];
      types[i] = c.getType();
      if (c.getType().isRecord()) {
        arguments[i] = bindRecord(c.getType(), source, problems);
      } else {
        String text = source.values().getOrDefault(name(c), setting(c).byDefault()).strip();
        try {
          arguments[i] = convert(c, text);
          checkRange(c, arguments[i]);
        } catch (IllegalArgumentException e) {
          problems.add(
              source.written(name(c)) + ": '" + Wording.value(text) + "' " + e.getMessage());
        }
      }
    }
    if (problems.size() > before) {
      return null;
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      problems.add(String.valueOf(e.getTargetException().getMessage()));
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object convert(RecordComponent c, String text) {
    Class<?> t = c.getType();
    if (t == String.class) {
      return text;
    }
    if (t == boolean.class) {
      if (!text.equals("true") && !text.equals("false")) {
        throw new IllegalArgumentException("is neither true nor false");
      }
      return Boolean.valueOf(text);
    }
    if (t.isEnum()) {
      return Arrays.stream(t.getEnumConstants())
          .filter(e -> text(e).equals(text.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("is not one of " + choices(c)));
    }
    if (t == List.class) {
      return text.isEmpty()
          ? List.of()
          : Arrays.stream(text.split(",", -1)).map(s -> (Object) integer(s.strip())).toList();
    }
    if (t == int.class) {
      return integer(text);
    }
    try {
      return t == long.class ? (Object) Long.valueOf(text) : (Object) finite(Double.valueOf(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("is not a number", e);
    }
  }

  private static Double finite(Double value) {
    if (!Double.isFinite(value)) {
      throw new NumberFormatException();
    }
    return value;
  }

  private static Integer integer(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("is not a whole number", e);
    }
  }

  private static void checkRange(RecordComponent c, Object value) {
    if (value instanceof List<?> list) {
      list.forEach(element -> checkRange(c, element));
    } else if (value instanceof Number n) {
      Setting s = setting(c);
      if (n.doubleValue() < s.min() || n.doubleValue() > s.max()) {
        throw new IllegalArgumentException("is outside " + range(c));
      }
    }
  }

  /** The allowed range in words, empty when there is none. */
  static String range(RecordComponent c) {
    Setting s = setting(c);
    boolean low = Double.isFinite(s.min());
    boolean high = Double.isFinite(s.max());
    if (low && high) {
      return number(s.min()) + " to " + number(s.max());
    }
    return low ? number(s.min()) + " or more" : high ? number(s.max()) + " or less" : "";
  }

  private static String number(double v) {
    return v == Math.rint(v) ? Long.toString((long) v) : Double.toString(v).replace(".0E", "e");
  }

  /** All leaves of a bound record as text, in order. */
  static Map<String, String> flatten(Record record) {
    Map<String, String> all = new LinkedHashMap<>();
    for (RecordComponent c : record.getClass().getRecordComponents()) {
      try {
        Object value = c.getAccessor().invoke(record);
        if (value instanceof Record group) {
          all.putAll(flatten(group));
        } else {
          all.put(name(c), text(value));
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return all;
  }

  private static String text(Object value) {
    if (value instanceof Enum<?> e) {
      return e.name().toLowerCase(Locale.ROOT);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    return String.valueOf(value);
  }

  /** A short word for the kind of value, for the help. */
  static String kind(RecordComponent c) {
    if (c.getGenericType() instanceof ParameterizedType) {
      return "n,n,...";
    }
    List<String> choices = choices(c);
    if (!choices.isEmpty()) {
      return String.join("|", choices);
    }
    return c.getType() == String.class ? "text" : c.getType() == double.class ? "number" : "n";
  }
}
