package io.selfcure.training.weights;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.ModelException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * The safetensors format: an 8-byte little-endian header length, a JSON header, the payloads. A
 * file may be larger than 2 GiB, a single tensor not.
 */
public final class Safetensors {

  private static final int LENGTH_BYTES = 8;
  private static final long MAX_HEADER = 100_000_000;
  private static final int ALIGNMENT = 8;

  private Safetensors() {}

  /**
   * Reads a file. Large files are mapped: they must not be truncated while a tensor is in use.
   *
   * @throws ModelException if the file is missing, unreadable or breaks the format in any way
   */
  public static WeightsFile read(Path file) {
    try (FileBytes bytes = FileBytes.open(file)) {
      return read(bytes);
    }
  }

  static WeightsFile read(FileBytes bytes) {
    String place = bytes.place();
    long length = bytes.range(0, LENGTH_BYTES, "the header's length").getLong();
    long available = bytes.size() - LENGTH_BYTES;
    if (length < 2 || length > Math.min(MAX_HEADER, available)) {
      throw Faults.damaged(
          place,
          "gives its header "
              + Long.toUnsignedString(length)
              + " bytes, wanted 2 to "
              + Math.min(MAX_HEADER, available));
    }
    byte[] json = new byte[(int) length];
    bytes.range(LENGTH_BYTES, length, "the header").get(json);
    SafetensorsHeader header = SafetensorsHeader.parse(json, available - length, place);
    return new WeightsFile(tensors(bytes, header, LENGTH_BYTES + length), header.metadata());
  }

  private static Map<String, TensorData> tensors(
      FileBytes bytes, SafetensorsHeader header, long base) {
    // Fetched in the order of the data so that one window serves many, listed in the header's.
    Map<String, TensorData> found = new LinkedHashMap<>();
    header.tensors().keySet().forEach(name -> found.put(name, TensorData.ofBytes(new byte[0], 0)));
    header.tensors().entrySet().stream()
        .sorted(Comparator.comparingLong(e -> e.getValue().begin()))
        .forEach(
            e -> {
              SafetensorsHeader.Entry t = e.getValue();
              ByteBuffer data =
                  bytes.range(base + t.begin(), t.end() - t.begin(), Faults.show(e.getKey()));
              found.put(e.getKey(), new TensorData(t.dtype(), t.shape(), data));
            });
    return found;
  }

  /**
   * Writes a file so that its name shows the old content or the new, never a part. The header lists
   * the tensors in the given order; the payloads are laid out by falling element size, so that each
   * is aligned. The same input gives the same bytes.
   *
   * @param metadata free text by key; no {@code __metadata__} is written when empty
   * @throws ModelException if a name or metadata cannot be written, or a reader would refuse the
   *     header for its size
   * @throws EnvironmentException if the disk does not take the file
   */
  public static void write(
      Path file, Map<String, TensorData> tensors, Map<String, String> metadata) {
    write(file, tensors, metadata, MAX_HEADER);
  }

  /** With another limit of the header, so that a test can reach it. */
  static void write(
      Path file, Map<String, TensorData> tensors, Map<String, String> metadata, long maxHeader) {
    if (tensors.containsKey(SafetensorsHeader.METADATA)) {
      throw new ModelException(
          file.toString(),
          "a tensor is named " + SafetensorsHeader.METADATA,
          "the format reserves that name: rename the tensor");
    }
    requireUnicode(file, tensors.keySet());
    requireUnicode(file, metadata.keySet());
    requireUnicode(file, metadata.values());
    List<Map.Entry<String, TensorData>> layout = new ArrayList<>(tensors.entrySet());
    layout.sort(Comparator.comparingInt(e -> -e.getValue().dtype().bytes()));
    byte[] header = header(tensors, offsets(layout), metadata);
    if (header.length - LENGTH_BYTES > maxHeader
        || tensors.size() > SafetensorsHeader.MAX_TENSORS
        || metadata.size() > SafetensorsHeader.MAX_METADATA) {
      throw new ModelException(
          file.toString(),
          String.format(
              Locale.ROOT,
              "would have a header of %,d bytes with %,d tensors and %,d metadata keys, which no"
                  + " reader takes; the most are %,d, %,d and %,d",
              header.length - LENGTH_BYTES,
              tensors.size(),
              metadata.size(),
              maxHeader,
              SafetensorsHeader.MAX_TENSORS,
              SafetensorsHeader.MAX_METADATA),
          "write less text into it");
    }
    Outputs.writeAtomically(
        file,
        partial -> {
          try (FileChannel out =
              FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeFully(out, ByteBuffer.wrap(header));
            for (Map.Entry<String, TensorData> next : layout) {
              writeFully(out, next.getValue().data());
            }
          }
        });
  }

  // Half a surrogate pair has no UTF-8: other programs would refuse the whole file.
  private static void requireUnicode(Path file, Collection<String> texts) {
    for (String text : texts) {
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw new ModelException(
            file.toString(),
            "its header cannot hold " + Faults.show(text),
            "use names that are valid Unicode");
      }
    }
  }

  private static Map<String, Long> offsets(List<Map.Entry<String, TensorData>> layout) {
    Map<String, Long> offsets = new LinkedHashMap<>();
    long offset = 0;
    for (Map.Entry<String, TensorData> next : layout) {
      offsets.put(next.getKey(), offset);
      offset += next.getValue().bytes();
    }
    return offsets;
  }

  // The length and the JSON, padded with spaces so that the data starts aligned.
  private static byte[] header(
      Map<String, TensorData> tensors, Map<String, Long> offsets, Map<String, String> metadata) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator out = SafetensorsHeader.mapper().createGenerator(json)) {
      out.writeStartObject();
      if (!metadata.isEmpty()) {
        out.writeName(SafetensorsHeader.METADATA).writeStartObject();
        metadata.forEach(out::writeStringProperty);
        out.writeEndObject();
      }
      tensors.forEach(
          (name, tensor) -> {
            long begin = offsets.getOrDefault(name, 0L);
            out.writeName(name).writeStartObject();
            out.writeStringProperty("dtype", tensor.dtype().name());
            out.writeName("shape");
            long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
            out.writeArray(shape, 0, shape.length);
            out.writeName("data_offsets");
            out.writeArray(new long[] {begin, begin + tensor.bytes()}, 0, 2);
            out.writeEndObject();
          });
      out.writeEndObject();
    }
    int padded = (json.size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] header = Arrays.copyOf(json.toByteArray(), padded);
    Arrays.fill(header, json.size(), padded, (byte) ' ');
    return ByteBuffer.allocate(LENGTH_BYTES + padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(padded)
        .put(header)
        .array();
  }

  private static void writeFully(FileChannel out, ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      out.write(data);
    }
  }
}
