package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.FolderLock;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.InterruptedRunException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.core.metrics.PairedComparison;
import io.selfcure.core.progress.Durations;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.audit.AuditFolder;
import io.selfcure.curation.audit.PlantedErrors;
import io.selfcure.curation.report.HealReport;
import io.selfcure.curation.review.Cure;
import io.selfcure.curation.review.Policy;
import io.selfcure.curation.run.Doubt;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.run.RunSummary;
import io.selfcure.training.bench.TrainBench;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.loop.Model;
import io.selfcure.training.loop.Trainings;
import io.selfcure.training.method.Evaluator;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole circle: a judge learns the labels, all labels are audited by it, those that are surely
 * wrong are changed and the ambiguous softened, a student learns the cured labels, and both
 * networks are compared on pictures that neither has seen. Every stage keeps what it has done; the
 * same request goes on after an interruption.
 */
public final class HealLabels {

  /** The page, in the heal's folder. */
  public static final String REPORT = "report.html";

  /** The figures for programs, in the heal's folder. */
  public static final String SUMMARY = "heal.json";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final int BENCH_ROUNDS = 1;
  private static final int BENCH_STEPS = 10;
  private static final double BENCH_SECONDS = 2;

  private final Request request;
  private final Context context;
  private final Dataset data;
  private final HealProgress progress;
  private final Trainings trainings = new Trainings(0);

  private HealLabels(Request request, Context context) {
    this.request = request;
    this.progress = new HealProgress(context.progress(), System::nanoTime);
    this.context =
        new Context(
            context.cache(),
            progress,
            context.interruption(),
            context.warnings(),
            context.wording());
    this.data = Dataset.read(request.data());
  }

  /**
   * What is to be healed.
   *
   * @param data the data set
   * @param to the folder of everything that comes of it: new, or one that was begun so
   * @param budget minutes that it may take, above 0; null for what the recipe takes
   * @param precision the share of automatic changes that are to be right, above 0.5, up to 1
   * @param asked settings of the networks that stand in place of the recipe's
   * @param control whether a plain network is trained for as long as judge and student together, to
   *     compare with
   */
  public record Request(
      Path data,
      Path to,
      @Nullable Double budget,
      double precision,
      AskedSettings asked,
      boolean control) {

    /** Checks the figures. */
    public Request {
      if (!(precision > 0.5 && precision <= 1)) {
        throw new UsageException(
            "{precision}", precision + " is not in 0.5..1", "give a share such as 0.95");
      }
      if (budget != null && !(budget > 0)) {
        throw new UsageException("{budget}", budget + " is not above 0", "give minutes such as 60");
      }
    }
  }

  /**
   * What came of it.
   *
   * @param to the folder
   * @param cure what the cure did
   * @param comparisons student against judge, and against the plain network where one was trained,
   *     by the other's name
   * @param verdict it in sentences
   * @param document the figures for programs (docs/formats/json.md)
   */
  public record Result(
      Path to,
      Cure.Result cure,
      Map<String, PairedComparison> comparisons,
      String verdict,
      Map<String, Object> document) {

    /** The page. */
    public Path report() {
      return to.resolve(REPORT);
    }

    /** The cured data set. */
    public Path cured() {
      return to.resolve("cured");
    }

    /** The student, a run. */
    public Path student() {
      return to.resolve("student");
    }
  }

  /**
   * Heals.
   *
   * @throws InterruptedRunException after a request to end early; what was done is kept
   * @throws DataException when the judge is not to be believed; nothing was changed then, and the
   *     audit is there to be looked at
   */
  public static Result run(Request request, Context context) {
    return new HealLabels(request, context).heal();
  }

  private Path in(String name) {
    return request.to().resolve(name);
  }

  private Result heal() {
    TrainSettings judge =
        SuitedSettings.of(request.asked(), data, Map.of(), HealPlan.fixed(data), progress);
    HealPlan plan = HealPlan.of(request, data, judge);
    boolean begun = Files.exists(HealPlan.file(request.to()));
    double rate = begun && request.budget() == null ? Double.NaN : rate(judge);
    if (request.budget() != null && !begun) {
      plan = plan.within(request.budget(), plan.work(data).all() / rate / 60);
    }
    plan = plan.begun(request.to(), request.budget() != null);
    FolderLock lock = FolderLock.take(in("heal.lock"), "heal");
    try (Interruption.Registration asked = context.interruption().onRequest(trainings::stop)) {
      return heal(plan, new Times(plan.work(data), rate));
    } catch (InterruptedRunException e) {
      throw new InterruptedRunException(
          request.to().toString(), e.problem(), "the same command goes on where it was", e);
    } finally {
      lock.close();
    }
  }

  /** Pictures a second that are trained on here, measured on random ones. */
  private double rate(TrainSettings settings) {
    return TrainBench.run(
            settings,
            new TrainBench.Length(BENCH_ROUNDS, BENCH_STEPS, BENCH_SECONDS),
            Progress.NONE)
        .pipelineRate();
  }

  /** Seconds that stages may take; none are told where nothing was measured. */
  private record Times(HealPlan.Work work, double rate) {
    double judge() {
      return of(work.judge());
    }

    double student() {
      return of(work.student());
    }

    double control() {
      return of(work.control());
    }

    private double of(long pictures) {
      return Double.isNaN(rate) ? 0 : pictures / rate;
    }

    String words() {
      return Double.isNaN(rate)
          ? "going on"
          : String.format(
              Locale.ROOT,
              "this takes about %s at %,.0f pictures/s",
              Durations.about(of(work.all())),
              rate);
    }
  }

  private Result heal(HealPlan plan, Times times) {
    int stages = plan.control() ? 5 : 4;
    progress.say(
        String.format(
            Locale.ROOT,
            "healing %,d labels in %d classes: judge %d epochs, student %d epochs%s; %s",
            data.samples().size(),
            data.labels().size(),
            plan.judge().epochs(),
            plan.studentEpochs(),
            plan.control()
                ? ", a plain network " + (plan.judge().epochs() + plan.studentEpochs())
                : "",
            times.words()));
    PlantedErrors errors = PlantedErrors.draw(data, plan.planted(), plan.judge().seed());
    Path plantedDir = in("planted");
    Dataset planted =
        Files.exists(plantedDir)
            ? Dataset.read(plantedDir)
            : errors.plant(data, plantedDir, progress);
    PixelPack pixels = context.pixels(data, plan.judge().network().inputSize());

    progress.enter("judge (1 of " + stages + ")", times.judge(), times.student() + times.control());
    train(plan.judge(), planted, pixels, in("judge"));

    progress.enter("audit (2 of " + stages + ")", 0, times.student() + times.control());
    HealJudgement judgement = HealJudgement.of(in("judge"), data, planted, errors, plan, context);
    if (!Files.exists(in("audit"))) {
      judgement.write(data, in("audit"), context);
    }
    requireBelievable(judgement);
    Cure.Result cure = cure();

    progress.enter("student (3 of " + stages + ")", times.student(), times.control());
    TrainSettings student =
        plan.student(new RunFolder(in("judge")).lastCheckpoint(), cure.softened().all() > 0);
    train(student, cure.made(), pixels, in("student"));

    Map<String, Path> others = new LinkedHashMap<>();
    others.put("judge", in("judge"));
    if (plan.control()) {
      progress.enter("plain (4 of " + stages + ")", times.control(), 0);
      train(plan.plain(), data, pixels, in("plain"));
      others.put("plain", in("plain"));
    }
    progress.enter("compare (" + stages + " of " + stages + ")", 0, 0);
    return conclude(plan, judgement, cure, compare(pixels, others));
  }

  private void train(TrainSettings settings, Dataset on, PixelPack pixels, Path run) {
    boolean finished =
        new RunFolder(run).exists()
            && RunSummary.of(new RunFolder(run)).done() >= settings.epochs();
    if (!finished) {
      trainings.train(settings, on, pixels, run, progress);
    }
    if (!Files.exists(new RunFolder(run).report())) {
      ReportRuns.attempt(ReportRuns.Request.of(run), context);
    }
  }

  /** Nothing is changed on the word of a network that guesses or that alarms speak against. */
  private void requireBelievable(HealJudgement judgement) {
    List<Doubt> grave = judgement.doubts().stream().filter(Doubt::grave).toList();
    if (!grave.isEmpty()) {
      throw new DataException(
          in("judge").toString(),
          "is not to be believed: "
              + String.join("; ", grave.stream().map(Doubt::finding).toList())
              + ". No label was changed; the audit is in "
              + Wording.value(in("audit")),
          grave.get(0).remedy());
    }
    judgement.doubts().forEach(d -> context.warnings().accept(d.warning(context.wording())));
  }

  private Cure.Result cure() {
    Path to = in("cured");
    CureLabels.Request wanted =
        new CureLabels.Request(
            AuditFolder.read(in("audit")), data.dir(), to, Policy.SOFT, null, false);
    if (!Files.exists(to)) {
      return CureLabels.run(wanted, context);
    }
    return Cure.told(data, Dataset.read(to));
  }

  /**
   * The networks on the held-out pictures.
   *
   * @param student the student's figures
   * @param others the others' figures, by name
   * @param comparisons the student against each
   */
  private record Compared(
      Split split,
      Evaluation student,
      Map<String, Evaluation> others,
      Map<String, PairedComparison> comparisons) {}

  private Compared compare(PixelPack pixels, Map<String, Path> others) {
    Split split = HealPlan.heldOut(data);
    Cohort held = Cohort.of(data, split);
    float[] student = probabilities(in("student"), held, pixels);
    Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    Map<String, PairedComparison> comparisons = new LinkedHashMap<>();
    others.forEach(
        (name, run) -> {
          float[] other = probabilities(run, held, pixels);
          evaluations.put(name, evaluate(other, held));
          comparisons.put(
              name,
              PairedComparison.of(data.labels(), truth(held), other, student, held.subjects(), 1));
        });
    return new Compared(split, evaluate(student, held), evaluations, comparisons);
  }

  private Evaluation evaluate(float[] p, Cohort held) {
    return Evaluation.withIntervals(p, truth(held), data.labels(), held.subjects(), 1);
  }

  /** The true labels where they are known, else the given ones. */
  private static int[] truth(Cohort held) {
    return held.samples().stream()
        .mapToInt(s -> s.trueLabel() == Sample.UNKNOWN ? s.label() : s.trueLabel())
        .toArray();
  }

  private float[] probabilities(Path run, Cohort held, PixelPack pixels) {
    try (Model model = Model.open(run, Model.Choice.LAST)) {
      LabelSet labels = data.labels();
      model.requireLabels(labels, data.dir().toString());
      return new Evaluator(model.network(), pixels, labels, model.bf16())
          .ofBothSides(held, progress);
    }
  }

  private Result conclude(
      HealPlan plan, HealJudgement judgement, Cure.Result cure, Compared compared) {
    List<HealReport.Network> networks = new ArrayList<>();
    networks.add(network("student", compared.student(), null));
    compared
        .others()
        .forEach((name, e) -> networks.add(network(name, e, compared.comparisons().get(name))));
    Map<String, HealReport.Share> splits = new LinkedHashMap<>();
    for (Split split : HealPlan.judged(data)) {
      HealJudgement.Share share = judgement.of(split);
      splits.put(split.id(), new HealReport.Share(share.labels(), share.mislabelled()));
    }
    HealReport report =
        new HealReport(
            judgement.page(data),
            judgement.reliability(),
            splits,
            new HealReport.Cured(cure.relabelled().all(), cure.softened().all(), cure.dropped()),
            compared.split().id(),
            networks,
            plan.judge().toMap());
    Outputs.writeAtomically(in(REPORT), report.html(context.wording()));
    Map<String, Object> document = report.document();
    document.put("folder", request.to().toString());
    document.put("cured", in("cured").toString());
    document.put("model", in("student").toString());
    document.put("report", in(REPORT).toString());
    Outputs.writeAtomically(in(SUMMARY), JSON.writeValueAsString(document) + "\n");
    return new Result(
        request.to(), cure, compared.comparisons(), report.verdict(context.wording()), document);
  }

  private HealReport.Network network(
      String name, Evaluation e, @Nullable PairedComparison against) {
    double seconds =
        RunSummary.of(new RunFolder(in(name))).rows().stream()
            .mapToDouble(row -> RunFolder.number(row, "seconds"))
            .sum();
    return new HealReport.Network(name, e, seconds, against);
  }
}
