package io.selfcure.datasets.folder;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Any tree of class directories; the pictures stay where they are. */
public final class FolderImporter implements Importer {

  @Override
  public SetInfo info() {
    return new SetInfo(
        "folder",
        "",
        "<class>/pictures or <split>/<class>/pictures, splits named train, valid, test",
        "your own",
        "the owner's");
  }

  @Override
  public boolean takesAnything() {
    return true;
  }

  @Override
  public @Nullable String recognise(Clues place) {
    if (!Files.isDirectory(place.from())) {
      return null;
    }
    try {
      Tree tree = Tree.of(place.from());
      return "directories with pictures are named " + String.join(", ", tree.classes());
    } catch (DataException e) {
      return null;
    }
  }

  @Override
  public Reading open(Request request) {
    Path root = request.from();
    Tree tree = Tree.of(root);
    LabelSet labels = new LabelSet(tree.classes());
    return new Reading(labels, root, Expected.NOTHING, sink -> each(root, tree, labels, sink));
  }

  private static void each(Path root, Tree tree, LabelSet labels, Sink sink) {
    for (Tree.Entry entry : tree.files()) {
      String path = Walk.relative(root, entry.path());
      if (!Walk.isText(root, entry.path())) {
        sink.skip(path, Walk.NO_TEXT);
      } else if (!Files.isRegularFile(entry.path(), LinkOption.NOFOLLOW_LINKS)) {
        sink.skip(path, Walk.LINK);
      } else {
        Item item = Item.of(path, labels.indexOf(entry.className()));
        sink.take(entry.split() == null ? item : item.in(entry.split()));
      }
    }
    tree.strays()
        .forEach(s -> sink.skip(Walk.relative(root, s), "not directly in a class directory"));
  }
}
