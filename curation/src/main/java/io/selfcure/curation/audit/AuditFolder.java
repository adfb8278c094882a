package io.selfcure.curation.audit;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.run.Doubt;
import io.selfcure.curation.run.RunFolder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An audit on disk (docs/formats/audit.md), read back.
 *
 * @param dir the directory
 * @param classes the classes
 * @param lines by sample, in the order of the table
 * @param data the data set that was audited, as it was named then
 * @param dataHash the data set's hash
 * @param rules the audit's rules
 * @param lookedForFaces whether the audit looked for faces
 * @param doubts reasons not to believe it, gravest first
 * @param sha256 hash of the table, lower-case hex
 */
public record AuditFolder(
    Path dir,
    LabelSet classes,
    List<AuditLine> lines,
    String data,
    String dataHash,
    AuditRules rules,
    boolean lookedForFaces,
    List<Doubt> doubts,
    String sha256) {

  /** The version this program writes; it reads 1 as well ({@link AuditFormat1}). */
  public static final int FORMAT = 2;

  /** Decimals of every share and score in an audit's tables. */
  private static final int DECIMALS = 6;

  static final String TABLE = "audit.csv";
  static final String BELIEFS = "beliefs.csv";
  static final String TWINS = "twins.csv";
  static final String FACES = "faces.csv";
  static final String SUMMARY = "audit.json";

  /** In the table of beliefs where {@link AuditRules#asTheRun} is set. */
  static final String OF_RUN = "run_label";

  /** The columns that every audit has, in order; one for each other score follows. */
  static final List<String> COLUMNS =
      List.of(
          "id",
          "path",
          "split",
          "given_label",
          "cured_label",
          "suggested_label",
          "queue",
          "score",
          "alpha",
          "p_given",
          "p_best",
          "true_label");

  private static final String REMEDY = "audit again, or restore the file";

  /** Copies the lines. */
  public AuditFolder {
    lines = List.copyOf(lines);
    doubts = List.copyOf(doubts);
  }

  /** Where the audit of a run is, unless told otherwise. */
  public static Path of(RunFolder run) {
    return run.dir().resolve("audit");
  }

  /** The store of the decisions about this audit's findings. */
  public Path reviewStore() {
    return dir.resolve("review.sqlite");
  }

  /**
   * Reads an audit.
   *
   * @throws UsageException when there is none
   * @throws DataException when it is damaged
   */
  public static AuditFolder read(Path dir) {
    Path summary = dir.resolve(SUMMARY);
    if (!Files.isRegularFile(summary)) {
      throw new UsageException(
          dir.toString(),
          "is no audit: " + SUMMARY + " is missing",
          "make one with {command audit} and name its directory");
    }
    try {
      JsonNode json = new JsonMapper().readTree(Files.readString(summary));
      int format = json.path("format").asInt(0);
      if (format < 1 || format > FORMAT) {
        throw new DataException(
            summary.toString(),
            "has format " + format + ", this program reads 1 to " + FORMAT,
            "audit again with this version");
      }
      return read(dir, format == 1 ? AuditFormat1.upgraded(json) : json);
    } catch (IOException | JacksonException e) {
      throw new DataException(summary.toString(), "is damaged: " + e.getMessage(), REMEDY, e);
    }
  }

  /** Reads the present version; what it must have and has not is an error. */
  private static AuditFolder read(Path dir, JsonNode json) {
    LabelSet classes =
        new LabelSet(json.required("classes").valueStream().map(JsonNode::stringValue).toList());
    JsonNode rules = json.required("rules");
    boolean asTheRun = rules.required("as-the-run").booleanValue();
    JsonNode origin = json.required("provenance");
    return new AuditFolder(
        dir,
        classes,
        new Reader(dir, classes, asTheRun).lines(),
        origin.required("data").stringValue(),
        origin.required("data-sha256").stringValue(),
        new AuditRules(
            rules.required("mislabelled").doubleValue(),
            rules.required("cure").doubleValue(),
            rules.required("sure").doubleValue(),
            rules.required("plausible").doubleValue(),
            asTheRun),
        json.required("pictures").path("faces").isObject(), // there where the audit looked for them
        doubts(json.required("doubts")),
        Outputs.sha256(dir.resolve(TABLE)));
  }

  /**
   * Pictures that have an equal or nearly equal one with another label: the number of their group
   * by sample, in all splits.
   *
   * @throws DataException when the table is missing or damaged
   */
  public Map<String, Integer> conflicts() {
    Map<String, Integer> groups = new HashMap<>();
    try (CsvInput csv = new CsvInput(dir.resolve(TWINS))) {
      int group = csv.column("group");
      int id = csv.column("id");
      int conflict = csv.column("conflict");
      for (CsvInput.Row r = csv.next(); r != null; r = csv.next()) {
        if (r.cells().get(conflict).equals("yes")) {
          groups.put(r.cells().get(id), (int) Reader.number(r, group));
        }
      }
    }
    return groups;
  }

  /**
   * The samples on whose pictures no face was found; empty where nobody looked.
   *
   * @throws DataException when the table is missing or damaged
   */
  public Set<String> faceless() {
    Set<String> ids = new HashSet<>();
    if (!lookedForFaces) {
      return ids;
    }
    Path table = dir.resolve(FACES);
    if (!Files.isRegularFile(table)) {
      throw new DataException(
          table.toString(),
          "is missing, though the audit looked for faces",
          "restore it, or audit again with {command audit: faces to} and a new directory");
    }
    try (CsvInput csv = new CsvInput(table)) {
      int id = csv.column("id");
      int face = csv.column("face");
      for (CsvInput.Row r = csv.next(); r != null; r = csv.next()) {
        if (r.cells().get(face).equals("no")) {
          ids.add(r.cells().get(id));
        }
      }
    }
    return ids;
  }

  private static List<Doubt> doubts(JsonNode json) {
    return json.valueStream()
        .map(
            d ->
                new Doubt(
                    d.required("finding").stringValue(),
                    Wording.value(d.required("remedy").stringValue()),
                    d.required("grave").booleanValue()))
        .toList();
  }

  private record Reader(Path dir, LabelSet classes, boolean asTheRun) {

    private record Held(double confidence, int trainedOn, List<Double> shares, String why) {}

    List<AuditLine> lines() {
      Map<String, Held> beliefs = beliefs();
      List<AuditLine> lines = new ArrayList<>();
      Set<String> ids = new HashSet<>();
      try (CsvInput csv = new CsvInput(dir.resolve(TABLE))) {
        int[] at = COLUMNS.stream().mapToInt(csv::column).toArray();
        for (CsvInput.Row r = csv.next(); r != null; r = csv.next()) {
          String id = r.cells().get(at[0]);
          Held held = beliefs.get(id);
          if (held == null || !ids.add(id)) {
            throw new DataException(
                r.place(),
                CsvInput.shown(id) + (held == null ? " is not in " + BELIEFS : " occurs twice"),
                REMEDY);
          }
          lines.add(
              new AuditLine(
                  id,
                  r.cells().get(at[1]),
                  r.cells().get(at[2]),
                  label(r, at[3]),
                  label(r, at[5]),
                  held.trainedOn(),
                  queue(r, at[6]),
                  number(r, at[7]),
                  held.confidence(),
                  held.shares(),
                  held.why()));
        }
      }
      return lines;
    }

    private Map<String, Held> beliefs() {
      Map<String, Held> beliefs = new HashMap<>();
      try (CsvInput csv = new CsvInput(dir.resolve(BELIEFS))) {
        int id = csv.column("id");
        int confidence = csv.column("confidence");
        int why = csv.column("why");
        int ofRun = asTheRun ? csv.column(OF_RUN) : -1;
        int[] shares = classes.names().stream().mapToInt(n -> csv.column(share(n))).toArray();
        for (CsvInput.Row r = csv.next(); r != null; r = csv.next()) {
          List<Double> values = new ArrayList<>();
          for (int column : shares) {
            values.add(number(r, column));
          }
          beliefs.put(
              r.cells().get(id),
              new Held(
                  number(r, confidence),
                  ofRun < 0 || r.cells().get(ofRun).isEmpty() ? Sample.UNKNOWN : label(r, ofRun),
                  ClassShares.copyOf(values),
                  r.cells().get(why)));
        }
      }
      return beliefs;
    }

    private int label(CsvInput.Row r, int column) {
      int label = classes.indexOf(r.cells().get(column));
      if (label < 0) {
        throw new DataException(
            r.place(), CsvInput.shown(r.cells().get(column)) + " is no class", REMEDY);
      }
      return label;
    }

    private static Queue queue(CsvInput.Row r, int column) {
      for (Queue q : Queue.values()) {
        if (q.id().equals(r.cells().get(column))) {
          return q;
        }
      }
      throw new DataException(
          r.place(), CsvInput.shown(r.cells().get(column)) + " is no queue", REMEDY);
    }

    private static double number(CsvInput.Row r, int column) {
      try {
        double value = Double.parseDouble(r.cells().get(column));
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw notANumber(r, column, e);
      }
      throw notANumber(r, column, new ArithmeticException("not finite"));
    }

    private static DataException notANumber(CsvInput.Row r, int column, Exception e) {
      return new DataException(
          r.place(), CsvInput.shown(r.cells().get(column)) + " is no number", REMEDY, e);
    }
  }

  static String share(String className) {
    return "share_" + className;
  }

  /** A finite share or score as it is read back from a table. */
  static double rounded(double value) {
    return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP).doubleValue();
  }

  /** A share or score as the tables have it; empty for NaN. */
  static String number(double value) {
    return Double.isNaN(value)
        ? ""
        : BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP).toPlainString();
  }
}
