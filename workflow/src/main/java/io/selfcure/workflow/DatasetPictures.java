package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.curation.report.Faces;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureEncoder;
import io.selfcure.vision.PictureFiles;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pictures for reports from the data set of a run, or from where it has moved to. */
public final class DatasetPictures implements Faces {

  /** Pixels a side at most: larger pictures are shrunk, so that the report stays small. */
  private static final int SIDE = 72;

  private final @Nullable Path data;
  private final Map<Path, Dataset> opened = new HashMap<>();

  /**
   * Pictures for reports.
   *
   * @param data where the data set is now, null for where the run found it
   */
  public DatasetPictures(@Nullable Path data) {
    this.data = data;
  }

  @Override
  public Album open(RunFolder run) {
    Path place = data == null ? Path.of(run.origin().getOrDefault("data", "")) : data;
    Dataset dataset;
    try {
      dataset = opened.computeIfAbsent(place, Dataset::read);
    } catch (DataException e) {
      throw new DataException(
          place.toString(),
          e.problem(),
          "name the data set's place with {command report: data=DIR}",
          e);
    }
    run.requireData(dataset);
    return album(dataset);
  }

  /** The pictures of one data set, as data addresses of JPEG files, by the samples' ids. */
  public static Album album(Dataset dataset) {
    Map<String, Sample> byId = new HashMap<>();
    dataset.samples().forEach(s -> byId.put(s.id(), s));
    PixelPack pack = dataset.pack();
    return id -> {
      Sample sample = byId.get(id);
      if (sample == null) {
        throw new DataException(
            dataset.dir().toString(), "has no sample '" + id + "'", "use the data set of the run");
      }
      byte[] jpeg = pack == null ? ofFile(dataset.file(sample)) : ofPack(pack, sample);
      return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
    };
  }

  private static byte[] ofPack(PixelPack pack, Sample sample) {
    int index = Dataset.packIndex(sample.path());
    if (index < 0 || index >= pack.count()) {
      throw new DataException(
          "sample " + sample.id(), "has no picture in the pack", "import the data set again");
    }
    byte[] pixels = new byte[pack.pictureBytes()];
    pack.read(index, pixels, 0);
    int side = Math.max(pack.height(), pack.width());
    return side <= SIDE
        ? PictureEncoder.jpeg(pixels, pack.height(), pack.width(), pack.channels())
        : PictureEncoder.jpeg(pixels, pack.height(), pack.width(), pack.channels(), SIDE);
  }

  private static byte[] ofFile(Path file) {
    Picture picture = PictureDecoder.decode(PictureFiles.read(file), file.toString(), SIDE);
    return PictureEncoder.jpeg(picture.rgb(), picture.height(), picture.width(), 3);
  }
}
