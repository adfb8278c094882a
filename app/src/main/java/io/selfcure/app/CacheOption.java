package io.selfcure.app;

import io.selfcure.core.data.UserCache;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where pictures are decoded to: the one --cache of every command that looks at them. */
final class CacheOption {

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Where decoded pixels are kept. Default: $SELFCURE_CACHE or ~/.cache/selfcure.")
  private @Nullable Path cache;

  /** The directory. */
  Path root() {
    return cache == null ? UserCache.root() : cache;
  }
}
