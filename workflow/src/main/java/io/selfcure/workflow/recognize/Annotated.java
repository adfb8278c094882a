package io.selfcure.workflow.recognize;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.recognition.Recognition;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureEncoder;
import io.selfcure.vision.video.VideoEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where annotated pictures go: one file, or a folder that mirrors the inputs. */
final class Annotated {

  private static final Pattern PICTURE = Pattern.compile(".+\\.(jpe?g|png)");
  private static final Pattern VIDEO = Pattern.compile(".+\\.(mp4|m4v|mov|mkv|avi)");
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
      requireKind(input);
      requireOther(input);
    }
    Outputs.requireWritable(file ? to : to.resolve("picture"), PLACE);
  }

  /** A picture in a file that is called a video, or a video in a picture, could not be opened. */
  private void requireKind(Input input) {
    if (!file) {
      return;
    }
    if (input.moving()) {
      VideoEncoder.container(to);
    } else if (!PICTURE.matcher(to.toString().toLowerCase(Locale.ROOT)).matches()) {
      throw new UsageException(
          PLACE,
          Wording.value(to) + " is not called as a picture that can be written",
          "name a file that ends with .jpg or .png, or a folder with / at its end");
    }
  }

  private void requireOther(Input input) {
    Path source = input.file();
    Path target = target(input.relative(), input.moving());
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

  private Path target(String relative, boolean moving) {
    if (file) {
      return to;
    }
    String name = relative.replaceAll("^([A-Za-z]:)?[/\\\\]+", "");
    String lower = name.toLowerCase(Locale.ROOT);
    boolean kept = moving ? VIDEO.matcher(lower).matches() : PICTURE.matcher(lower).matches();
    String end = moving ? ".mp4" : ".jpg";
    Path target = to.resolve(kept ? name : name + end).normalize();
    return target.startsWith(to.normalize()) ? target : to.resolve("picture" + end);
  }

  /** Draws and writes a picture. */
  void draw(Input input, Picture picture, Recognition answer) {
    List<String> names = answer.faces().stream().map(f -> "").toList();
    Picture drawn = FaceOverlay.draw(picture, answer.faces(), names);
    Path target = fresh(input);
    boolean png = target.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    Outputs.writeAtomically(
        target,
        png
            ? PictureEncoder.png(drawn)
            : PictureEncoder.jpeg(drawn.rgb(), drawn.height(), drawn.width(), 3));
  }

  /** The place of an input's picture; of two that are called the same the second gets a number. */
  private Path fresh(Input input) {
    Path target = target(input.relative(), input.moving());
    for (int n = 2; !written.add(target); n++) {
      target = target(n + "-" + input.relative().replace('/', '-'), input.moving());
    }
    return target;
  }

  /** Draws frames, and puts them together to a video that appears when it is complete. */
  void video(Input input, Consumer<VideoRun.Taker> frames) {
    Path target = fresh(input);
    String container = VideoEncoder.container(target);
    Outputs.writeAtomically(
        target,
        partial -> {
          try (Film film = new Film(partial, container)) {
            frames.accept(film::add);
            film.finish();
          }
        });
  }

  /** A video that begins with its first frame, whose size it takes. */
  private static final class Film implements AutoCloseable {
    private final Path file;
    private final String container;
    private @Nullable VideoEncoder encoder;

    Film(Path file, String container) {
      this.file = file;
      this.container = container;
    }

    void add(PictureAnswer answer, @Nullable Picture picture) {
      List<String> names = answer.ids().stream().map(id -> id == 0 ? "" : id + " ").toList();
      Picture drawn =
          FaceOverlay.draw(Objects.requireNonNull(picture), answer.recognition().faces(), names);
      if (encoder == null) {
        encoder = new VideoEncoder(file, container, drawn.width(), drawn.height());
      }
      encoder.add(drawn, answer.seconds());
    }

    void finish() {
      if (encoder == null) {
        throw new DataException("the video", "has no frames", "leave it out");
      }
      encoder.finish();
    }

    @Override
    public void close() {
      if (encoder != null) {
        encoder.close();
      }
    }
  }
}
