package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.Wording;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.core.pictures.Prints;
import io.selfcure.core.progress.Progress;
import io.selfcure.vision.PixelCache;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a use case needs of whoever runs it.
 *
 * @param cache where decoded pixels are kept; made where it is missing
 * @param progress hears how far the work is
 * @param interruption may ask long work to end early
 * @param warnings hears, in a sentence each, what a person must not overlook though the work goes
 *     on
 * @param wording how pages and warnings name settings and actions
 */
public record Context(
    Path cache,
    Progress progress,
    Interruption interruption,
    Consumer<String> warnings,
    Wording wording) {

  /** The pictures of a data set at {@code size} x {@code size} pixels, picture i for row i. */
  public PixelPack pixels(Dataset data, int size) {
    return PixelCache.open(data, size, cache, progress);
  }

  /**
   * Warns where not every kind of copy is looked for among a data set's pictures: a silence would
   * say that there are none.
   */
  void warnOfCopies(Dataset data) {
    if (!PictureChecks.ofEveryKind(data.samples().size())) {
      warnings.accept(
          "among so many pictures copies that were mirrored, turned or cut are not looked for: only"
              + " those that are nearly equal as they are");
    }
  }

  /** The prints of a data set's pictures as they are in it, print i for row i. */
  public Prints prints(Dataset data) {
    return PixelCache.prints(data, cache, progress);
  }
}
