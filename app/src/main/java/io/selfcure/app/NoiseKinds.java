package io.selfcure.app;

import io.selfcure.core.error.UsageException;
import io.selfcure.core.noise.Noise;
import io.selfcure.core.noise.NoiseKind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/** The kinds of noise as a command offers, reads and explains them. */
final class NoiseKinds implements ITypeConverter<NoiseKind>, Iterable<String>, IModelTransformer {

  private static final int WIDTH = 96;
  private static final int NAME = 21;

  @Override
  public Iterator<String> iterator() {
    return NoiseKind.ids(Noise.kinds()).iterator();
  }

  @Override
  public NoiseKind convert(String value) {
    try {
      return NoiseKind.of(value, Noise.kinds());
    } catch (UsageException e) {
      throw new TypeConversionException(
          "expected one of "
              + NoiseKind.ids(Noise.kinds())
              + " (case-insensitive) but was '"
              + value
              + "'");
    }
  }

  /** Puts what each kind does above the examples. */
  @Override
  public CommandSpec transform(CommandSpec command) {
    List<String> footer = new ArrayList<>(List.of("", "Kinds:"));
    for (NoiseKind kind : Noise.kinds()) {
      String name = "  " + kind.id() + " ".repeat(NAME - kind.id().length());
      String does = CommandWording.INSTANCE.render(kind.summary());
      footer.addAll(Tables.wrapped(name, " ".repeat(name.length()), does, WIDTH));
    }
    footer.addAll(List.of(command.usageMessage().footer()));
    command.usageMessage().footer(footer.toArray(String[]::new));
    return command;
  }
}
