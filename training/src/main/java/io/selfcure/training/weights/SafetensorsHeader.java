package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON header of a safetensors file, read as a stream: a tree of a hostile 100 MB header would
 * take gigabytes.
 *
 * @param tensors by name, in the header's order, offsets relative to the end of the header
 * @param metadata the free text, in the header's order
 */
record SafetensorsHeader(Map<String, Entry> tensors, Map<String, String> metadata) {

  static final String METADATA = "__metadata__";

  static final int MAX_TENSORS = 500_000;
  static final int MAX_METADATA = 100_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Where one tensor lies: bytes {@code [begin, end)} of the data section. */
  record Entry(DType dtype, List<Long> shape, long begin, long end) {}

  /**
   * Parses and checks a header.
   *
   * @param dataBytes the size of the data section, which the tensors must cover exactly
   * @throws ModelException for anything the format does not allow
   */
  static SafetensorsHeader parse(byte[] json, long dataBytes, String place) {
    // Jackson would take a 0 here for UTF-16 or UTF-32; the format knows UTF-8 only.
    if (json.length < 2 || json[0] != '{' || json[1] == 0) {
      throw Faults.damaged(place, "its header does not start with {");
    }
    try (JsonParser parser = MAPPER.createParser(json)) {
      SafetensorsHeader header = new Reader(parser, place).header();
      header.requireCover(dataBytes, place);
      return header;
    } catch (JacksonException e) {
      throw Faults.damaged(
          place,
          "its header is not valid: " + Faults.show(String.valueOf(e.getOriginalMessage())),
          e);
    }
  }

  static JsonMapper mapper() {
    return MAPPER;
  }

  // No overlap, no hole, nothing left over: every byte of the data belongs to one tensor.
  private void requireCover(long dataBytes, String place) {
    List<Map.Entry<String, Entry>> sorted = new ArrayList<>(tensors.entrySet());
    sorted.sort(
        Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    long covered = 0;
    for (Map.Entry<String, Entry> next : sorted) {
      if (next.getValue().begin() != covered) {
        throw Faults.damaged(
            place + ", tensor " + Faults.show(next.getKey()),
            "starts at byte "
                + next.getValue().begin()
                + " of the data, wanted "
                + covered
                + " where the tensor before it ends");
      }
      covered = next.getValue().end();
    }
    if (covered != dataBytes) {
      throw Faults.damaged(
          place, "its tensors take " + covered + " bytes but the data has " + dataBytes);
    }
  }

  private static final class Reader {

    private final JsonParser parser;
    private final String place;

    Reader(JsonParser parser, String place) {
      this.parser = parser;
      this.place = place;
    }

    SafetensorsHeader header() {
      Map<String, Entry> tensors = new LinkedHashMap<>();
      Map<String, String> metadata = new LinkedHashMap<>();
      expect(parser.nextToken(), JsonToken.START_OBJECT, "the header");
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        if (name.equals(METADATA)) {
          metadata(metadata);
        } else {
          tensors.put(name, tensor(name));
          limit(tensors.size(), MAX_TENSORS, "tensors");
        }
      }
      if (parser.nextToken() != null) {
        throw Faults.damaged(place, "its header goes on after its last }");
      }
      return new SafetensorsHeader(tensors, metadata);
    }

    private void metadata(Map<String, String> metadata) {
      expect(parser.nextToken(), JsonToken.START_OBJECT, METADATA);
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = parser.currentName();
        expect(parser.nextToken(), JsonToken.VALUE_STRING, METADATA + " " + Faults.show(key));
        metadata.put(key, parser.getString());
        limit(metadata.size(), MAX_METADATA, "metadata keys");
      }
    }

    private Entry tensor(String name) {
      String where = place + ", tensor " + Faults.show(name);
      expect(parser.nextToken(), JsonToken.START_OBJECT, where);
      String dtype = "";
      List<Long> shape = List.of();
      List<Long> offsets = List.of();
      int seen = 0;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = parser.currentName();
        seen++;
        switch (key) {
          case "dtype" -> {
            expect(parser.nextToken(), JsonToken.VALUE_STRING, where + ", dtype");
            dtype = parser.getString();
          }
          case "shape" -> shape = numbers(where + ", shape", Shapes.MAX_DIMENSIONS);
          case "data_offsets" -> offsets = numbers(where + ", data_offsets", 2);
          default -> throw Faults.damaged(where, "has an unknown key " + Faults.show(key));
        }
      }
      if (seen != 3 || offsets.size() != 2) {
        throw Faults.damaged(where, "lacks one of dtype, shape and two data_offsets");
      }
      return entry(where, dtype, shape, offsets.get(0), offsets.get(1));
    }

    private static Entry entry(String where, String name, List<Long> shape, long begin, long end) {
      DType dtype =
          DType.ofSafetensorsName(name)
              .orElseThrow(
                  () ->
                      new ModelException(
                          where,
                          "has the element type " + Faults.show(name),
                          "save it as one of " + List.of(DType.values())));
      int bytes = Shapes.bytes(dtype, shape, where);
      if (begin < 0 || end < begin || end - begin != bytes) {
        throw Faults.damaged(
            where,
            "of type "
                + dtype
                + " and shape "
                + shape
                + " takes "
                + bytes
                + " bytes but its data_offsets are ["
                + begin
                + ", "
                + end
                + "]");
      }
      return new Entry(dtype, shape, begin, end);
    }

    private List<Long> numbers(String where, int most) {
      expect(parser.nextToken(), JsonToken.START_ARRAY, where);
      List<Long> numbers = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, where);
        numbers.add(parser.getLongValue());
        if (numbers.size() > most) {
          throw Faults.damaged(where, "has more than " + most + " numbers");
        }
      }
      return List.copyOf(numbers);
    }

    private void expect(@Nullable JsonToken found, JsonToken wanted, String where) {
      if (found != wanted) {
        throw Faults.damaged(
            where.startsWith(place) ? where : place + ", " + where,
            "is " + found + " in the header's JSON, wanted " + wanted);
      }
    }

    private void limit(int count, int most, String what) {
      if (count > most) {
        throw Faults.damaged(place, "its header lists more than " + most + " " + what);
      }
    }
  }
}
