package io.selfcure.training.runtime;

import io.selfcure.core.error.EnvironmentException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.jspecify.annotations.Nullable;

/**
 * Where libtorch computes: on the CPU or on the first CUDA device that the process may see
 * (CUDA_VISIBLE_DEVICES chooses among several, or hides all). One choice for the whole process, as
 * for the number of threads; until one is made, CUDA where there is one.
 *
 * <p>Weights, pictures and labels go there through {@link #place}; what is read comes back through
 * {@link Values}. Random numbers are drawn on the CPU, so a seed gives the same initial weights on
 * either.
 */
public final class Accelerator {

  /** Which build of libtorch JavaCPP loads: "-gpu" for CUDA, set by the launcher. */
  private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";

  private static final Path NVIDIA = Path.of("/proc/driver/nvidia/gpus");

  private static @Nullable Device chosen;

  private Accelerator() {}

  /** Whether libtorch can use CUDA and finds a device. */
  public static boolean hasCuda() {
    Torch.load();
    return torch.cuda_is_available();
  }

  /**
   * Refuses to choose the CPU in a program that was started for CUDA: going on slowly would be no
   * answer.
   *
   * @throws EnvironmentException when there is no CUDA device then
   */
  public static void requireWhatWasStarted() {
    if ("-gpu".equals(System.getProperty(EXTENSION)) && !hasCuda()) {
      throw none("SELFCURE_CUDA");
    }
  }

  private static EnvironmentException none(String place) {
    return new EnvironmentException(
        place,
        "libtorch finds no CUDA device, or not the libraries of CUDA 13 and cuDNN 9",
        "see that nvidia-smi lists one, that CUDA_VISIBLE_DEVICES does not hide it, that"
            + " SELFCURE_CUDA is set and LD_LIBRARY_PATH names the libraries"
            + " (docs/guide/install.md); or train with {device=cpu} and SELFCURE_CUDA unset");
  }

  /**
   * Chooses for all tensors placed from now on. On CUDA the arithmetic of fp32 stays fp32 (no
   * TF32), and the algorithms are those that give the same numbers each time.
   *
   * @throws EnvironmentException when CUDA is asked for and there is none
   */
  public static synchronized void use(boolean cuda) {
    if (cuda && !hasCuda()) {
      throw none("device cuda");
    }
    chosen = cuda ? cudaDevice() : new Device(DeviceType.CPU).retainReference();
  }

  private static Device cudaDevice() {
    Context context = torch.globalContext();
    context.setAllowTF32CuDNN(false);
    context.setAllowTF32CuBLAS(false);
    context.setBenchmarkCuDNN(false);
    context.setDeterministicCuDNN(true);
    return new Device(DeviceType.CUDA, (byte) 0).retainReference();
  }

  /** The device in use. */
  public static synchronized Device device() {
    Device device = chosen;
    if (device == null) {
      requireWhatWasStarted();
      use(hasCuda());
      device = Objects.requireNonNull(chosen);
    }
    return device;
  }

  /** Whether CUDA is in use. */
  public static boolean onCuda() {
    return device().is_cuda();
  }

  /** The tensor itself where it is in its place, else a copy there; strides are kept. */
  public static Tensor place(Tensor tensor) {
    return onCuda() && !tensor.is_cuda()
        ? tensor.to(device(), tensor.scalar_type().intern())
        : tensor;
  }

  /**
   * The device in use in words, with the versions that libtorch was built for, such as "cuda:
   * NVIDIA A100-SXM4-40GB, CUDA 13.1, cuDNN 9.19".
   */
  public static String describe() {
    if (!onCuda()) {
      return "cpu";
    }
    long cuda = Context.versionCUDART();
    long cudnn = Context.versionCuDNN();
    return "cuda: "
        + name()
        + ", CUDA "
        + cuda / 1000
        + "."
        + cuda % 1000 / 10
        + ", cuDNN "
        + cudnn / 10000
        + "."
        + cudnn % 10000 / 100;
  }

  /** The first device's name as the driver tells it on Linux. */
  private static String name() {
    try (DirectoryStream<Path> devices = Files.newDirectoryStream(NVIDIA)) {
      for (Path device : devices) {
        for (String line : Files.readAllLines(device.resolve("information"))) {
          if (line.startsWith("Model:")) {
            return line.substring(line.indexOf(':') + 1).strip();
          }
        }
      }
    } catch (IOException e) {
      return "device of unknown name"; // not Linux, or a driver in a container
    }
    return "device of unknown name";
  }
}
