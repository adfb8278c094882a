package io.selfcure.workflow.recognize;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.PictureFile;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One picture or video that is to be looked at.
 *
 * @param name what the user calls it
 * @param file where it is; null where it is no file of its own
 * @param relative its place below the folder that was named, or its file's name
 * @param picture decodes it; null for a video
 */
record Input(
    String name, @Nullable Path file, String relative, @Nullable Supplier<Picture> picture) {

  /** Stands for a picture on standard input. */
  static final String STANDARD_INPUT = "-";

  private static final Pattern CAMERA = Pattern.compile("camera:\\d+");
  private static final Pattern VIDEO =
      Pattern.compile("(?i).+\\.(mp4|m4v|mov|mkv|webm|avi|mpe?g|ts|mts|m2ts|flv|ogv|wmv|asf|3gp)");

  /** Takes what is found, in order. */
  interface Taker {
    /** Something to look at. */
    void take(Input input);

    /** Something that cannot be. */
    void fail(String name, String problem);
  }

  boolean moving() {
    return picture == null;
  }

  /**
   * What a list of names stands for.
   *
   * @param crops whether pictures are faces that are cut out already
   * @param standardInput where {@link #STANDARD_INPUT} is read from
   * @return whether one picture or video alone was named
   */
  static boolean resolve(
      List<String> names, boolean crops, InputStream standardInput, Taker taker) {
    boolean single = names.size() == 1;
    for (String name : names) {
      if (name.equals(STANDARD_INPUT)) {
        taker.take(new Input(name, null, "picture", () -> decode(read(standardInput), name)));
        continue;
      }
      Path path = path(name);
      if (CAMERA.matcher(name).matches() && !Files.exists(path)) {
        throw new UsageException(
            "INPUT",
            name + " is a camera, and cameras cannot be read",
            "record a video with another program, and name its file");
      }
      if (Files.isDirectory(path)) {
        single = false;
        if (Files.isRegularFile(path.resolve(Dataset.CARD))) {
          dataset(path, crops, taker);
        } else {
          folder(name, path, taker);
        }
      } else {
        file(name, path, taker);
      }
    }
    return single;
  }

  static boolean isOnePicture(List<String> names) {
    return names.size() == 1
        && (names.get(0).equals(STANDARD_INPUT)
            || !(VIDEO.matcher(names.get(0)).matches() || Files.isDirectory(path(names.get(0)))));
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UsageException(
          "INPUT", Wording.value(name) + " is no path: " + e.getReason(), "check it");
    }
  }

  private static void file(String name, Path path, Taker taker) {
    String plain = Walk.name(path);
    if (VIDEO.matcher(plain).matches()) {
      taker.take(new Input(name, path, plain, null));
    } else {
      taker.take(new Input(name, path, plain, () -> decode(PictureFiles.read(path), name)));
    }
  }

  /** Everything below a folder that is called as pictures or videos are, in the order of names. */
  private static void folder(String name, Path dir, Taker taker) {
    Path root = dir.toAbsolutePath().normalize();
    List<String> found = new ArrayList<>();
    Sink links =
        new Sink() {
          @Override
          public void take(Item item) {
            throw new IllegalStateException("a walk hands on paths");
          }

          @Override
          public void skip(String where, String reason) {
            taker.fail(below(name, where), reason);
          }
        };
    Walk.files(root, root, links, found::add);
    boolean any = false;
    for (String path : found) {
      String called = below(name, path);
      if (VIDEO.matcher(path).matches()) {
        taker.take(new Input(called, root.resolve(path), path, null));
        any = true;
      } else if (Walk.isPicture(path)) {
        taker.take(
            new Input(
                called,
                root.resolve(path),
                path,
                () -> decode(PictureFile.bytes(root, path), called)));
        any = true;
      }
    }
    if (!any) {
      throw new DataException(
          name, "holds no pictures and no videos", "name a folder with some, or files");
    }
  }

  private static String below(String folder, String path) {
    return folder.endsWith("/") ? folder + path : folder + "/" + path;
  }

  /** The pictures of a data set, each called by its sample's id. */
  private static void dataset(Path dir, boolean crops, Taker taker) {
    if (!crops) {
      throw new UsageException(
          "INPUT",
          Wording.value(dir) + " is a data set, whose pictures are faces that are cut out already",
          "give {crops} too");
    }
    Dataset data = Dataset.read(dir);
    PixelPack pack = data.pack();
    for (Sample s : data.samples()) {
      if (pack == null) {
        Path file = data.file(s);
        taker.take(
            new Input(s.id(), file, s.path(), () -> decode(PictureFiles.read(file), s.id())));
      } else {
        taker.take(new Input(s.id(), null, s.path().substring(1), () -> packed(pack, s)));
      }
    }
  }

  private static Picture packed(PixelPack pack, Sample sample) {
    byte[] pixels = new byte[pack.pictureBytes()];
    pack.read(Dataset.packIndex(sample.path()), pixels, 0);
    return pack.channels() == 1
        ? Picture.ofGrey(pack.height(), pack.width(), pixels)
        : new Picture(pack.height(), pack.width(), pixels);
  }

  private static byte[] read(InputStream in) {
    try {
      byte[] bytes = in.readNBytes(PictureDecoder.MAX_BYTES + 1);
      if (bytes.length == 0) {
        throw new DataException("standard input", "is empty", "send a picture file to it");
      }
      return bytes;
    } catch (IOException e) {
      throw new DataException("standard input", "cannot be read: " + Reasons.of(e), "", e);
    }
  }

  private static Picture decode(byte[] file, String name) {
    if (file.length == 0) {
      throw new DataException(name, "is empty", "replace the picture");
    }
    return PictureDecoder.decode(file, name);
  }
}
