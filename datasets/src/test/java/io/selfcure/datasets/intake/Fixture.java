package io.selfcure.datasets.intake;

import io.selfcure.core.data.Attributes;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.synthetic.SyntheticFaces;
import io.selfcure.datasets.synthetic.SyntheticOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;

/** A data set in somebody's official layout, of drawn faces: never a real person. */
public final class Fixture {

  private static final int FACES = 14;
  private static final int SIDE = 32;

  private final Path root;
  private final PixelPack faces;
  private final Map<String, byte[]> encoded = new HashMap<>();
  private int next;

  /** A layout to be made in {@code dir/source}; imports go beside it. */
  public Fixture(Path dir) {
    root = dir.resolve("source");
    faces =
        Objects.requireNonNull(
            SyntheticFaces.generate(
                    dir.resolve("faces"),
                    new SyntheticOptions(FACES, 0, SIDE, 0, 0, 1),
                    Progress.NONE)
                .pack());
  }

  public Path root() {
    return root;
  }

  /** Puts a face there; the name's end tells the format. */
  public Fixture face(String path) {
    String end = path.substring(path.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
    int face = next++ % FACES;
    String format = end.startsWith("tif") ? "tiff" : end.equals("jpeg") ? "jpg" : end;
    return file(path, encoded.computeIfAbsent(format + face, k -> encode(face, format)));
  }

  public Fixture faces(String... paths) {
    for (String path : paths) {
      face(path);
    }
    return this;
  }

  public Fixture text(String path, String text) {
    return file(path, text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  public Fixture file(String path, byte[] bytes) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] encode(int face, String format) {
    byte[] pixels = new byte[faces.pictureBytes()];
    faces.read(face, pixels, 0);
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SIDE * SIDE; i++) {
      image.setRGB(
          i % SIDE,
          i / SIDE,
          (pixels[3 * i] & 255) << 16 | (pixels[3 * i + 1] & 255) << 8 | (pixels[3 * i + 2] & 255));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException(format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Imports; sets of a few pictures may lose some, which {@link LossesTest} is about. */
  public ImportOutcome run(Importer importer) {
    return run(importer, Choices.DEFAULT.allowingPartial(), Map.of());
  }

  public ImportOutcome run(Importer importer, Choices choices, Map<String, String> options) {
    Path to = root.resolveSibling("set" + next++);
    return Intake.run(importer, new Request(root, options), choices, to, Progress.NONE);
  }

  /** Rows as {@code id split label subject}, in order. */
  public static List<String> rows(Dataset data) {
    return data.samples().stream()
        .map(
            s ->
                s.id()
                    + " "
                    + s.split().id()
                    + " "
                    + (s.label() == Sample.UNKNOWN ? "?" : data.labels().name(s.label()))
                    + (s.subject().isEmpty() ? "" : " " + s.subject()))
        .toList();
  }

  /** What the source says of a sample, as JSON. */
  public static String says(Dataset data, String id) {
    Map<String, String> all = new HashMap<>();
    Attributes.read(data, (sample, values) -> all.put(sample, values.toString()));
    return all.getOrDefault(id, "");
  }

  /** Lines of skipped.csv without its header. */
  public static List<String> skipped(Dataset data) {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(data.dir().resolve("skipped.csv")));
      lines.remove(0);
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
