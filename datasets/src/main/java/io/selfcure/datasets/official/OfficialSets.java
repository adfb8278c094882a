package io.selfcure.datasets.official;

import io.selfcure.datasets.intake.Importer;
import java.util.List;

/** The importers of sets with an official layout. */
public final class OfficialSets {

  private OfficialSets() {}

  /** All of them, in the order in which they are listed. */
  public static List<Importer> all() {
    return List.of(
        new RafDb(false),
        new RafDb(true),
        new RafCe(),
        new RafMl(),
        new AffectNet(),
        new EmotioNet(),
        new ExpW(),
        new CohnKanade(),
        CohnKanade48.ck48(),
        new Jaffe(),
        Karolinska.kdef(),
        Karolinska.akdef(),
        Radboud.rafd(),
        new Genki(false),
        new Genki(true),
        new Sfew());
  }
}
