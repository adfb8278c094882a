package io.selfcure.training.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.ModelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which reader, which dictionary and which names. */
class WeightsReaderTest {

  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state_dict",
        "model_state_dict",
        "model",
        "net",
        "network",
        "params",
        "weights",
        "other"
      })
  void findsTheStateBelowAnyKey(String key) {
    PickleBytes pickle =
        new PickleBytes().ops("}(").text("epoch").ops("K\u0003").text(key).ops("}(");
    pickle.text("a.weight").scalar().text("b.weight").scalar().ops("u");
    assertThat(read(pickle.ops("u"))).containsOnlyKeys("a.weight", "b.weight");
  }

  @Test
  void findsTheStateTwoLevelsDownAndInSequences() {
    PickleBytes pickle = new PickleBytes().ops("}").text("runs").ops("]}").text("model").ops("}");
    pickle.text("w").scalar().ops("ssas");
    assertThat(read(pickle)).containsOnlyKeys("w");
  }

  @Test
  void prefersMoreTensorsThenTheUsualNameThenTheFirst() {
    assertThat(read(twoStates("ema", "x.w", "model", "y.w"))).containsOnlyKeys("y.w");
    assertThat(read(twoStates("model", "x.w", "state_dict", "y.w"))).containsOnlyKeys("y.w");
    assertThat(read(twoStates("p", "x.w", "q", "y.w"))).containsOnlyKeys("x.w");
    PickleBytes more = twoStates("model", "x.w", "q", "y.w");
    more.text("rest").ops("}(").text("a.w").scalar().text("b.w").scalar().ops("us");
    assertThat(read(more)).containsOnlyKeys("a.w", "b.w");
  }

  @ParameterizedTest
  @ValueSource(strings = {"optimizer", "optimizer_state_dict", "optim", "lr_scheduler"})
  void passesOverOptimizersAndSchedulers(String key) {
    PickleBytes pickle = new PickleBytes().ops("}").text(key).ops("}").text("w").scalar();
    PickleBytes only = pickle.ops("ss");
    assertThat(Refusals.ofPickle(dir, only)).contains("holds no named tensors");
  }

  @ParameterizedTest
  @CsvSource({
    "module.conv1.weight, module.fc.bias, conv1.weight, fc.bias",
    "module.model.conv1.weight, module.model.fc.bias, conv1.weight, fc.bias",
    "_orig_mod.conv1.weight, _orig_mod.fc.bias, conv1.weight, fc.bias",
    "module._orig_mod.conv1.weight, module._orig_mod.fc.bias, conv1.weight, fc.bias",
    "resnet.conv1.weight, resnet.fc.bias, conv1.weight, fc.bias",
    "module.conv1.weight, n_averaged, conv1.weight, n_averaged",
    "module.conv1.weight, fc.bias, module.conv1.weight, fc.bias",
    "backbone.conv1.weight, head.fc.bias, backbone.conv1.weight, head.fc.bias",
    "modules.conv1.weight, modules.fc.bias, modules.conv1.weight, modules.fc.bias",
    "module., module.fc.bias, module., module.fc.bias",
  })
  void removesOnlyPrefixesOfAll(String first, String second, String bare1, String bare2) {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    tensors.put(first, TensorData.ofFloats(new float[] {1}));
    tensors.put(second, TensorData.ofFloats(new float[] {2}));
    Map<String, TensorData> bare = WeightsReader.withoutWrappers(tensors, "f");
    assertThat(bare.keySet()).containsExactly(bare1, bare2);
    assertThat(Golden.tensor(bare, bare2).toFloats()).containsExactly(2);
  }

  /** Opcodes of what {@code collections.defaultdict(list)} is pickled as, without its items. */
  private static PickleBytes defaultDict(PickleBytes pickle) {
    return pickle
        .global("collections", "defaultdict")
        .global("builtins", "list")
        .raw(0x85)
        .ops("R");
  }

  @Test
  void findsTheStateInDictionariesOfOtherKinds() {
    PickleBytes pickle = defaultDict(new PickleBytes()).text("w").scalar().ops("s");
    assertThat(read(pickle)).containsOnlyKeys("w");
    PickleBytes own = new PickleBytes().global("addict", "Dict").ops(")R").text("w").scalar();
    assertThat(read(own.ops("s"))).containsOnlyKeys("w");
  }

  /** A checkpoint as training scripts write it: options, numbers of numpy, paths, a state. */
  @Test
  void readsTheTensorsBesideObjectsOfAllKinds() {
    PickleBytes pickle = new PickleBytes().ops("}(").text("args");
    pickle.global("argparse", "Namespace").ops(")").raw(0x81).ops("}").text("lr").number(1);
    pickle.ops("sb").text("best").global("numpy.core.multiarray", "scalar");
    pickle.global("numpy", "dtype").text("f8").raw(0x89, 0x88, 0x87).ops("R(K\u0003");
    pickle.text("<").ops("NNNJ").little(-1, 4).ops("J").little(-1, 4).ops("K\u0000tb");
    pickle.global("_codecs", "encode").text("8 bytes").text("latin1").raw(0x86).ops("R");
    pickle.raw(0x86).ops("R").text("root").global("pathlib", "PosixPath").text("/").raw(0x85);
    pickle.ops("R").text("log");
    defaultDict(pickle).text("loss").ops("]s").text("history");
    pickle.global("torch", "ComplexFloatStorage").ops("0]N").ops("a").text("classes");
    pickle.global("__main__", "Names").ops(")").raw(0x81).ops("(").text("a").text("b").ops("e");
    pickle.text("state_dict").ops("}").text("w").scalar().ops("su");
    assertThat(read(pickle)).containsOnlyKeys("w");
  }

  @Test
  void readsANetworkThatWasSavedAsAnObject() {
    PickleBytes pickle = new PickleBytes().global("nets", "Net").ops(")").raw(0x81).ops("}(");
    pickle.text("training").raw(0x88).text("_parameters").ops("}").text("scale").scalar().ops("s");
    pickle.text("_buffers").ops("}").text("_modules").ops("}").text("conv1");
    pickle.global("torch.nn.modules.conv", "Conv2d").ops(")").raw(0x81).ops("}(");
    pickle.text("_parameters").ops("}(").text("weight").scalar().text("bias").ops("Nu");
    pickle.text("_buffers").ops("}").text("seen").scalar().ops("s").text("_modules").ops("}ub");
    assertThat(read(pickle.ops("sub"))).containsOnlyKeys("scale", "conv1.weight", "conv1.seen");
  }

  @Test
  void refusesTwoTensorsOfOneName() {
    TensorData one = TensorData.ofFloats(new float[] {1});
    Map<String, TensorData> tensors = Map.of("_orig_mod.w", one, "w", one);
    assertThatThrownBy(() -> WeightsReader.withoutWrappers(tensors, "f"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("has two tensors named w");
  }

  @Test
  void saysWhatAFileIsInstead() {
    assertThat(refusal("")).contains("is empty");
    assertThat(refusal("version https://git-lfs.github.com/spec/v1\n")).contains("git lfs pull");
    assertThat(refusal("\n<!DOCTYPE html>")).contains("is a web page");
    assertThat(refusal("\u0080\u0002}.")).contains("is a pickle, but not one");
    assertThat(refusal("some text")).contains("neither a safetensors nor a PyTorch file");
    assertThat(refusal("\u0089PNG\r\n")).contains("neither");
  }

  @Test
  void saysWhyThereIsNoFile() {
    assertThatThrownBy(() -> WeightsReader.read(dir.resolve("none.pth")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("none.pth: does not exist");
    assertThatThrownBy(() -> WeightsReader.read(dir))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("is not a file");
  }

  private static PickleBytes twoStates(String key1, String name1, String key2, String name2) {
    PickleBytes pickle = new PickleBytes().ops("}").text(key1).ops("}").text(name1).scalar();
    return pickle.ops("ss").text(key2).ops("}").text(name2).scalar().ops("ss");
  }

  private Map<String, TensorData> read(PickleBytes pickle) {
    return WeightsReader.read(Refusals.write(dir, Archives.of(pickle.end())));
  }

  private String refusal(String content) {
    return Refusals.of(dir, content.getBytes(StandardCharsets.ISO_8859_1));
  }
}
