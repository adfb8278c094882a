package io.selfcure.app;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "auto",
    description = "Recognise the set by its layout, say why, and import it; refuse where two fit.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:", "  selfcure import auto --from downloads/CK+48 --to data/ck48"})
final class ImportAutoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ImportChoices choices;

  @Override
  public Integer call() {
    return choices.run(spec, null, Map.of());
  }
}
