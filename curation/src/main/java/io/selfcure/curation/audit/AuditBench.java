package io.selfcure.curation.audit;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.ledger.History;
import io.selfcure.curation.ledger.Ledger;
import io.selfcure.curation.ledger.Observations;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Time and memory of an audit by a ledger, on a made-up run: one label in ten is wrong, the network
 * is surest of what is easy. No pictures and no network take part.
 */
public final class AuditBench {

  private static final double WRONG = 0.1;

  private final Size size;
  private final LabelSet classes;
  private final List<Sample> samples = new ArrayList<>();
  private final float[] easy;
  private final SplittableRandom random = new SplittableRandom(1);

  /**
   * How large the run is.
   *
   * @param samples training samples, 1 or more
   * @param epochs epochs in the ledger, 1 or more
   * @param classes classes, 2 or more
   */
  public record Size(int samples, int epochs, int classes) {
    /** Checks the numbers. */
    public Size {
      if (samples < 1 || epochs < 1 || classes < 2) {
        throw new UsageException(
            samples < 1 ? "{samples}" : epochs < 1 ? "{epochs}" : "{classes}",
            "is too small: " + samples + " samples, " + epochs + " epochs, " + classes + " classes",
            "give at least 1, 1 and 2");
      }
    }
  }

  /**
   * What was measured.
   *
   * @param ledgerBytes size of the ledger
   * @param ledgerSeconds to write it, as the training does, an epoch at a time
   * @param readSeconds to read it and add it up
   * @param auditSeconds to find and to score against the truth, which reads it again
   * @param writeSeconds to write the audit's tables
   * @param heapBytes the Java heap that all of this holds at the end, garbage collected
   */
  public record Result(
      long ledgerBytes,
      double ledgerSeconds,
      double readSeconds,
      double auditSeconds,
      double writeSeconds,
      long heapBytes) {}

  private AuditBench(Size size) {
    this.size = size;
    this.classes =
        new LabelSet(IntStream.range(0, size.classes()).mapToObj(c -> "class" + c).toList());
    this.easy = new float[size.samples()];
    for (int i = 0; i < easy.length; i++) {
      easy[i] = 1 - 0.7f * (float) Math.pow(random.nextDouble(), 2);
      int truth = random.nextInt(size.classes());
      int given = random.nextDouble() < WRONG ? other(truth) : truth;
      Sample sample =
          Sample.of(
              String.format(Locale.ROOT, "folder/picture-%08d", i), "#" + i, Split.TRAIN, given);
      samples.add(sample.relabelled(given, truth));
    }
  }

  /**
   * Measures.
   *
   * @param work an empty folder, for a ledger of 35 bytes an observation and an audit; what is
   *     written there is removed
   */
  public static Result run(Size size, Path work, Progress progress) {
    Path file = work.resolve(Ledger.FILE);
    try {
      return new AuditBench(size).measure(file, work.resolve("audit"), progress);
    } catch (IOException e) {
      throw new EnvironmentException(
          work.toString(), "cannot be used: " + Reasons.of(e), "check free space", e);
    } finally {
      Ledger.delete(file);
      Outputs.deleteTree(work.resolve("audit"));
    }
  }

  private Result measure(Path file, Path audit, Progress progress) throws IOException {
    long begun = System.nanoTime();
    write(file, progress);
    long written = System.nanoTime();
    progress.say("reading");
    History history = History.read(file);
    AuditInput evidence = new AuditInput(classes, samples, probabilities(), history);
    long read = System.nanoTime();
    progress.say("auditing");
    Audit found = Audit.of(evidence, AuditRules.DEFAULT, PictureChecks.NONE);
    Scoring scoring = Scoring.of(found, Truth.of(samples), history);
    long audited = System.nanoTime();
    progress.say("writing");
    Map<String, String> origin = Map.of("data", "made up", "data-sha256", "");
    AuditWriter writer =
        new AuditWriter(found, PictureChecks.NONE, origin, found.doubts(), scoring);
    writer.write(audit, dir -> {});
    long done = System.nanoTime();
    long heap = heldWith(writer);
    return new Result(
        Files.size(file),
        seconds(begun, written),
        seconds(written, read),
        seconds(read, audited),
        seconds(audited, done),
        heap);
  }

  /** Bytes of the heap in use while the audit is still held. */
  private static long heldWith(AuditWriter writer) {
    try {
      System.gc(); // what is left is what the audit holds
      Runtime java = Runtime.getRuntime();
      return java.totalMemory() - java.freeMemory();
    } finally {
      Reference.reachabilityFence(writer);
    }
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }

  private int other(int label) {
    return (label + 1 + random.nextInt(size.classes() - 1)) % size.classes();
  }

  private void write(Path file, Progress progress) {
    try (Ledger ledger = Ledger.create(file, classes, samples);
        Progress.Task task = progress.start("ledger", "epochs", size.epochs())) {
      for (int epoch = 1; epoch <= size.epochs(); epoch++) {
        Observations seen = new Observations(size.samples());
        for (int i = 0; i < easy.length; i++) {
          observe(seen, i, (double) epoch / size.epochs());
        }
        ledger.record(epoch, seen, List.of());
        task.advance(epoch, "");
      }
    }
  }

  /** The network is right about as often as the sample is easy, and learns. */
  private void observe(Observations seen, int i, double learned) {
    Sample s = samples.get(i);
    float best = easy[i] * (float) (0.4 + 0.6 * learned * random.nextDouble());
    best = Math.max(best, 1f / size.classes());
    int predicted = random.nextDouble() < easy[i] ? s.trueLabel() : other(s.trueLabel());
    float given =
        predicted == s.label() ? best : Math.min(best, 1 - best) * (float) random.nextDouble();
    seen.set(i, (float) random.nextDouble(), given, best, predicted);
  }

  private float[] probabilities() {
    int n = size.classes();
    float[] p = new float[samples.size() * n];
    for (int i = 0; i < easy.length; i++) {
      int truth = samples.get(i).trueLabel();
      Arrays.fill(p, i * n, (i + 1) * n, (1 - easy[i]) / (n - 1));
      p[i * n + truth] = easy[i];
    }
    return p;
  }
}
