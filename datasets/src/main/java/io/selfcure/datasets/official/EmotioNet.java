package io.selfcure.datasets.official;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Expected;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.intake.Walk;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * EmotioNet, of which lists of URLs are distributed: action units that people or a program have
 * told, or categories of emotion. Pictures are found in a directory by the URL's last part. The
 * lists are read row by row, as one has 950,000.
 */
final class EmotioNet implements Importer {

  static final LabelSet CATEGORIES =
      LabelSet.of(
          "angrily disgusted",
          "angrily surprised",
          "angry",
          "appalled",
          "awed",
          "disgusted",
          "fearful",
          "fearfully angry",
          "fearfully surprised",
          "happily disgusted",
          "happily surprised",
          "happy",
          "sad",
          "sadly angry",
          "sadly disgusted",
          "surprised");

  @Override
  public SetInfo info() {
    return new SetInfo(
        "emotionet",
        "EmotioNet",
        "a directory of downloaded pictures, with a list beside them: action units (.xlsx, .csv, or"
            + " the 950,000 in .txt) or categories (.xlsx)",
        "cbcsl.ece.ohio-state.edu; Fabian Benitez-Quiroz, Srinivasan and Martinez, EmotioNet, CVPR"
            + " 2016",
        "signed agreement; URLs only are distributed, pictures belong to their owners",
        List.of(
            new SetInfo.Option(
                "list",
                "PATH",
                "The list, or a directory of lists. Default: those in the pictures' directory."),
            new SetInfo.Option(
                "au",
                "N",
                "Make a task of action unit N: absent or present. Default: lists of action units"
                    + " give no labels, but all units as attributes.")));
  }

  @Override
  public @Nullable String recognise(Clues place) {
    if (!Files.isDirectory(place.from())) {
      return null;
    }
    List<Path> found = lists(place.from());
    return found.isEmpty() ? null : found.get(0).getFileName() + " has EmotioNet's columns";
  }

  /** The lists of one kind in a directory. */
  private static List<Path> lists(Path dir) {
    return Walk.children(dir).stream()
        .filter(f -> Files.isRegularFile(f) && UrlTable.isTable(f) && kind(f) != null)
        .toList();
  }

  private static @Nullable EmotioNetList kind(Path file) {
    EmotioNetList[] kind = new EmotioNetList[1];
    try {
      UrlTable.each(
          file,
          (cells, where) -> {
            kind[0] = EmotioNetList.of(cells);
            return false;
          });
    } catch (DataException e) {
      return null;
    }
    return kind[0];
  }

  @Override
  public Reading open(Request request) {
    Path root = request.directory();
    String named = request.option("list");
    Path place = named == null ? root : Path.of(named).toAbsolutePath().normalize();
    Map<Path, EmotioNetList> lists = new LinkedHashMap<>();
    for (Path file : Files.isDirectory(place) ? lists(place) : List.of(place)) {
      EmotioNetList kind = kind(file);
      if (kind == null) {
        throw new DataException(
            file.toString(),
            "is none of EmotioNet's lists",
            "give one whose columns are URL, original URL, then action units or categories");
      }
      lists.put(file, kind);
    }
    if (lists.isEmpty()) {
      throw new DataException(place.toString(), "has none of EmotioNet's lists", "add {list} FILE");
    }
    if (lists.values().stream().map(EmotioNetList::categories).distinct().count() > 1) {
      throw new DataException(
          place.toString(),
          "has lists of action units and of categories: " + lists.keySet(),
          "choose one with {list}");
    }
    boolean categories = lists.values().iterator().next().categories();
    int unit = unit(request, categories);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("list", String.join(" ", lists.keySet().stream().map(f -> Walk.name(f)).toList()));
    if (unit > 0) {
      settings.put("au", Integer.toString(unit));
    }
    LabelSet labels =
        unit > 0 ? LabelSet.of("AU" + unit + " absent", "AU" + unit + " present") : CATEGORIES;
    return new Reading(
        labels, root, null, Expected.NOTHING, settings, sink -> each(root, lists, unit, sink));
  }

  private static int unit(Request request, boolean categories) {
    String named = request.option("au");
    if (named == null) {
      return 0;
    }
    if (categories || !named.matches("[1-9]\\d?")) {
      throw new UsageException(
          "{au}",
          categories
              ? "goes with a list of action units"
              : "'" + Wording.value(named) + "' is no action unit",
          "give the number of a unit in the list, such as 12");
    }
    return Integer.parseInt(named);
  }

  private static void each(Path root, Map<Path, EmotioNetList> lists, int unit, Sink sink) {
    Map<String, String> pictures = new HashMap<>(); // only here: it may be large
    Walk.files(
        root,
        root,
        sink,
        path -> {
          if (!UrlTable.isTable(Path.of(path))) {
            String twin = pictures.putIfAbsent(EmotioNetList.fileName(path), path);
            if (twin != null) {
              sink.skip(path, "has the name of " + twin);
            }
          }
        });
    lists.forEach(
        (file, kind) -> {
          boolean[] header = {kind.header()};
          UrlTable.each(
              file,
              (cells, where) -> {
                if (!header[0]) {
                  take(kind, cells, where, pictures, unit, sink);
                }
                header[0] = false;
                return true;
              });
        });
  }

  private static void take(
      EmotioNetList kind,
      List<String> cells,
      String where,
      Map<String, String> pictures,
      int unit,
      Sink sink) {
    String url = cells.get(0);
    String path = find(pictures, url);
    if (path == null) {
      sink.omit(url.isEmpty() ? where : url, "no picture of that name is here");
      return;
    }
    Map<String, Object> says = new LinkedHashMap<>();
    says.put("url", url);
    int label = Sample.UNKNOWN;
    if (kind.categories()) {
      label = EmotioNetList.category(cells, where);
      if (label < 0) {
        sink.omit(path, "has not exactly one category");
        return;
      }
    } else {
      says.putAll(kind.says(cells, where));
      if (unit > 0) {
        label = kind.unit(unit, cells, where);
        if (label != 0 && label != 1) {
          sink.omit(path, "of action unit " + unit + " nothing is known");
          return;
        }
      }
    }
    sink.take(Item.of(path, label).saying(says));
  }

  /** The picture as the URL names it, or as a downloader may have written that name. */
  private static @Nullable String find(Map<String, String> pictures, String url) {
    String name = EmotioNetList.fileName(url);
    String path = pictures.get(name);
    if (path == null && name.indexOf('%') >= 0) {
      try {
        path = pictures.get(URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        return null; // no valid escape
      }
    }
    int query = name.indexOf('?');
    return path == null && query > 0 ? pictures.get(name.substring(0, query)) : path;
  }
}
