package io.selfcure.training.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles that would run something, never end, or take all memory, were they obeyed. */
class HostilePickleTest {

  @TempDir private Path dir;

  /** Its name stands in hostile pickles; initialising it would show. */
  static final class Witness {
    static {
      System.setProperty("selfcure.test.witness", "ran");
    }

    private Witness() {}
  }

  private static final List<String> WAYS =
      List.of("REDUCE", "STACK_GLOBAL", "NEWOBJ", "NEWOBJ_EX", "INST", "OBJ", "BUILD");

  static Stream<Arguments> programs() {
    return everyWay(
        List.of(
            new String[] {"os", "system"},
            new String[] {"posix", "system"},
            new String[] {"builtins", "eval"},
            new String[] {"__builtin__", "__import__"},
            new String[] {"importlib.util", "module_from_spec"},
            new String[] {"subprocess", "Popen"}));
  }

  static Stream<Arguments> strangers() {
    return everyWay(
        List.of(
            new String[] {"argparse", "Namespace"},
            new String[] {"numpy.core.multiarray", "scalar"},
            new String[] {"pathlib", "PosixPath"},
            new String[] {"__main__", "Config"},
            new String[] {"builtins", "getattr"},
            new String[] {"torch", "load"},
            new String[] {"collections", "OrderedDict.update"},
            new String[] {"java.lang.Runtime", "getRuntime"},
            new String[] {Witness.class.getPackageName(), "HostilePickleTest$Witness"}));
  }

  private static Stream<Arguments> everyWay(List<String[]> names) {
    return names.stream()
        .flatMap(name -> WAYS.stream().map(way -> Arguments.of(name[0], name[1], way)));
  }

  /** Calls what is named so with a command of a shell. */
  private static void call(
      PickleBytes pickle, String module, String name, String way, String argument) {
    switch (way) {
      case "REDUCE" -> pickle.global(module, name).text(argument).raw(0x85).ops("R");
      case "STACK_GLOBAL" ->
          pickle.text(module).text(name).raw(0x93).text(argument).raw(0x85).ops("R");
      case "NEWOBJ" -> pickle.global(module, name).text(argument).raw(0x85, 0x81);
      case "NEWOBJ_EX" -> pickle.global(module, name).text(argument).raw(0x85).ops("}").raw(0x92);
      case "INST" -> pickle.ops("(").text(argument).ops("i" + module + "\n" + name + "\n");
      case "OBJ" -> pickle.ops("(").global(module, name).text(argument).ops("o");
      case "BUILD" -> pickle.ops("}").text("x").global(module, name).ops("s}b");
      default -> throw new IllegalArgumentException(way);
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void namesWhatItRefusesAndRunsNothing(String module, String name, String way) {
    Path touched = dir.resolve("touched");
    PickleBytes pickle = new PickleBytes();
    call(pickle, module, name, way, "touch " + touched);
    assertThat(Refusals.ofPickle(dir, pickle))
        .contains("uses " + module + "." + name + ", which is not allowed")
        .contains("nothing was executed");
    assertThat(touched).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void passesOverWhatItDoesNotKnowAndRunsNothing(String module, String name, String way) {
    Path touched = dir.resolve("touched");
    PickleBytes alone = new PickleBytes();
    call(alone, module, name, way, "touch " + touched);
    assertThat(Refusals.ofPickle(dir, alone))
        .contains("holds no named tensors; it holds objects of " + module + "." + name);

    PickleBytes beside = new PickleBytes().ops("}").text("w").scalar().ops("s").text("args");
    call(beside, module, name, way, "touch " + touched);
    beside.ops("s").text("v").scalar().ops("s");
    Path file = Refusals.write(dir, Archives.of(beside.end()));
    assertThat(WeightsReader.read(file)).containsOnlyKeys("w", "v");
    assertThat(touched).doesNotExist();
    assertThat(System.getProperty("selfcure.test.witness")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(i", "(c"})
  void refusesOldFormsOfAllowedCalls(String op) {
    String names = "collections\nOrderedDict\n";
    PickleBytes pickle = new PickleBytes().ops(op + names).ops(op.equals("(c") ? "o" : "");
    assertThat(Refusals.ofPickle(dir, pickle)).contains("opcode 0x6");
  }

  @Test
  void refusesAHostileLegacyFile() {
    byte[] start = Arrays.copyOf(Golden.bytes("legacy.pth"), 15);
    byte[] second = new PickleBytes().global("os", "system").text("true").raw(0x85).ops("R").end();
    byte[] file = Arrays.copyOf(start, start.length + second.length);
    System.arraycopy(second, 0, file, start.length, second.length);
    assertThat(Refusals.of(dir, file)).contains("uses os.system");
  }

  @Test
  void keepsTheTerminalSafeFromNames() {
    PickleBytes pickle =
        new PickleBytes().text("os.\u001b[2J\u202e").text("x".repeat(999)).raw(0x93);
    assertThat(Refusals.ofPickle(dir, pickle))
        .contains("uses os.?[2J?.xxx")
        .contains("xxx..., which")
        .hasSizeLessThan(600);
  }

  static Stream<Arguments> tensors() {
    long[] huge = {1L << 60};
    long[] one = {1};
    return Stream.of(
        Arguments.of(huge, one, 1L, 0L, "2 GiB"),
        Arguments.of(
            new long[] {1L << 40, 1L << 40}, new long[] {1, 1}, 1L, 0L, "impossibly large"),
        Arguments.of(new long[] {1 << 28}, new long[] {0}, 1L, 0L, "would exceed"),
        Arguments.of(new long[] {2}, one, 1L, 0L, "reaches beyond its storage of 1"),
        Arguments.of(new long[0], new long[0], 1L, 1L, "reaches beyond"),
        Arguments.of(new long[0], new long[0], 1L, Long.MAX_VALUE, "reaches beyond"),
        Arguments.of(new long[] {3}, new long[] {Long.MAX_VALUE}, 1L, 0L, "reaches beyond"),
        Arguments.of(new long[] {2, 2}, new long[] {1L << 62, 1L << 62}, 1L, 1L, "reaches beyond"),
        Arguments.of(new long[] {-1}, one, 1L, 0L, "shape of -1"),
        Arguments.of(one, new long[] {-1}, 1L, 0L, "shape of -1"),
        Arguments.of(one, one, 1L, -1L, "offset of -1"),
        Arguments.of(one, new long[0], 1L, 0L, "with the strides []"),
        Arguments.of(new long[65], new long[65], 1L, 0L, "65 dimensions"),
        Arguments.of(one, one, 1L << 60, 0L, "should have a storage of 1152921504606846976"),
        Arguments.of(one, one, 2L, 0L, "should have a storage of 2 elements"),
        Arguments.of(one, one, -1L, 0L, "storage of -1"));
  }

  @ParameterizedTest
  @MethodSource("tensors")
  void refusesTensorsThatDoNotLieInTheirStorage(
      long[] shape, long[] strides, long numel, long offset, String problem) {
    PickleBytes pickle = new PickleBytes().ops("}").text("t").tensor(numel, offset, shape, strides);
    assertThat(Refusals.ofPickle(dir, pickle.ops("s"))).contains(problem);
  }

  // Three bytes make a tensor of 128 numbers again: unbounded, a file of 3 MB would take 3 GB.
  @Test
  void boundsWhatRepeatedCallsCost() {
    long[] big = new long[64];
    Arrays.fill(big, 1 << 20);
    PickleBytes pickle = new PickleBytes().tensor(1, 0, big, big).ops("0");
    pickle.global("torch._utils", "_rebuild_tensor_v2").ops("q\u0000");
    pickle.ops("(").storage("FloatStorage", 1).number(0).numbers(big).numbers(big).ops("tq\u0001");
    for (int i = 0; i < 60_000; i++) {
      pickle.ops("h\u0000h\u0001R");
    }
    assertThat(Refusals.ofPickle(dir, pickle)).contains("pickle steps");
  }

  @Test
  void boundsTheNumberOfObjects() {
    String dictionaries = "}".repeat((int) PickleInput.MAX_WORK);
    assertThat(Refusals.ofPickle(dir, new PickleBytes().ops(dictionaries)))
        .contains("pickle steps");
  }

  // Nesting and self-reference must end in neither a stack overflow nor an endless walk.
  @Test
  void survivesDepthAndCycles() {
    PickleBytes deep = new PickleBytes().ops("]".repeat(100_000)).ops("a".repeat(99_999));
    assertThat(Refusals.ofPickle(dir, deep)).contains("no named tensors");
    PickleBytes tuples = new PickleBytes().ops(")");
    for (int i = 0; i < 100_000; i++) {
      tuples.raw(0x85);
    }
    assertThat(Refusals.ofPickle(dir, tuples)).contains("no named tensors");
    PickleBytes cycle = new PickleBytes().ops("]q\u0000h\u0000a}q\u0001h\u0000h\u0000s");
    cycle.text("me").ops("h\u0001sh\u0000h\u0001a0");
    assertThat(Refusals.ofPickle(dir, cycle)).contains("no named tensors");
    PickleBytes doubling = new PickleBytes().ops("]q\u0000");
    for (int i = 1; i < 200; i++) {
      doubling.ops("](").raw('h', i - 1, 'h', i - 1).ops("e").raw('q', i);
    }
    assertThat(Refusals.ofPickle(dir, doubling)).contains("no named tensors");
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("", "empty stack"),
        Arguments.of("(", "empty stack"),
        Arguments.of("0", "empty stack"),
        Arguments.of("t", "has not begun"),
        Arguments.of("K\u0001(0", "empty stack"),
        Arguments.of("h\u0007", "refers to object 7"),
        Arguments.of("NNa", "other than a list"),
        Arguments.of("NNNs", "other than a dictionary"),
        Arguments.of("}(Nu", "without a value"),
        Arguments.of("]Nb", "sets attributes"),
        Arguments.of("NNR", "cannot be called"),
        Arguments.of("NQ", "other than a storage"),
        Arguments.of(")Q", "other than a storage"),
        Arguments.of("NN\u0093", "other than text"),
        Arguments.of("ctorch\nFloatStorage\n)R", "cannot be called"),
        Arguments.of("ctorch._utils\n_rebuild_parameter\n)R", "other than a tensor"),
        Arguments.of("ctorch._utils\n_rebuild_tensor_v2\n)R", "only 0 arguments"),
        Arguments.of("ccollections\nOrderedDict\nN\u0085R", "other than a sequence"),
        Arguments.of("ccollections\nOrderedDict\n]]a\u0085R", "other than pairs"),
        Arguments.of("X\u00ff\u00ff\u00ff\u00ff", "ends early: 4294967295 more"),
        Arguments.of("\u008d" + "\u00ff".repeat(8), "ends early: 18446744073709551615 more"),
        Arguments.of("\u008b\u00ff\u00ff\u00ff\u007f", "number of 2147483647 bytes"),
        Arguments.of("c" + "x".repeat(2000), "name of more than"),
        Arguments.of("\u0080\u0006", "protocol 6"),
        Arguments.of("\u0082\u0001", "opcode 0x82"),
        Arguments.of("P0\n", "opcode 0x50"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesMalformedPickles(String ops, String problem) {
    assertThat(Refusals.ofPickle(dir, new PickleBytes().ops(ops))).contains(problem);
  }
}
