package io.selfcure.datasets.intake;

import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import io.selfcure.vision.face.FaceCrop;
import io.selfcure.vision.face.Landmarks;
import io.selfcure.vision.face.Quality;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is kept of a face that was cut out (docs/formats/manifest.md). */
public final class FaceAttributes {

  /** In a folder of crops: the line of {@link Preprocessing}, which an import takes over. */
  public static final String PREPROCESSING = ".preprocessing";

  private static final int LONGEST_LINE = 1000;

  private FaceAttributes() {}

  /** The source's attributes and the face's. */
  static Map<String, Object> of(Map<String, ?> source, FaceCrop face) {
    Map<String, Object> all = new LinkedHashMap<>(source);
    Landmarks marks = face.face().landmarks();
    if (marks != null) {
      List<Double> places = new ArrayList<>();
      marks
          .points()
          .forEach(
              p -> {
                places.add(rounded(p.x(), 10));
                places.add(rounded(p.y(), 10));
              });
      all.put("landmarks-5", places);
    }
    Quality q = face.quality();
    all.put("face-score", rounded(face.face().score(), 1e4));
    all.put("face-blur", rounded(q.blur(), 10));
    all.put("quality", rounded(q.score(), 1e4));
    Double yaw = q.yaw();
    Double roll = q.roll();
    if (yaw != null && roll != null) {
      all.put("face-yaw", rounded(yaw, 10));
      all.put("face-roll", rounded(roll, 10));
    }
    return all;
  }

  private static double rounded(double v, double parts) {
    return Math.rint(v * parts) / parts;
  }

  /**
   * How the faces of a folder were cut out, where this program did it.
   *
   * @throws DataException when it does not say so in words that are understood
   */
  static Optional<Preprocessing> preprocessing(Path root) {
    Path file = root.resolve(PREPROCESSING);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      String line = new String(in.readNBytes(LONGEST_LINE), StandardCharsets.UTF_8);
      return Optional.of(Preprocessing.of(line.strip()));
    } catch (IOException e) {
      throw new DataException(
          file.toString(), "cannot be read: " + Reasons.of(e), "check its permissions", e);
    } catch (DataException e) {
      throw new DataException(
          file.toString(), e.problem(), "remove it, or cut the faces out again", e);
    }
  }
}
