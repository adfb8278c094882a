package io.selfcure.training.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.selfcure.core.error.SelfcureException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Good files cut short or changed at random: read or refused, never anything else. */
class DamagedFileTest {

  private static final int MUTATIONS = 1000;
  private static final long SEED = 20_250_611;

  // Bytes that mean something in a pickle, a zip record or JSON more often than others.
  private static final byte[] TELLING =
      "(.0NQRabcdehijqstu})]{[\",:-9PK\0\1\2\177\200\205\206\207\210\212\223\377"
          .getBytes(StandardCharsets.ISO_8859_1);

  static Stream<String> all() {
    return Stream.concat(Golden.ZIPS.stream(), Golden.OTHERS.stream());
  }

  static Stream<String> zips() {
    return Golden.ZIPS.stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesAFileCutAnywhere(String name) {
    byte[] whole = Golden.bytes(name);
    for (int length = 0; length < whole.length; length++) {
      if (isRead(Arrays.copyOf(whole, length), name + " cut to " + length)) {
        fail("%s is read though cut to %s", name, length);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void readsOrRefusesAChangedFile(String name) {
    byte[] whole = Golden.bytes(name);
    for (int i = 0; i < MUTATIONS; i++) {
      long seed = SEED + i;
      isRead(mutated(whole, seed), name + " with seed " + seed);
    }
  }

  // A changed pickle below right checksums goes further than a changed file.
  @ParameterizedTest
  @MethodSource("zips")
  void readsOrRefusesAChangedPickle(String name) {
    Map<String, byte[]> entries = Archives.entries(Golden.path(name));
    String pickle =
        entries.keySet().stream().filter(e -> e.endsWith("data.pkl")).findFirst().orElseThrow();
    byte[] whole = Objects.requireNonNull(entries.get(pickle));
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      long seed = SEED + i;
      entries.put(pickle, mutated(whole, seed));
      byte[] file = Archives.of(entries, ZipEntry.STORED);
      read += isRead(file, "the pickle of " + name + " with seed " + seed) ? 1 : 0;
    }
    assertThat(read).as("changes that reach the tensors").isGreaterThan(MUTATIONS / 100);
  }

  private static boolean isRead(byte[] content, String what) {
    try (FileBytes file = FileBytes.of("the file", content)) {
      WeightsReader.read(file).values().forEach(DamagedFileTest::touch);
      return true;
    } catch (SelfcureException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.startsWith("the file") || !message.contains("\n  remedy: ")) {
        fail(what, e);
      }
      return false;
    } catch (RuntimeException | Error e) {
      return fail(what, e);
    }
  }

  private static void touch(TensorData tensor) {
    if (tensor.dtype().isFloatingPoint()) {
      tensor.toFloats();
    } else {
      tensor.toLongs();
    }
  }

  private static byte[] mutated(byte[] whole, long seed) {
    Random random = new Random(seed);
    byte[] changed = whole.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(changed.length);
      switch (random.nextInt(5)) {
        case 0 -> changed[at] = (byte) random.nextInt(256);
        case 1 -> changed[at] = TELLING[random.nextInt(TELLING.length)];
        case 2 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        case 3 -> changed = spliced(changed, at, random.nextInt(-8, 9));
        default -> {
          int from = random.nextInt(changed.length);
          int length = Math.min(random.nextInt(16), changed.length - Math.max(at, from));
          System.arraycopy(changed.clone(), from, changed, at, length);
        }
      }
    }
    return changed;
  }

  // Takes bytes away, or repeats the ones before.
  private static byte[] spliced(byte[] bytes, int at, int more) {
    int from = Math.max(0, Math.min(bytes.length, at - more));
    byte[] result = new byte[at + bytes.length - from];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(bytes, from, result, at, bytes.length - from);
    return result.length == 0 ? bytes : result;
  }
}
