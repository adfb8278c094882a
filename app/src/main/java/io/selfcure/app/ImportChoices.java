package io.selfcure.app;

import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.ImportOutcome;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.SplitRule;
import io.selfcure.vision.face.Alignment;
import io.selfcure.vision.face.FaceCutter;
import io.selfcure.workflow.ImportDataset;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that every import of a set has, and what follows from them. */
final class ImportChoices {

  @Option(
      names = "--from",
      required = true,
      paramLabel = "PATH",
      description = "Where the set is, as its makers lay it out.")
  private Path from;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "The new data set.")
  private Path to;

  @Option(
      names = "--labels",
      paramLabel = "CLASSES",
      description =
          "Other classes: basic7, ferplus8, affectnet8, compound11, smile, or a YAML file with lines"
              + " 'class: new class'. What becomes what is printed. Default: the set's own.")
  private @Nullable String labels;

  @Option(
      names = "--split",
      paramLabel = "HOW", // another label than a set's own option has: completion goes by it
      description =
          "official, subject (nobody in two splits) or random (the same share of every class)."
              + " Default: the first of them that the set allows.")
  private @Nullable SplitRule rule;

  @Option(
      names = "--valid-share",
      paramLabel = "R",
      description =
          "Share for validation. Default: 0.1, or none where the set has official splits; given there,"
              + " it is taken from the training split if there is no official validation.")
  private @Nullable Double validShare;

  @Option(
      names = "--test-share",
      defaultValue = "0",
      paramLabel = "R",
      description = "Share for testing, where the set has no official splits. Default: 0.")
  private double testShare;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of the division. Default: 1.")
  private long seed;

  @Option(
      names = "--align",
      paramLabel = "eyes|five|none",
      description =
          "Find the face in each picture, bring it upright and pack the crops; pictures without one"
              + " are skipped. Default: pictures are taken as they are.")
  private @Nullable Alignment align;

  @Option(
      names = "--faces",
      paramLabel = "largest|one",
      description =
          "With --align, where the source does not say which face is meant: the largest, or the only"
              + " one. Default: largest.")
  private FaceCutter.@Nullable Which which;

  @Mixin private FaceOptions faces;

  @Mixin private SubjectOption subject;

  @Mixin private LossOptions losses;

  @Mixin private JsonOption json;

  /**
   * Imports and says what came of it.
   *
   * @param importer knows the layout; null to recognise it
   * @param options the importer's own
   */
  @SuppressWarnings("NullAway") // overlooks @Nullable on the nested type of a compiled record
  int run(CommandSpec spec, @Nullable Importer importer, Map<String, String> options) {
    json.requireWritable();
    ImportDataset.Result made =
        ImportDataset.run(
            new ImportDataset.Request(
                importer,
                from,
                options,
                new Choices(
                        labels,
                        rule,
                        validShare,
                        testShare,
                        seed,
                        subject.names(),
                        losses.partial())
                    .keepingDamaged(losses.damaged()),
                cutting(spec),
                to),
            Contexts.of(spec));
    PrintWriter err = spec.commandLine().getErr();
    made.outcome().warnings().forEach(w -> err.println("selfcure: warning: " + w));
    for (String note : made.outcome().notes()) {
      err.println("selfcure: note: " + CommandWording.INSTANCE.render(note));
    }
    err.flush();
    json.show(
        spec,
        made.document(),
        out -> {
          print(out, made.outcome());
          String check = CommandWording.line("datasets check") + " " + CommandWording.argument(to);
          out.println("next: " + Wording.inSentence(check) + " finds copies and faults");
        });
    return 0;
  }

  private FaceCutter.@Nullable Settings cutting(CommandSpec spec) {
    if (align == null) {
      FaceOptions.requireNone(spec);
      return null;
    }
    return faces.settings(align, which == null ? FaceCutter.Which.LARGEST : which);
  }

  private static void print(PrintWriter out, ImportOutcome made) {
    if (!made.mapping().isEmpty()) {
      out.println("Classes:");
      made.mapping().forEach(line -> out.println("  " + line));
    }
    out.print(Tables.counts(made.data()));
    out.println("  split: " + made.rule().id());
  }
}
