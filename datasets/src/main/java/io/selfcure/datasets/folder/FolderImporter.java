package io.selfcure.datasets.folder;

import io.selfcure.core.data.Card;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Shuffle;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureFiles;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Imports any tree of class directories. The pictures stay where they are; each is decoded once, so
 * that what cannot be read is listed now and not found in the middle of a training.
 */
public final class FolderImporter {

  private static final int CHUNK = 64;

  private FolderImporter() {}

  /**
   * Imports.
   *
   * @param to the new data set
   * @throws DataException when there is no such tree, or no picture in it can be read
   */
  public static Dataset run(FolderOptions options, Path to, Progress progress) {
    Tree tree = Tree.of(options.from());
    LabelSet labels = new LabelSet(tree.classes());
    Path root = options.from().toAbsolutePath().normalize();
    List<Split> splits = splits(tree, options);
    int kept = 0;
    try (DatasetWriter writer = DatasetWriter.files(to, labels, root);
        Progress.Task task = progress.start("import", "images", tree.files().size())) {
      for (int from = 0; from < tree.files().size(); from += CHUNK) {
        int end = Math.min(tree.files().size(), from + CHUNK);
        List<Read> chunk =
            IntStream.range(from, end)
                .parallel()
                .mapToObj(i -> read(root, tree.files().get(i).path()))
                .toList();
        for (int i = from; i < end; i++) {
          Tree.Entry entry = tree.files().get(i);
          String path = relative(root, entry.path());
          Read read = chunk.get(i - from);
          if (read.problem().isEmpty()) {
            int label = labels.indexOf(entry.className());
            writer.addFile(Sample.of(path, path, splits.get(i), label), read.bytes());
            kept++;
          } else {
            writer.skip(path, read.problem());
          }
        }
        task.advance(end, "");
      }
      if (kept == 0) {
        throw new DataException(
            options.from().toString(),
            "has no readable picture in its class directories",
            "check that <class>/ directories hold JPEG, PNG, BMP, TIFF or WebP files");
      }
      tree.strays()
          .forEach(s -> writer.skip(relative(root, s), "not directly in a class directory"));
      int skipped = tree.files().size() - kept + tree.strays().size();
      progress.say(
          String.format(
              Locale.ROOT,
              "%,d pictures in %d classes%s",
              kept,
              labels.size(),
              skipped == 0
                  ? ""
                  : String.format(Locale.ROOT, ", %,d skipped: see skipped.csv", skipped)));
      return writer.finish(
          String.valueOf(root.getFileName()),
          "folder " + root.getFileName(),
          "the owner's",
          madeBy(tree, options));
    }
  }

  private static List<java.util.Map<String, String>> madeBy(Tree tree, FolderOptions options) {
    return List.of(
        tree.hasSplits()
            ? Card.step("import", "importer", "folder")
            : Card.step(
                "import",
                "importer",
                "folder",
                "valid-share",
                Double.toString(options.validShare()),
                "seed",
                Long.toString(options.seed())));
  }

  private record Read(byte[] bytes, String problem) {}

  private static Read read(Path root, Path file) {
    if (!isText(root, file)) {
      return new Read(
          new byte[0], "its name is no text in this system's encoding: rename it, or set LC_ALL");
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Read(new byte[0], "not a regular file (links are not followed)");
    }
    try {
      byte[] bytes = PictureFiles.read(file);
      PictureDecoder.check(bytes, file.toString());
      return new Read(bytes, "");
    } catch (DataException e) {
      return new Read(new byte[0], e.problem());
    }
  }

  /** Whether the table can hold the file's name: names are bytes, and some are not text. */
  private static boolean isText(Path root, Path file) {
    try {
      return root.resolve(relative(root, file)).equals(file.toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String relative(Path root, Path file) {
    return root.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
  }

  /**
   * The split of every file: the tree's own, or a seeded one with the same share of every class.
   */
  private static List<Split> splits(Tree tree, FolderOptions options) {
    List<Split> splits = new ArrayList<>();
    tree.files().forEach(f -> splits.add(f.split() == null ? Split.TRAIN : f.split()));
    if (tree.hasSplits()) {
      return splits;
    }
    SplittableRandom random = new SplittableRandom(options.seed());
    for (String className : tree.classes()) {
      List<Integer> members = new ArrayList<>();
      for (int i = 0; i < tree.files().size(); i++) {
        if (tree.files().get(i).className().equals(className)) {
          members.add(i);
        }
      }
      Shuffle.list(members, random);
      int valid = (int) Math.round(options.validShare() * members.size());
      members.subList(0, valid).forEach(i -> splits.set(i, Split.VALID));
    }
    return splits;
  }
}
