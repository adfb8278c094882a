package io.selfcure.datasets.folder;

import io.selfcure.core.data.ClassNames;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Unread;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Any tree of class directories; the pictures stay where they are. */
public final class FolderImporter implements Importer {

  private static final String NUMBERS = "numbers";
  private static final String KEEP = "keep";

  @Override
  public SetInfo info() {
    return new SetInfo(
        "folder",
        "",
        "<class>/pictures or <split>/<class>/pictures, splits named train, valid, test",
        "your own",
        "the owner's",
        List.of(
            new SetInfo.Option(
                NUMBERS,
                KEEP,
                "keep: take directories that are named by numbers as classes of these names. Default:"
                    + " refuse them, unless a file for {labels} says what they are.",
                List.of(KEEP))));
  }

  @Override
  public boolean takesAnything() {
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * @throws DataException when there are pictures, but no classes: saying why is all that helps
   */
  @Override
  public @Nullable String recognise(Clues place) {
    if (!Files.isDirectory(place.from())
        || place.files().stream().noneMatch(f -> Walk.isPicture(f))) {
      return null;
    }
    Tree tree = Tree.of(place.from());
    return "directories with pictures are named "
        + Wording.value(String.join(", ", tree.classes()));
  }

  @Override
  public Reading open(Request request) {
    Path root = request.from();
    Unread.refuse(root);
    Tree tree = Tree.of(root);
    tree.requireNoLinks();
    ClassNames classes =
        ClassNames.of(
            tree.files().stream()
                .collect(Collectors.groupingBy(Tree.Entry::className, Collectors.counting())));
    LabelSet labels = new LabelSet(classes.names());
    TableBeside.requireAgreement(root, tree);
    return new Reading(
        labels,
        root,
        Expected.NOTHING,
        sink -> {
          classes.notes().forEach(n -> sink.note(Wording.value(n)));
          each(root, tree, classes, sink);
        });
  }

  /** Refuses numbers: what they stand for differs from set to set. */
  @Override
  public void requireNamed(Request request, LabelSet labels) {
    String place = request.from().toString();
    List<String> numbers = labels.names().stream().filter(n -> n.matches("-?\\d+")).toList();
    if (!numbers.isEmpty() && !KEEP.equals(request.option(NUMBERS))) {
      throw new DataException(
          place,
          "has classes that are named by numbers, "
              + String.join(", ", numbers)
              + ": sets number their classes in different ways, and the pictures are not named as"
              + " those of a set that is known",
          "write a YAML file with a line for each, such as '"
              + numbers.get(0)
              + ": happiness', and give it as {labels}; or take the numbers as names, as in"
              + " {command import folder: numbers=keep}");
    }
  }

  private static void each(Path root, Tree tree, ClassNames classes, Sink sink) {
    for (Tree.Entry entry : tree.files()) {
      String path = Walk.relative(root, entry.path());
      if (!Walk.isText(root, entry.path())) {
        sink.skip(path, Walk.NO_TEXT);
      } else if (!Files.isRegularFile(entry.path(), LinkOption.NOFOLLOW_LINKS)) {
        Walk.irregular(root, entry.path(), sink);
      } else {
        Item item = Item.of(path, classes.indexOf(entry.className()));
        sink.take(entry.split() == null ? item : item.in(entry.split()));
      }
    }
    for (Tree.Stray stray : tree.strays()) {
      if (Files.isSymbolicLink(stray.path())) {
        Walk.irregular(root, stray.path(), sink);
      } else if (stray.lost()) {
        sink.skip(Walk.relative(root, stray.path()), stray.reason());
      } else {
        sink.omit(Walk.relative(root, stray.path()), stray.reason());
      }
    }
  }
}
