package io.selfcure.training.objective;

import io.selfcure.core.error.ModelException;
import io.selfcure.training.network.NetworkWeights;
import io.selfcure.training.runtime.Accelerator;
import io.selfcure.training.weights.DType;
import io.selfcure.training.weights.TensorData;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.ArchiveWriter;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.StringVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * What an optimizer has gathered, as plain tensors. libtorch gives and takes it only as an archive,
 * and an archive is a program: its reader runs code that it finds there. So the only archives that
 * libtorch reads here are those that it has just written in this process; a file holds tensors.
 */
final class OptimizerState {

  private static final String STATE = "state";
  private static final String GROUPS = "param_groups";

  private final Optimizer optimizer;
  private final List<List<String>> names;

  /**
   * Of one optimizer.
   *
   * @param names its parameters' names, by group
   */
  OptimizerState(Optimizer optimizer, List<List<String>> names) {
    this.optimizer = optimizer;
    this.names = names;
  }

  /** All of it, by {@code PARAMETER.BUFFER}, such as {@code fc.weight.momentum_buffer}. */
  Map<String, TensorData> export() {
    Map<String, TensorData> all = new LinkedHashMap<>();
    try (PointerScope scope = new PointerScope()) {
      InputArchive archive = read(bytes(written()));
      InputArchive state = child(archive, STATE);
      keys(archive)
          .forEach(
              (name, key) -> {
                InputArchive of = new InputArchive();
                if (state.try_read(key, of)) { // what no step has changed has none
                  for (String buffer : names(of)) {
                    all.put(name + "." + buffer, export(of, buffer));
                  }
                }
              });
    }
    return all;
  }

  private static TensorData export(InputArchive from, String buffer) {
    IValue value = new IValue();
    from.read(buffer, value);
    return value.isTensor()
        ? NetworkWeights.export(value.toTensor())
        : TensorData.ofLongs(new long[] {value.toInt()}, 1); // how many steps
  }

  /**
   * Takes back what {@link #export} gave.
   *
   * @param tensors by the same names
   * @param shapes of the parameters, by name
   * @throws ModelException when it is of another optimizer or of other parameters
   */
  void restore(Map<String, TensorData> tensors, Map<String, List<Long>> shapes) {
    try (PointerScope scope = new PointerScope()) {
      InputArchive own = read(bytes(written()));
      OutputArchive all = new OutputArchive();
      OutputArchive state = new OutputArchive(all.compilation_unit());
      Map<String, TensorData> left = new LinkedHashMap<>(tensors);
      keys(own)
          .forEach(
              (name, key) -> {
                OutputArchive of = new OutputArchive(all.compilation_unit());
                int buffers = 0;
                for (Map.Entry<String, TensorData> e : tensors.entrySet()) {
                  if (isOf(name, e.getKey())) {
                    String buffer = e.getKey().substring(name.length() + 1);
                    of.write(buffer, value(e.getKey(), e.getValue(), shapes.get(name)));
                    left.remove(e.getKey());
                    buffers++;
                  }
                }
                if (buffers > 0) {
                  state.write(key, of);
                }
              });
      if (!left.isEmpty()) {
        throw unfit("has '" + left.keySet().iterator().next() + "'", null);
      }
      copy(own, all, "pytorch_version");
      all.write(STATE, state);
      OutputArchive groups = new OutputArchive(all.compilation_unit());
      InputArchive from = child(own, GROUPS);
      names(from).forEach(k -> copy(from, groups, k));
      all.write(GROUPS, groups);
      load(bytes(all));
    }
  }

  private void load(byte[] archive) {
    try {
      optimizer.load(read(archive));
    } catch (RuntimeException e) { // libtorch's own, such as a buffer that is not there
      throw unfit("cannot be taken up: " + e.getMessage(), e);
    }
  }

  private static boolean isOf(String parameter, String name) {
    return name.startsWith(parameter + ".") && name.indexOf('.', parameter.length() + 1) < 0;
  }

  private static IValue value(String name, TensorData data, @Nullable List<Long> shape) {
    if (data.dtype() == DType.I64 && data.shape().equals(List.of(1L))) {
      return new IValue(data.toLongs()[0]);
    }
    if (data.dtype() != DType.F32 || !data.shape().equals(shape)) {
      throw unfit("has " + data + " as '" + name + "', expected fp32 of " + shape, null);
    }
    long[] sizes = data.shape().stream().mapToLong(Long::longValue).toArray();
    return new IValue(Accelerator.place(torch.tensor(data.toFloats()).reshape(sizes)));
  }

  private static ModelException unfit(String problem, @Nullable Exception cause) {
    String remedy = "use a checkpoint of the same settings";
    return cause == null
        ? new ModelException("optimizer state", problem, remedy)
        : new ModelException("optimizer state", problem, remedy, cause);
  }

  /** The key under which an archive has each parameter's state, by the parameter's name. */
  private Map<String, String> keys(InputArchive archive) {
    Map<String, String> keys = new LinkedHashMap<>();
    InputArchive groups = child(archive, GROUPS);
    for (int g = 0; g < names.size(); g++) {
      if (names.get(g).isEmpty()) {
        continue;
      }
      InputArchive group = child(groups, GROUPS + "/" + g);
      for (int i = 0; i < names.get(g).size(); i++) {
        IValue key = new IValue();
        group.read("params/" + i, key);
        keys.put(names.get(g).get(i), key.toStringRef().getString());
      }
    }
    return keys;
  }

  private static void copy(InputArchive from, OutputArchive to, String key) {
    InputArchive inner = new InputArchive();
    if (from.try_read(key, inner)) {
      OutputArchive copied = new OutputArchive(to.compilation_unit());
      names(inner).forEach(k -> copy(inner, copied, k));
      to.write(key, copied);
      return;
    }
    IValue value = new IValue();
    from.read(key, value);
    if (value.isTensor()) {
      to.write(key, value.toTensor());
    } else {
      to.write(key, value);
    }
  }

  private static List<String> names(InputArchive archive) {
    StringVector keys = archive.keys();
    List<String> names = new ArrayList<>();
    for (long i = 0; i < keys.size(); i++) {
      names.add(keys.get(i).getString());
    }
    return names;
  }

  private static InputArchive child(InputArchive archive, String key) {
    InputArchive child = new InputArchive();
    archive.read(key, child);
    return child;
  }

  private OutputArchive written() {
    OutputArchive archive = new OutputArchive();
    optimizer.save(archive);
    return archive;
  }

  private static byte[] bytes(OutputArchive archive) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ArchiveWriter writer = new Writer(out)) {
      archive.save_to(writer);
    }
    return out.toByteArray();
  }

  private static InputArchive read(byte[] bytes) {
    InputArchive archive = new InputArchive();
    archive.load_from(
        new BytePointer(bytes), bytes.length, new DeviceOptional(Accelerator.device()));
    return archive;
  }

  /** Takes what libtorch writes. */
  private static final class Writer extends ArchiveWriter {
    private final ByteArrayOutputStream out;

    Writer(ByteArrayOutputStream out) {
      this.out = out;
    }

    @Override
    public long call(Pointer data, long size) {
      byte[] part = new byte[Math.toIntExact(size)];
      new BytePointer(data).capacity(size).get(part);
      out.writeBytes(part);
      return size;
    }
  }
}
