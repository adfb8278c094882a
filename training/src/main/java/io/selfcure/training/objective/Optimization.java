package io.selfcure.training.objective;

import io.selfcure.core.error.ModelException;
import io.selfcure.training.network.StateDict;
import io.selfcure.training.runtime.Accelerator;
import io.selfcure.training.settings.ObjectiveSettings;
import io.selfcure.training.settings.OptimizerSettings;
import io.selfcure.training.weights.TensorData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OptimizerOptions;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch's optimizer over the network's parameters and, where it is learned, the margin delta1.
 * Two parameter groups: with and without weight decay.
 */
public final class Optimization implements AutoCloseable {

  private static final String MARGIN = "margin-1";

  private final OptimizerSettings settings;
  private final Tensor delta1;
  private double learningRate;
  private final TensorVector parameters;
  private final Optimizer optimizer;
  private final OptimizerState state;
  private final Map<String, List<Long>> shapes = new LinkedHashMap<>();
  private final List<Object> keptAlive = new ArrayList<>();
  private final List<Pointer> owned = new ArrayList<>();

  /** An optimizer at the settings' learning rate. */
  public Optimization(StateDict network, OptimizerSettings settings, ObjectiveSettings objective) {
    this.settings = settings;
    this.delta1 = Accelerator.place(torch.tensor((float) objective.margin1()));
    delta1.requires_grad_(objective.learnMargin1());
    List<String> decayed = new ArrayList<>();
    List<String> undecayed = new ArrayList<>();
    for (String name : network.parameterNames()) {
      boolean matrix = network.get(name).dim() > 1;
      (matrix || settings.decayNorms() ? decayed : undecayed).add(name);
    }
    this.parameters = own(network.vector(network.parameterNames()));
    this.optimizer = own(create(own(network.vector(decayed))));
    TensorVector rest = own(network.vector(undecayed));
    if (objective.learnMargin1()) {
      rest.push_back(delta1);
      parameters.push_back(delta1);
      undecayed.add(MARGIN);
      shapes.put(MARGIN, shape(delta1));
    }
    if (rest.size() > 0) {
      optimizer.add_param_group(own(new OptimizerParamGroup(rest, keep(options(0)))));
    }
    network.parameterNames().forEach(n -> shapes.put(n, shape(network.get(n))));
    this.state = new OptimizerState(optimizer, List.of(decayed, undecayed));
  }

  private static List<Long> shape(Tensor tensor) {
    return LongStream.range(0, tensor.dim()).mapToObj(tensor::size).toList();
  }

  private Optimizer create(TensorVector first) {
    OptimizerOptions options = keep(options(settings.weightDecay()));
    return switch (settings.optimizer()) {
      case SGD -> new SGD(first, (SGDOptions) options);
      case ADAM -> new Adam(first, (AdamOptions) options);
      case ADAMW -> new AdamW(first, (AdamWOptions) options);
    };
  }

  private OptimizerOptions options(double weightDecay) {
    switch (settings.optimizer()) {
      case SGD -> {
        SGDOptions sgd = new SGDOptions(settings.learningRate());
        sgd.momentum().put(settings.momentum());
        sgd.nesterov().put(settings.nesterov() && settings.momentum() > 0);
        sgd.weight_decay().put(weightDecay);
        return sgd;
      }
      case ADAM -> {
        AdamOptions adam = new AdamOptions(settings.learningRate());
        adam.weight_decay().put(weightDecay);
        return adam;
      }
      case ADAMW -> {
        AdamWOptions adamW = new AdamWOptions(settings.learningRate());
        adamW.weight_decay().put(weightDecay);
        return adamW;
      }
    }
    throw new IllegalStateException("unknown optimizer " + settings.optimizer());
  }

  /** For what holds tensors: it goes with {@link #close}. */
  private <T extends Pointer> T own(T nativeObject) {
    owned.add(nativeObject);
    return nativeObject;
  }

  private <T> T keep(T nativeObject) {
    keptAlive.add(nativeObject);
    return nativeObject;
  }

  /** Frees the optimizer's state and its hold on the network's weights; no step may follow. */
  @Override
  public void close() {
    owned.forEach(Pointer::deallocate);
    owned.clear();
    delta1.deallocate();
  }

  /** The margin of the rank loss, a scalar tensor. */
  public Tensor delta1() {
    return delta1;
  }

  /** The learning rate of the last step. */
  public double learningRate() {
    return learningRate;
  }

  /** Sets the learning rate of the next steps. */
  public void learningRate(double rate) {
    learningRate = rate;
    var groups = optimizer.param_groups();
    for (long g = 0; g < groups.size(); g++) {
      groups.get(g).options().set_lr(rate);
    }
  }

  /** One update downhill from {@code loss}; a learned margin stays within [0, 1]. */
  public void update(Tensor loss) {
    optimizer.zero_grad();
    loss.backward();
    if (settings.clipGradient() > 0) {
      torch.clip_grad_norm_(parameters, settings.clipGradient());
    }
    optimizer.step();
    if (delta1.requires_grad()) {
      delta1.detach().clamp_(scalar(0), scalar(1));
    }
  }

  private static org.bytedeco.pytorch.ScalarOptional scalar(double v) {
    return new org.bytedeco.pytorch.ScalarOptional(new Scalar(v));
  }

  /** What the optimizer has gathered, by {@code PARAMETER.BUFFER}. */
  public Map<String, TensorData> save() {
    return state.export();
  }

  /**
   * Takes back what {@link #save} gave.
   *
   * @throws ModelException when it does not fit this optimizer
   */
  public void load(Map<String, TensorData> saved) {
    boolean gathers = settings.optimizer() != OptimizerSettings.Kind.SGD || settings.momentum() > 0;
    if (gathers && saved.isEmpty()) {
      throw new ModelException(
          "optimizer state", "is missing", "use a checkpoint that this program wrote");
    }
    state.restore(saved, shapes);
  }
}
