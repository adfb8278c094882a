package io.selfcure.datasets.intake;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.progress.Progress;
import io.selfcure.vision.face.FaceCrop;
import io.selfcure.vision.face.FaceCutter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns any set into a manifest. The set's lists are read twice: once for classes, subjects and
 * splits, once to read the pictures and write rows, so that never more than a few pictures and some
 * bytes a sample are held. Every picture is decoded once, so that what cannot be read is listed now
 * and not found in the middle of a training.
 */
public final class Intake implements Sink {

  private static final int CHUNK = 64;

  private final Reading reading;
  private final @Nullable FaceCutter cutter;
  private final boolean keepDamaged;
  private final LabelMap map;
  private final Split[] splits;
  private final DatasetWriter writer;
  private final Progress.Task task;
  private final List<Item> waiting = new ArrayList<>();
  private final Map<String, Integer> labels = new HashMap<>();
  private final Tally tally;
  private final Losses losses;
  private final Coverage coverage;
  private final Set<String> notes = new LinkedHashSet<>();
  private final long[] mapped;
  private int next;
  private int written;
  private long kept;
  private long skipped;
  private long damaged;

  private Intake(
      Source source, LabelMap map, Split[] splits, DatasetWriter writer, Progress.Task task) {
    this.reading = source.reading();
    this.cutter = source.cutter();
    this.keepDamaged = source.keepDamaged();
    this.map = map;
    this.splits = splits;
    this.writer = writer;
    this.task = task;
    this.tally = new Tally(map.from().size());
    this.losses = new Losses(map.from().size());
    this.coverage = new Coverage(map.to());
    this.mapped = new long[map.from().size()];
  }

  /**
   * Imports.
   *
   * @param to the new data set
   * @throws DataException when the place does not hold the set, or no picture of it can be read
   */
  public static ImportOutcome run(
      Importer importer, Request request, Choices choices, Path to, Progress progress) {
    return run(importer, request, choices, null, to, progress);
  }

  /** What is read, and what cuts the faces out of it, if anything does. */
  private record Source(Reading reading, @Nullable FaceCutter cutter, boolean keepDamaged) {}

  /**
   * Imports faces cut out of the set's pictures, all packed at the crops' size.
   *
   * @param cutter cuts them out, one of each picture: the one that the source means where it says
   *     so; null to take pictures as they are
   * @param to the new data set
   * @throws DataException when the place does not hold the set, or no picture of it can be read
   */
  public static ImportOutcome run(
      Importer importer,
      Request request,
      Choices choices,
      @Nullable FaceCutter cutter,
      Path to,
      Progress progress) {
    SetInfo info = importer.info(request);
    SubjectNames subjects = choices.subjects();
    Reading opened = importer.open(request);
    Reading reading = subjects == null ? opened : subjects.of(opened);
    reading.notes().forEach(progress::advise);
    Source source = new Source(reading, cutter, choices.keepDamaged());
    if (!LabelMap.isFile(choices.labels())) {
      importer.requireNamed(request, reading.labels());
    }
    LabelMap map = LabelMap.of(reading.labels(), choices.labels());
    ClassDoubts.check(reading.labels(), choices.labels(), progress);
    Plan plan = new Plan(map);
    reading.each().accept(plan);
    if (subjects != null) {
      subjects.requireAll(plan.nameless(), plan.count());
    }
    SplitRule rule = plan.rule(choices);
    Preprocessing how = importer.preprocessing(request);
    try (DatasetWriter writer = writer(source, map, to)) {
      if (how != null && cutter == null) {
        writer.preprocessed(how);
      }
      Written written = write(source, map, plan.divide(choices), writer, progress);
      require(written, request, info, choices, writer);
      boolean own = info.title().isEmpty();
      String place = Walk.name(request.from());
      Dataset data =
          writer.finish(
              own ? place : info.title(),
              own ? info.id() + " " + place : info.source(),
              info.terms(),
              List.of(step(info, source, choices, rule)));
      return new ImportOutcome(
          data, map, written.mapped(), rule, written.warnings(), reading.notes(), written.notes());
    }
  }

  /**
   * Refuses a set of which nothing is left, or too little; the list of what was left out is kept
   * beside the place where the data set would have been.
   */
  private static void require(
      Written written, Request request, SetInfo info, Choices choices, DatasetWriter writer) {
    String place = request.from().toString();
    if (written.kept() == 0) {
      throw new DataException(
          place,
          "has no readable picture of this set; "
              + written.skipped()
              + " entries were left out"
              + reasons(written, writer),
          "check that it holds " + info.expects());
    }
    if (!written.loss().isEmpty() && !choices.allowPartial()) {
      throw new DataException(
          place,
          written.loss() + reasons(written, writer),
          "mend or add what is listed there, or take what is left with {allow-partial}");
    }
  }

  private static String reasons(Written written, DatasetWriter writer) {
    return written.skipped() == 0 ? "" : "; see " + Wording.value(writer.saveSkipped());
  }

  /** What is left of the work once the rows are written. */
  private record Written(
      long kept,
      long skipped,
      List<Long> mapped,
      List<String> warnings,
      List<String> notes,
      String loss) {}

  private static Written write(
      Source source, LabelMap map, Split[] splits, DatasetWriter writer, Progress progress) {
    try (Progress.Task task = progress.start("import", "images", splits.length)) {
      Reading reading = source.reading();
      Intake intake = new Intake(source, map, splits, writer, task);
      reading.each().accept(intake);
      intake.flush();
      List<String> warnings =
          new ArrayList<>(reading.expected().differences(map.from(), intake.tally));
      String loss = intake.losses.problem(map.from());
      intake.notes.addAll(intake.coverage.notes());
      if (warnings.isEmpty() && !reading.expected().counts().isEmpty()) {
        progress.say("counts are as published");
      }
      if (!Arrays.asList(splits).contains(Split.VALID)) {
        progress.advise("no picture is for validation: see {split} and {valid-share}");
      }
      if (intake.damaged > 0) {
        progress.advise(
            String.format(
                Locale.ROOT,
                "%,d damaged pictures are left out: fetch them again, or take them as they are with"
                    + " {keep-damaged}",
                intake.damaged));
      }
      progress.say(
          String.format(
              Locale.ROOT,
              "%,d pictures in %d classes%s",
              intake.kept,
              map.to().size(),
              intake.skipped == 0
                  ? ""
                  : String.format(Locale.ROOT, ", %,d skipped: see skipped.csv", intake.skipped)));
      return new Written(
          intake.kept,
          intake.skipped,
          LongStream.of(intake.mapped).boxed().toList(),
          warnings,
          List.copyOf(intake.notes),
          loss);
    }
  }

  private static DatasetWriter writer(Source source, LabelMap map, Path to) {
    Reading.Pack pack = source.reading().pack();
    FaceCutter cutter = source.cutter();
    if (cutter != null) {
      Preprocessing how = cutter.preprocessing();
      DatasetWriter writer =
          DatasetWriter.packed(to, map.to(), how.size(), how.size(), pack == null ? 3 : 1);
      writer.preprocessed(how);
      return writer;
    }
    if (pack != null) {
      return DatasetWriter.packed(to, map.to(), pack.height(), pack.width(), 1);
    }
    DatasetWriter writer = DatasetWriter.files(to, map.to(), source.reading().root());
    FaceAttributes.preprocessing(source.reading().root()).ifPresent(writer::preprocessed);
    return writer;
  }

  private static Map<String, String> step(
      SetInfo info, Source source, Choices choices, SplitRule rule) {
    Map<String, String> step = new LinkedHashMap<>();
    step.put("step", "import");
    step.put("importer", info.id());
    step.putAll(source.reading().settings());
    if (source.cutter() != null) {
      step.put("faces", source.cutter().preprocessing().text());
    }
    if (choices.allowPartial()) {
      step.put("allow-partial", "true");
    }
    if (choices.labels() != null) {
      step.put("labels", choices.labels());
    }
    if (choices.subjects() != null) {
      step.put("subject-from", choices.subjects().pattern().pattern());
    }
    if (rule != SplitRule.OFFICIAL || choices.validShare() != null) {
      step.put("split", rule.id());
      step.put("valid-share", Double.toString(choices.valid()));
      if (choices.testShare() > 0) {
        step.put("test-share", Double.toString(choices.testShare()));
      }
      step.put("seed", Long.toString(choices.seed()));
    }
    return step;
  }

  @Override
  public void take(Item item) {
    Sample s = item.sample();
    if (map.drops(s.label())) {
      mapped[s.label()]++;
      tally.add(item);
      omit(s.id(), "class " + map.from().name(s.label()) + " is dropped by the choice of labels");
      return;
    }
    if (next == splits.length) {
      throw new DataException(
          reading.root().toString(), "changed while it was read", "import again");
    }
    waiting.add(item);
    if (waiting.size() == CHUNK) {
      flush();
    }
    next++;
  }

  @Override
  public void skip(String where, String reason) {
    losses.lost(where, reason);
    omit(where, reason);
  }

  @Override
  public void skip(String where, String reason, long pictures) {
    losses.lost(reason, pictures);
    omit(
        where,
        String.format(
            Locale.ROOT, "%,d %s %s", pictures, pictures == 1 ? "picture" : "pictures", reason));
  }

  @Override
  public void omit(String where, String reason) {
    skipped++;
    writer.skip(where, reason);
  }

  @Override
  public void note(String sentence) {
    notes.add(sentence);
  }

  /** Reads the pictures that wait, on all cores, and writes their rows in order. */
  private void flush() {
    List<PictureFile> pictures = waiting.parallelStream().map(this::picture).toList();
    int first = written;
    for (int i = 0; i < pictures.size(); i++) {
      write(waiting.get(i), splits[first + i], pictures.get(i));
    }
    written += pictures.size();
    waiting.clear();
    task.advance(written, "");
  }

  private PictureFile picture(Item item) {
    if (cutter != null) {
      return PictureFile.face(cutter, reading, item, keepDamaged);
    }
    Supplier<byte[]> pixels = item.pixels();
    return pixels != null
        ? new PictureFile(pixels.get(), "")
        : PictureFile.read(reading.root(), item.sample().path(), reading.pack(), keepDamaged);
  }

  /** Whether a sample was written before; one with another label is refused, not left out. */
  private boolean repeats(Sample s) {
    Integer before = labels.putIfAbsent(s.id(), s.label());
    if (before != null && before != s.label()) {
      throw new DataException(
          reading.root().toString(),
          "lists " + s.id() + " with two labels, " + name(before) + " and " + name(s.label()),
          "correct the list, or remove one of its lines");
    }
    return before != null;
  }

  private String name(int label) {
    return label == Sample.UNKNOWN ? "none" : "'" + map.from().name(label) + "'";
  }

  private void write(Item item, Split split, PictureFile picture) {
    Sample s = item.sample();
    if (picture.faceless()) {
      omit(s.id(), picture.problem()); // whoever asks for faces asks for that
    } else if (!picture.problem().isEmpty()) {
      damaged += picture.problem().startsWith(PictureFile.DAMAGED) ? 1 : 0;
      losses.lost(item, picture.problem());
      omit(s.id(), picture.problem());
    } else if (repeats(s)) {
      omit(s.id(), "is listed again with the same label");
    } else {
      kept++;
      losses.kept(item);
      tally.add(item);
      if (s.label() != Sample.UNKNOWN) {
        mapped[s.label()]++;
      }
      Sample row = map.apply(s).inSplit(split);
      coverage.add(row);
      FaceCrop face = picture.face();
      if (face != null) {
        writer.add(row.withBox(face.face().box()), picture.bytes());
        writer.describe(s.id(), FaceAttributes.of(item.attributes(), face));
        return;
      }
      if (reading.pack() == null) {
        writer.addFile(row, picture.bytes());
      } else {
        writer.add(row, picture.bytes());
      }
      writer.describe(s.id(), item.attributes());
    }
  }
}
