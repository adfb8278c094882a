package io.selfcure.curation.audit;

import io.selfcure.core.data.CsvOutput;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Sample;
import io.selfcure.core.pictures.FaceLooks;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.curation.run.Doubt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes an audit's directory; it takes its name only when it is complete.
 *
 * @param audit the audit
 * @param pictures what was found in the pictures
 * @param provenance data set, run and program, by name; {@code data} and {@code data-sha256} must
 *     be there
 * @param doubts reasons not to believe the audit, gravest first
 * @param scoring how well it did, null where no truth was given
 */
public record AuditWriter(
    Audit audit,
    PictureChecks pictures,
    Map<String, String> provenance,
    List<Doubt> doubts,
    @Nullable Scoring scoring) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * Writes the directory.
   *
   * @param to must not exist, or be empty
   * @param more writes further files into the directory it is given
   * @return the content of {@code audit.json}
   */
  public Map<String, Object> write(Path to, Consumer<Path> more) {
    Map<String, Object> summary = summary();
    return Outputs.writeFolder(
        to,
        "audit",
        dir -> {
          writeTable(dir.resolve(AuditFolder.TABLE));
          writeBeliefs(dir.resolve(AuditFolder.BELIEFS));
          TwinsTable.write(
              dir.resolve(AuditFolder.TWINS), audit.evidence().classes(), pictures.groups());
          if (pictures.faces().asked()) {
            writeFaces(dir.resolve(AuditFolder.FACES));
          }
          more.accept(dir);
          Files.writeString(
              dir.resolve(AuditFolder.SUMMARY), JSON.writeValueAsString(summary) + "\n");
          return summary;
        });
  }

  private Map<String, Object> summary() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format", AuditFolder.FORMAT);
    all.put("classes", audit.evidence().classes().names());
    all.put("provenance", provenance);
    all.put("doubts", doubts.stream().map(Doubt::neutral).toList());
    all.putAll(Summary.of(audit, pictures));
    if (scoring != null) {
      all.put("truth", scoring.toMap());
    }
    return all;
  }

  private void writeTable(Path file) {
    AuditInput e = audit.evidence();
    LabelSet classes = e.classes();
    List<Score> others =
        audit.scores().stream()
            .filter(s -> !s.name().equals("selfcure") && !s.name().equals("alpha"))
            .toList();
    List<String> header = new ArrayList<>(AuditFolder.COLUMNS);
    others.forEach(s -> header.add(s.name()));
    try (CsvOutput csv = new CsvOutput(file, header)) {
      for (int i = 0; i < e.size(); i++) {
        Finding f = audit.findings().get(i);
        Sample s = f.sample();
        List<String> cells =
            new ArrayList<>(
                List.of(
                    s.id(),
                    s.path(),
                    s.split().id(),
                    classes.name(s.label()),
                    classes.name(f.cured()),
                    classes.name(f.suggested()),
                    f.queue().id(),
                    AuditFolder.number(f.score()),
                    AuditFolder.number(e.alpha(i)),
                    AuditFolder.number(e.pGiven(i)),
                    AuditFolder.number(e.p(i, e.best(i))),
                    s.trueLabel() == Sample.UNKNOWN ? "" : classes.name(s.trueLabel())));
        for (Score score : others) {
          cells.add(AuditFolder.number(score.values()[i]));
        }
        csv.add(cells);
      }
    }
  }

  private void writeBeliefs(Path file) {
    List<String> header = new ArrayList<>(List.of("id", "confidence", "why"));
    audit.evidence().classes().names().forEach(n -> header.add(AuditFolder.share(n)));
    if (audit.rules().asTheRun()) {
      header.add(AuditFolder.OF_RUN);
    }
    try (CsvOutput csv = new CsvOutput(file, header)) {
      for (int i = 0; i < audit.findings().size(); i++) {
        Finding f = audit.findings().get(i);
        List<String> cells =
            new ArrayList<>(List.of(f.sample().id(), AuditFolder.number(f.confidence()), f.why()));
        f.shares().forEach(share -> cells.add(AuditFolder.number(share)));
        if (audit.rules().asTheRun()) {
          int label = audit.evidence().trainedOn(i);
          cells.add(label == Sample.UNKNOWN ? "" : audit.evidence().classes().name(label));
        }
        csv.add(cells);
      }
    }
  }

  private void writeFaces(Path file) {
    try (CsvOutput csv = new CsvOutput(file, List.of("id", "sureness", "face"))) {
      FaceLooks faces = pictures.faces();
      faces
          .sureness()
          .forEach(
              (id, sure) ->
                  csv.add(id, AuditFolder.number(sure), faces.without(id) ? "no" : "yes"));
    }
  }
}
