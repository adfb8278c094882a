package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.noise.Noise;
import io.selfcure.core.noise.NoiseKind;
import io.selfcure.core.noise.NoiseParameters;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a copy of a data set with wrong labels in its training split; the true ones are kept. */
public final class InjectNoise {

  private InjectNoise() {}

  /**
   * What is to be made.
   *
   * @param data the data set
   * @param kind the kind of noise
   * @param with what the kind is told
   * @param to the new data set
   */
  public record Request(Path data, NoiseKind kind, NoiseParameters with, Path to) {

    /** Checks that the kind is told what it needs, and nothing that has no effect. */
    public Request {
      kind.check(with);
    }
  }

  /**
   * What was made.
   *
   * @param request what was asked for
   * @param made the new data set
   */
  public record Result(Request request, Dataset made) {

    /** How many labels are wrong now. */
    public long wrong() {
      return made.samples().stream().filter(Sample::knownWrong).count();
    }

    /** How many labels the training split has. */
    public int training() {
      return made.split(Split.TRAIN).size();
    }

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, @Nullable Object> document() {
      Map<String, @Nullable Object> d = new LinkedHashMap<>(Documents.dataset(made));
      d.put("kind", request.kind().id());
      d.put("rate", request.with().rate());
      d.put("seed", request.with().seed());
      d.put("wrong-labels", wrong());
      d.put("training-labels", training());
      return d;
    }
  }

  /**
   * Writes it.
   *
   * @throws io.selfcure.core.error.DataException when the data set lacks what the kind draws on, or
   *     already holds labels known to be wrong
   */
  public static Result run(Request request, Context context) {
    Dataset data = Dataset.read(request.data());
    Noise noise = request.kind().rule(request.with(), data);
    return new Result(request, Noise.inject(data, noise, request.to(), context.progress()));
  }
}
