package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;
import io.selfcure.training.weights.Pickled.Function;
import io.selfcure.training.weights.Pickled.Inert;
import io.selfcure.training.weights.Pickled.StorageType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The names a pickle may use. Nothing is ever looked up in a class path: what is not on the list
 * stands for nothing. Names with which a pickle runs programs are refused all the same: Python
 * would obey them.
 */
final class PickleGlobals {

  private static final Set<String> HOSTILE_MODULES =
      Set.of(
          "os",
          "posix",
          "nt",
          "sys",
          "subprocess",
          "commands",
          "pty",
          "runpy",
          "code",
          "shutil",
          "socket",
          "ctypes",
          "importlib",
          "webbrowser",
          "timeit",
          "cProfile",
          "pdb",
          "bdb");

  private static final Set<String> HOSTILE_BUILTINS =
      Set.of(
          "eval",
          "exec",
          "execfile",
          "compile",
          "open",
          "file",
          "input",
          "breakpoint",
          "__import__");

  private static final Map<String, Object> ALLOWED = allowed();

  private PickleGlobals() {}

  /**
   * What a name stands for: a {@link Function}, a {@link StorageType}, {@link Inert#OPAQUE}, or
   * {@link Inert#FOREIGN} for every name not on the list.
   *
   * @throws ModelException for a name with which a pickle runs programs
   */
  static Object find(String module, String name, String place) {
    Object found = ALLOWED.get(module + "." + name);
    if (found == null && hostile(module, name)) {
      throw new ModelException(
          place,
          "uses " + Faults.show(module + "." + name) + ", which is not allowed in a weights file",
          "nothing was executed; do not open the file in Python, where it would be. If you trust"
              + " its author, ask for its tensors alone: torch.save(model.state_dict(), ...)");
    }
    return found == null ? Inert.FOREIGN : found;
  }

  private static boolean hostile(String module, String name) {
    String outer = module.contains(".") ? module.substring(0, module.indexOf('.')) : module;
    boolean builtin = module.equals("builtins") || module.equals("__builtin__");
    return HOSTILE_MODULES.contains(outer) || (builtin && HOSTILE_BUILTINS.contains(name));
  }

  private static Map<String, Object> allowed() {
    Map<String, Object> all = new HashMap<>();
    all.put("collections.OrderedDict", Function.DICT);
    all.put("collections.Counter", Function.DICT);
    all.put("collections.defaultdict", Function.DEFAULT_DICT);
    all.put("torch._utils._rebuild_tensor", Function.REBUILD_TENSOR);
    all.put("torch._utils._rebuild_tensor_v2", Function.REBUILD_TENSOR);
    all.put("torch._utils._rebuild_parameter", Function.REBUILD_PARAMETER);
    all.put("torch._utils._rebuild_parameter_with_state", Function.REBUILD_PARAMETER);
    all.put("torch.Size", Function.SIZE);
    all.put("torch.device", Function.DEVICE);
    type(all, DType.F64, "Double", "float64");
    type(all, DType.F32, "Float", "float32");
    type(all, DType.F16, "Half", "float16");
    type(all, DType.BF16, "BFloat16", "bfloat16");
    type(all, DType.I64, "Long", "int64");
    type(all, DType.I32, "Int", "int32");
    type(all, DType.I16, "Short", "int16");
    type(all, DType.I8, "Char", "int8");
    type(all, DType.U8, "Byte", "uint8");
    type(all, DType.BOOL, "Bool", "bool");
    return Map.copyOf(all);
  }

  private static void type(Map<String, Object> all, DType dtype, String storage, String torch) {
    all.put("torch." + storage + "Storage", new StorageType(dtype));
    all.put("torch.cuda." + storage + "Storage", new StorageType(dtype));
    all.put("torch." + torch, Inert.OPAQUE);
  }
}
