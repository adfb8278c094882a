package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a weights file of any supported format, told by its content and never by its name.
 *
 * <p>Names lose what wrappers put before them:
 *
 * <ul>
 *   <li>{@code _orig_mod.}, which {@code torch.compile} inserts, goes wherever it stands;
 *   <li>{@code module.}, {@code model.}, {@code backbone.}, {@code encoder.}, {@code net.} and
 *       {@code resnet.} go from the start, one after the other, only while <em>every</em> name has
 *       the same one: a prefix that only some names have separates parts of a network. The counter
 *       {@code n_averaged} of an averaged model has no say in it.
 * </ul>
 */
public final class WeightsReader {

  private static final String COMPILED = "_orig_mod.";
  private static final String AVERAGED = "n_averaged";
  private static final List<String> WRAPPERS =
      List.of("module.", "model.", "backbone.", "encoder.", "net.", "resnet.");
  private static final int ENOUGH_TO_TELL = 64;

  private WeightsReader() {}

  /**
   * Reads a safetensors or PyTorch file.
   *
   * <p>The pickle in a PyTorch file could run any program when read by Python. Here it can only
   * make dictionaries, lists, numbers, text and descriptions of tensors. Objects of other kinds are
   * passed over, or looked through for tensors, and never made; a name that runs programs is
   * refused. Of a checkpoint the dictionary with most tensors is taken, an optimizer's left out.
   * Tensors that are not contiguous are made so; others may share memory. A large file is mapped:
   * it must not be overwritten or truncated while a tensor is in use.
   *
   * @return the tensors by name without wrappers' prefixes, in the file's order; unmodifiable
   * @throws ModelException if the file is missing, of no supported format, or damaged
   */
  public static Map<String, TensorData> read(Path file) {
    try (FileBytes bytes = FileBytes.open(file)) {
      return read(bytes);
    }
  }

  static Map<String, TensorData> read(FileBytes file) {
    return withoutWrappers(tensors(file), file.place());
  }

  private static Map<String, TensorData> tensors(FileBytes file) {
    ByteBuffer start =
        file.range(0, Math.min(file.size(), ENOUGH_TO_TELL), "the start of the file");
    if (PthZip.looksLikeIt(start)) {
      return PthZip.read(file);
    }
    if (PthLegacy.looksLikeIt(start)) {
      return PthLegacy.read(file);
    }
    if (start.remaining() > 8 && start.get(8) == '{') {
      return Safetensors.read(file).tensors();
    }
    throw unknown(file.place(), start);
  }

  private static ModelException unknown(String place, ByteBuffer start) {
    String text = StandardCharsets.ISO_8859_1.decode(start.duplicate()).toString();
    String problem = "is neither a safetensors nor a PyTorch file";
    String remedy = "name a .safetensors file or one that torch.save wrote";
    if (text.isEmpty()) {
      problem = "is empty";
    } else if (text.startsWith("version https://git-lfs")) {
      problem = "is a Git LFS pointer, not the weights";
      remedy = "fetch the real file: git lfs pull";
    } else if (text.stripLeading().startsWith("<")) {
      problem = "is a web page, not the weights";
      remedy = "download the file itself";
    } else if (text.startsWith("\u0080")) {
      problem = "is a pickle, but not one that torch.save wrote";
    }
    return new ModelException(place, problem, remedy);
  }

  static Map<String, TensorData> withoutWrappers(Map<String, TensorData> tensors, String place) {
    Map<String, TensorData> current = renamed(tensors, COMPILED, false, place);
    boolean found = true;
    while (found) {
      found = false;
      for (String wrapper : WRAPPERS) {
        boolean all =
            current.keySet().stream()
                .filter(name -> !name.equals(AVERAGED))
                .allMatch(name -> name.startsWith(wrapper) && name.length() > wrapper.length());
        boolean any = current.keySet().stream().anyMatch(name -> name.startsWith(wrapper));
        if (all && any) {
          current = renamed(current, wrapper, true, place);
          found = true;
        }
      }
    }
    return Collections.unmodifiableMap(current);
  }

  private static Map<String, TensorData> renamed(
      Map<String, TensorData> tensors, String wrapper, boolean atStart, String place) {
    Map<String, TensorData> renamed = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          String bare = name;
          if (!atStart) {
            bare = name.replace(wrapper, "");
          } else if (name.startsWith(wrapper)) {
            bare = name.substring(wrapper.length());
          }
          if (renamed.put(bare, tensor) != null) {
            throw new ModelException(
                place,
                "has two tensors named "
                    + Faults.show(bare)
                    + " once the wrapper's prefix "
                    + wrapper
                    + " is removed",
                "save the state_dict of the network without its wrapper");
          }
        });
    return renamed;
  }
}
