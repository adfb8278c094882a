package io.selfcure.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/** Reads options' values, and refuses wrong ones in words rather than Java's types. */
final class Converters {

  private Converters() {}

  static void addTo(CommandLine line) {
    line.registerConverter(Path.class, Converters::path);
    line.registerConverter(int.class, Converters::integer);
    line.registerConverter(Integer.class, Converters::integer);
    line.registerConverter(long.class, Converters::longInteger);
    line.registerConverter(Long.class, Converters::longInteger);
    line.registerConverter(double.class, Converters::number);
    line.registerConverter(Double.class, Converters::number);
    addChoices(line, line);
  }

  /** For each kind of choice that a command below {@code line} offers. */
  private static void addChoices(CommandLine program, CommandLine line) {
    for (ArgSpec arg : line.getCommandSpec().args()) {
      if (arg.type().isEnum() && arg.converters().length == 0) {
        addChoice(program, arg.type());
      }
    }
    line.getSubcommands().values().forEach(below -> addChoices(program, below));
  }

  private static <T> void addChoice(CommandLine program, Class<T> choice) {
    program.registerConverter(choice, text -> choice(choice.getEnumConstants(), text));
  }

  /** The value of that name; a wrong name is told with those that there are, as they are typed. */
  private static <T> T choice(T[] values, String text) {
    List<String> typed = Arrays.stream(values).map(Converters::typed).toList();
    int found = typed.indexOf(text.toLowerCase(Locale.ROOT).replace('_', '-'));
    if (found < 0) {
      throw new TypeConversionException("'" + text + "' is not one of " + String.join(", ", typed));
    }
    return values[found];
  }

  private static String typed(Object value) {
    return value.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** An empty one, often of a variable that is not set, would mean the current directory. */
  private static Path path(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("'" + text + "' is no path");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'" + text + "' is no path: " + e.getReason());
    }
  }

  private static int integer(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw notWhole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
  }

  private static long longInteger(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw notWhole(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a number such as 0.2");
    }
  }

  private static TypeConversionException notWhole(String text, long least, long most) {
    return new TypeConversionException(
        "'" + text + "' is not a whole number from " + least + " to " + most);
  }
}
