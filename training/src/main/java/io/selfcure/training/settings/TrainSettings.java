package io.selfcure.training.settings;

import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.UsageException;
import io.selfcure.training.runtime.Machine;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Everything that decides a training run, immutable and recorded in full. Values come, the later
 * winning, from the declared defaults, the mode, the augmentation preset, a YAML file, and options.
 *
 * @param mode the named set of objective switches
 * @param seed of weights, order, augmentation and dropout
 * @param epochs passes over the training split
 * @param batch samples a step
 * @param device where libtorch computes
 * @param precision arithmetic of the network
 * @param threads libtorch's threads; 0 takes all cores
 * @param validation the split to validate on after each epoch, or none
 * @param holdout share of the training split kept out for validation instead, by class
 * @param checkpointMinutes time between checkpoints within an epoch, 0 for none; decides no figure
 * @param tensorboard whether to write TensorBoard's event files; decides no figure
 * @param network the network
 * @param objective SCN's switches
 * @param evidence the evidence of many epochs
 * @param optimisation optimizer, schedule, sampler
 * @param augmentation augmentations
 */
public record TrainSettings(
    @Setting(value = "Named set of the objective's switches.", byDefault = "improved") Mode mode,
    @Setting(value = "Seed of weights, order, augmentation and dropout.", byDefault = "1")
        long seed,
    @Setting(value = "Passes over the training split.", byDefault = "40", min = 1, max = 100000)
        int epochs,
    @Setting(value = "Samples a step.", byDefault = "64", min = 1, max = 65536) int batch,
    @Setting(value = "auto takes CUDA where there is a device, else the CPU.", byDefault = "auto")
        Device device,
    @Setting(value = "auto takes bf16 on a CPU that has bf16 units, else fp32.", byDefault = "auto")
        Precision precision,
    @Setting(
            value = "Threads; 0 takes OMP_NUM_THREADS, else all cores.",
            byDefault = "0",
            min = 0,
            max = 1024)
        int threads,
    @Setting(value = "Split to validate on after each epoch.", byDefault = "valid")
        Validation validation,
    @Setting(
            value = "Share of the training split held out for validation instead.",
            byDefault = "0",
            min = 0,
            max = 0.9)
        double holdout,
    @Setting(
            value =
                "Minutes between checkpoints within an epoch; 0 writes them at epochs' ends only.",
            byDefault = "10",
            min = 0,
            max = 10000)
        double checkpointMinutes,
    @Setting(value = "Write event files for TensorBoard.", byDefault = "true") boolean tensorboard,
    NetworkSettings network,
    ObjectiveSettings objective,
    EvidenceSettings evidence,
    OptimizerSettings optimisation,
    AugmentSettings augmentation) {

  /** Checks what one setting cannot tell alone. */
  public TrainSettings {
    if (optimisation.warmupEpochs() >= epochs && optimisation.warmupEpochs() > 1) {
      throw new IllegalArgumentException(
          "warmup-epochs: "
              + optimisation.warmupEpochs()
              + " leaves none of the "
              + epochs
              + " epochs at the full learning rate");
    }
  }

  /** Where libtorch computes; with several CUDA devices, on the first one that is visible. */
  public enum Device {
    AUTO,
    CPU,
    CUDA
  }

  /** Arithmetic of the network's forward and backward pass; loss and optimizer are always fp32. */
  public enum Precision {
    AUTO,
    FP32,
    BF16
  }

  /** What to validate on. */
  public enum Validation {
    VALID,
    NONE
  }

  /**
   * One setting as a command line or a document shows it.
   *
   * @param group what it belongs to: run, network, objective, evidence, optimizer or augmentation
   */
  public record Description(
      String group,
      String name,
      String kind,
      String text,
      String byDefault,
      String range,
      List<String> choices) {}

  /** All settings in order. */
  public static List<Description> describe() {
    List<Description> all = new ArrayList<>();
    for (RecordComponent c : TrainSettings.class.getRecordComponents()) {
      if (c.getType().isRecord()) {
        String group = c.getName().equals("optimisation") ? "optimizer" : c.getName();
        Binder.leaves(c.getType()).forEach(leaf -> all.add(describe(group, leaf)));
      } else {
        all.add(describe("run", c));
      }
    }
    return all;
  }

  private static Description describe(String group, RecordComponent leaf) {
    Setting s = Binder.setting(leaf);
    return new Description(
        group,
        Binder.name(leaf),
        Binder.kind(leaf),
        s.value(),
        byDefault(Binder.name(leaf), s.byDefault()),
        Binder.range(leaf),
        Binder.choices(leaf));
  }

  private static String byDefault(String name, String declared) {
    if (Mode.allSwitches().contains(name)) {
      return "by {mode}, else " + declared;
    }
    return Augment.allOverrides().contains(name) ? "by {augment}" : declared;
  }

  /**
   * Settings from a file's values and the options given, both by name; options win.
   *
   * @throws UsageException naming every unknown name and bad value
   */
  public static TrainSettings of(Map<String, String> file, Map<String, String> options) {
    return of(file, options, "settings");
  }

  /**
   * Settings from a file and the options given; options win.
   *
   * @throws UsageException when it cannot be read, or naming every unknown name and bad value
   */
  public static TrainSettings read(Path file, Map<String, String> options) {
    return of(Yaml.readFlat(file), options, file.toString());
  }

  /**
   * As {@link #of(Map, Map)}, with the file's name for messages.
   *
   * @throws UsageException naming every unknown name and bad value
   */
  public static TrainSettings of(
      Map<String, String> file, Map<String, String> options, String fileName) {
    Map<String, String> given = new LinkedHashMap<>(file);
    // A preset named by an option means that preset, not its name over the file's switches.
    if (options.containsKey("mode")) {
      given.keySet().removeAll(Mode.allSwitches());
    }
    if (options.containsKey("augment")) {
      given.keySet().removeAll(Augment.allOverrides());
    }
    given.putAll(options);
    Map<String, String> all = new LinkedHashMap<>();
    Mode mode = pick(Mode.class, given.get("mode"), Mode.IMPROVED);
    all.putAll(mode.switches());
    all.putAll(pick(Augment.class, given.get("augment"), Augment.STANDARD).overrides());
    all.putAll(given);
    return Binder.bind(TrainSettings.class, new Binder.Source(all, options.keySet(), fileName));
  }

  /** An unknown word falls through here: binding reports it together with all other problems. */
  private static <E extends Enum<E>> E pick(
      Class<E> type, @org.jspecify.annotations.Nullable String word, E otherwise) {
    for (E e : type.getEnumConstants()) {
      if (word != null
          && e.name().toLowerCase(Locale.ROOT).equals(word.strip().toLowerCase(Locale.ROOT))) {
        return e;
      }
    }
    return otherwise;
  }

  /** These settings as YAML, one line a setting, which {@code --config} takes back. */
  public String toYaml() {
    StringBuilder text = new StringBuilder();
    Binder.flatten(this)
        .forEach(
            (k, v) ->
                text.append(k)
                    .append(": ")
                    .append(plain(v) ? v : "\"" + escape(v) + "\"")
                    .append('\n'));
    return text.toString();
  }

  private static boolean plain(String v) {
    return v.matches("[A-Za-z0-9_.-]+");
  }

  private static String escape(String v) {
    return v.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** The settings that have no effect beside the others, by name: baseline's beta. */
  public Set<String> idle() {
    Set<String> idle = objective.idle();
    if (!objective.evidence()) {
      Binder.leaves(EvidenceSettings.class).forEach(leaf -> idle.add(Binder.name(leaf)));
    }
    return idle;
  }

  /** These settings by name. */
  public Map<String, String> toMap() {
    return Binder.flatten(this);
  }

  /**
   * Replaces every "auto" by what it stands for here.
   *
   * @param dataSize pixels a side of the data
   * @param machine what there is to compute with
   */
  public TrainSettings resolve(int dataSize, Machine machine) {
    Device d = device != Device.AUTO ? device : machine.cuda() ? Device.CUDA : Device.CPU;
    boolean bf16 = d == Device.CPU && machine.cpuHasBf16();
    Precision p = precision != Precision.AUTO ? precision : bf16 ? Precision.BF16 : Precision.FP32;
    return new TrainSettings(
        mode,
        seed,
        epochs,
        batch,
        d,
        p,
        threads == 0 ? machine.cores() : threads,
        validation,
        holdout,
        checkpointMinutes,
        tensorboard,
        network.resolve(dataSize),
        objective,
        evidence,
        optimisation,
        augmentation);
  }
}
