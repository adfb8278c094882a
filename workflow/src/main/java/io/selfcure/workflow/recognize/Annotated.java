package io.selfcure.workflow.recognize;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.recognition.Recognition;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where annotated pictures go: one file, or a folder that mirrors the inputs. */
final class Annotated {

  private static final String PLACE = "{annotate}";

  private final Path to;
  private final boolean file;
  private final Set<Path> written = new HashSet<>();

  /**
   * Looks first that nothing of the user's would be written over.
   *
   * @param single whether one picture was named
   */
  Annotated(Path to, boolean single, List<Input> inputs) {
    this.to = to;
    file = single && !Files.isDirectory(to) && !to.toString().endsWith("/");
    if (!file && Files.exists(to) && !Files.isDirectory(to)) {
      throw new UsageException(
          PLACE, Wording.value(to) + " is a file", "name a folder for several pictures");
    }
    for (Input input : inputs) {
      requireOther(input);
    }
    Outputs.requireWritable(file ? to : to.resolve("picture"), PLACE);
  }

  private void requireOther(Input input) {
    Path source = input.file();
    Path target = target(input.relative());
    try {
      if (source != null && Files.exists(target) && Files.isSameFile(source, target)) {
        throw new UsageException(
            PLACE,
            Wording.value(target) + " is one of the pictures that are to be read",
            "name another place");
      }
    } catch (IOException e) {
      throw new UsageException(
          PLACE, Wording.value(target) + " cannot be looked at", "name another place");
    }
  }

  private Path target(String relative) {
    if (file) {
      return to;
    }
    String name = relative.replaceAll("^([A-Za-z]:)?[/\\\\]+", "");
    String lower = name.toLowerCase(Locale.ROOT);
    boolean kept = lower.matches(".+\\.(jpe?g|png)");
    Path target = to.resolve(kept ? name : name + ".jpg").normalize();
    return target.startsWith(to.normalize()) ? target : to.resolve("picture.jpg");
  }

  /** Draws and writes a picture; of two that are called the same the second gets a number. */
  void draw(Input input, Picture picture, Recognition answer) {
    List<String> names = answer.faces().stream().map(f -> "").toList();
    Picture drawn = FaceOverlay.draw(picture, answer.faces(), names);
    Path target = target(input.relative());
    for (int n = 2; !written.add(target); n++) {
      target = target(n + "-" + input.relative().replace('/', '-'));
    }
    boolean png = target.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    Outputs.writeAtomically(
        target,
        png
            ? PictureEncoder.png(drawn)
            : PictureEncoder.jpeg(drawn.rgb(), drawn.height(), drawn.width(), 3));
  }
}
