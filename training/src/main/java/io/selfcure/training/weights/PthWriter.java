package io.selfcure.training.weights;

import io.selfcure.core.data.Outputs;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes PyTorch's zip format: a dictionary of tensors by name, which {@code torch.load} reads with
 * {@code weights_only} as well. libtorch's own writer cannot be used: its dictionaries carry a type
 * tag that only TorchScript understands.
 */
public final class PthWriter {

  private static final String ROOT = "archive/";

  /** Protocol 2 pickles: opcodes as PyTorch's own files have them. */
  private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();

  private PthWriter() {}

  /**
   * Writes a file; its name shows the old content or the new, never a part.
   *
   * @param tensors fp32 or int64, by name
   */
  public static void write(Path file, Map<String, TensorData> tensors) {
    byte[] pickle = new PthWriter().dictionary(tensors);
    Outputs.writeAtomically(
        file,
        partial -> {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial));
              ZipOutputStream zip = new ZipOutputStream(out)) {
            store(zip, "data.pkl", pickle);
            store(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            int index = 0;
            for (TensorData tensor : tensors.values()) {
              byte[] values = new byte[Math.toIntExact(tensor.bytes())];
              tensor.data().get(values);
              store(zip, "data/" + index++, values);
            }
            store(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
          }
        });
  }

  /** Uncompressed, since PyTorch maps the values. */
  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(ROOT + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setTime(0);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private byte[] dictionary(Map<String, TensorData> tensors) {
    ops("\u0080\u0002}(");
    int index = 0;
    for (Map.Entry<String, TensorData> e : tensors.entrySet()) {
      text(e.getKey());
      tensor(index++, e.getValue());
    }
    ops("u.");
    return pickle.toByteArray();
  }

  /** {@code _rebuild_tensor_v2(storage, 0, shape, strides, False, OrderedDict())}. */
  private void tensor(int index, TensorData tensor) {
    List<Long> shape = tensor.shape();
    long[] strides = new long[shape.size()];
    long numel = 1;
    for (int d = shape.size() - 1; d >= 0; d--) {
      strides[d] = numel;
      numel *= shape.get(d);
    }
    ops("ctorch._utils\n_rebuild_tensor_v2\n((");
    text("storage");
    ops("ctorch\n" + (tensor.dtype() == DType.I64 ? "LongStorage" : "FloatStorage") + "\n");
    text(Integer.toString(index));
    text("cpu");
    number(numel);
    ops("tQ");
    number(0);
    tuple(shape.stream().mapToLong(Long::longValue).toArray());
    tuple(strides);
    ops("\u0089ccollections\nOrderedDict\n)RtR");
  }

  private void ops(String opcodes) {
    pickle.writeBytes(opcodes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ops("X");
    fixed(utf8.length);
    pickle.writeBytes(utf8);
  }

  /** BININT, or LONG1 of eight bytes where that does not hold it. */
  private void number(long value) {
    if (value <= Integer.MAX_VALUE) {
      ops("J");
      fixed((int) value);
    } else {
      ops("\u008a\u0008");
      fixed((int) value);
      fixed((int) (value >>> Integer.SIZE));
    }
  }

  private void tuple(long... values) {
    ops("(");
    for (long value : values) {
      number(value);
    }
    ops("t");
  }

  private void fixed(int value) {
    byte[] bytes = new byte[Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(value);
    pickle.writeBytes(bytes);
  }
}
