package io.selfcure.datasets.lists;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureEncoder;
import io.selfcure.vision.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A data set as folders {@code SPLIT/CLASS/PICTURE}, which most programs read. Picture files are
 * copied: who edits an export in place must not reach the originals. Packed pictures become PNG
 * files.
 */
public final class FolderExport {

  private final Dataset data;
  private final Set<String> taken = new HashSet<>();

  private FolderExport(Dataset data) {
    this.data = data;
  }

  /**
   * Writes the folders; the directory takes its name only when it is complete.
   *
   * @param to must not exist, or be empty
   * @return the number of pictures
   * @throws DataException when a picture is missing or none, or a class name is no folder's name
   */
  public static int write(Dataset data, Path to, Progress progress) {
    for (String name : data.labels().names()) {
      if (!name.equals(plain(name)) || name.startsWith(".")) {
        throw new DataException(
            data.dir().toString(),
            "has the class '" + name + "', which cannot name a folder everywhere",
            "choose another {format}, such as csv");
      }
    }
    return Outputs.writeFolder(to, "export", dir -> new FolderExport(data).fill(dir, progress));
  }

  private int fill(Path root, Progress progress) throws IOException {
    Path foreign = data.foreignRoot();
    if (foreign != null) {
      progress.say(
          "the pictures come from "
              + foreign
              + ", outside of the data set: pass on only what you know");
    }
    PixelPack pack = data.pack();
    List<Sample> samples = data.samples();
    int written = 0;
    try (Progress.Task task = progress.start("export", "pictures", samples.size())) {
      for (int i = 0; i < samples.size(); i++) {
        Sample s = samples.get(i);
        if (s.label() != Sample.UNKNOWN) {
          Path dir = root.resolve(s.split().id()).resolve(data.labels().name(s.label()));
          Files.createDirectories(dir);
          put(s, pack, dir);
          written++;
        }
        task.advance(i + 1, "");
      }
    }
    return written;
  }

  private void put(Sample s, @Nullable PixelPack pack, Path dir) throws IOException {
    if (pack != null) {
      Path file = dir.resolve(fresh(dir, plain(s.id()), ".png"));
      byte[] pixels = new byte[pack.pictureBytes()];
      pack.read(Dataset.packIndex(s.path()), pixels, 0);
      Files.write(file, PictureEncoder.png(pixels, pack.height(), pack.width(), pack.channels()));
      return;
    }
    Path source = data.file(s);
    byte[] picture = PictureFiles.read(source);
    PictureDecoder.check(picture, source.toString()); // nothing else of this machine's leaves it
    String name = plain(String.valueOf(source.getFileName()));
    int dot = name.lastIndexOf('.');
    String file =
        dot > 0 ? fresh(dir, name.substring(0, dot), name.substring(dot)) : fresh(dir, name, "");
    Files.write(dir.resolve(file), picture);
  }

  /** A name that no other picture of the folder has, by letters in either case. */
  private String fresh(Path dir, String stem, String suffix) {
    String name = stem + suffix;
    for (int n = 2; !taken.add((dir + "/" + name).toLowerCase(Locale.ROOT)); n++) {
      name = stem + "-" + n + suffix;
    }
    return name;
  }

  /** A text as a file name. */
  private static String plain(String text) {
    String plain = text.replaceAll("[^\\p{L}\\p{N}._ -]", "_");
    plain = plain.length() <= 100 ? plain : plain.substring(plain.length() - 100);
    return plain.startsWith(".") ? "_" + plain.substring(1) : plain;
  }
}
