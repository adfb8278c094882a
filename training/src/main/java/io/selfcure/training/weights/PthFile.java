package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;

/**
 * PyTorch's files, read only: the zip layout since 1.6 and the older one of bare pickles.
 *
 * <p>The pickle in such a file could run any program when read by Python. Here it can only make
 * dictionaries, lists, numbers, text and descriptions of tensors; any other name in it is refused.
 * Of a checkpoint the dictionary with most tensors is taken, an optimizer's left out.
 */
public final class PthFile {

  private static final int ENOUGH_TO_TELL = 64;

  private PthFile() {}

  /**
   * Reads a file's tensors under the names they have there.
   *
   * <p>Tensors that are not contiguous are made so; tensors of one storage share memory where they
   * can. A large file of the older layout is mapped and must not be truncated while in use.
   *
   * @return the tensors in the file's order; unmodifiable, never empty
   * @throws ModelException if the file is missing, not PyTorch's, damaged, names anything but
   *     tensors and plain values, or has no tensors
   */
  public static Map<String, TensorData> read(Path file) {
    try (FileBytes bytes = FileBytes.open(file)) {
      ByteBuffer start =
          bytes.range(0, Math.min(bytes.size(), ENOUGH_TO_TELL), "the start of the file");
      if (isZip(start)) {
        return Collections.unmodifiableMap(PthZip.read(file, bytes.size()));
      }
      if (PthLegacy.looksLikeIt(start)) {
        return Collections.unmodifiableMap(PthLegacy.read(bytes));
      }
      throw new ModelException(
          file.toString(), "is not a PyTorch file", "name a file that torch.save wrote");
    }
  }

  static boolean isZip(ByteBuffer start) {
    return start.remaining() >= 4
        && start.get(0) == 'P'
        && start.get(1) == 'K'
        && start.get(2) == 3
        && start.get(3) == 4;
  }
}
