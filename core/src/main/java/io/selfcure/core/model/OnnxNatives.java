package io.selfcure.core.model;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.UserCache;
import io.selfcure.core.error.SelfcureException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks ONNX Runtime's natives once into the user's cache. By itself it unpacks 20 MB into a new
 * temporary directory in every process, and leaves that behind where the process is killed.
 */
public final class OnnxNatives {

  /** Where ONNX Runtime looks for its natives before it unpacks them. */
  private static final String PLACE = "onnxruntime.native.path";

  private static final String[] LIBRARIES = {"onnxruntime", "onnxruntime4j_jni"};

  private OnnxNatives() {}

  /**
   * Makes ONNX Runtime load its natives from the cache; to be called before its first class is
   * used. Does nothing where somebody has named a place for them, where there are none for this
   * system, or where the cache cannot be written: ONNX Runtime then goes its own way, or says what
   * is wrong.
   */
  public static synchronized void unpack() {
    if (System.getProperty(PLACE) != null) {
      return;
    }
    try {
      Path folder = folder();
      if (folder != null) {
        System.setProperty(PLACE, folder.toString());
      }
    } catch (IOException | UncheckedIOException | SelfcureException e) {
      // a cache that cannot be written; the natives are still in the jar
    }
  }

  /** The folder that holds them, named by their sizes, so that versions do not meet. */
  private static @Nullable Path folder() throws IOException {
    String system = system();
    StringBuilder name = new StringBuilder("onnxruntime-" + system);
    URL[] packed = new URL[LIBRARIES.length];
    for (int i = 0; i < LIBRARIES.length; i++) {
      String file = System.mapLibraryName(LIBRARIES[i]);
      packed[i] = OnnxNatives.class.getResource("/ai/onnxruntime/native/" + system + "/" + file);
      if (packed[i] == null) {
        return null;
      }
      name.append('-').append(length(packed[i]));
    }
    Path folder = UserCache.makePrivate(UserCache.root().resolve(name.toString()));
    for (int i = 0; i < LIBRARIES.length; i++) {
      Path file = folder.resolve(System.mapLibraryName(LIBRARIES[i]));
      if (!Files.exists(file) || Files.size(file) != length(packed[i])) {
        unpack(packed[i], file);
      }
    }
    return folder;
  }

  private static long length(URL packed) throws IOException {
    URLConnection connection = packed.openConnection();
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      return connection.getContentLengthLong();
    }
  }

  private static void unpack(URL packed, Path file) {
    Outputs.writeAtomically(
        file,
        partial -> {
          try (InputStream in = packed.openStream()) {
            Files.copy(in, partial);
          }
        });
  }

  /** As ONNX Runtime's jar names systems. */
  private static String system() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String kind = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
    boolean arm = machine.equals("aarch64") || machine.equals("arm64");
    return kind + (arm ? "-aarch64" : "-x64");
  }
}
