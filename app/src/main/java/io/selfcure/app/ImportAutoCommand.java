package io.selfcure.app;

import io.selfcure.datasets.catalog.Importers;
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
    Importers.Recognised found = Importers.recognise(choices.from());
    String id = found.importer().info().id();
    Terminal.progress(spec).say("recognised as " + id + ": " + found.evidence());
    return choices.run(spec, found.importer(), Map.of(), found.evidence());
  }
}
