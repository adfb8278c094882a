package io.selfcure.core.pictures;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.progress.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the pictures themselves show: blank ones, twins within and across splits, and, where it was
 * asked for, pictures without a face.
 *
 * @param blanks why a picture is blank, by id
 * @param groups groups of equal or nearly equal pictures
 * @param faces whether there is a face
 */
public record PictureChecks(Map<String, String> blanks, List<Group> groups, FaceLooks faces) {

  /** No checks were made. */
  public static final PictureChecks NONE = new PictureChecks(Map.of(), List.of());

  /** A picture whose grey values deviate by less than this, of 255, shows nothing. */
  private static final double BLANK = 4;

  private static final int CHUNK = 4096;

  /**
   * Pictures that are equal or nearly so.
   *
   * @param samples two or more
   */
  public record Group(List<Sample> samples) {
    /** Copies the samples. */
    public Group {
      samples = List.copyOf(samples);
    }

    /** Whether two of them have different given labels. */
    public boolean conflicting() {
      return samples.stream()
              .mapToInt(Sample::label)
              .filter(l -> l != Sample.UNKNOWN)
              .distinct()
              .count()
          > 1;
    }

    /** Whether they are in more than one split. */
    public boolean acrossSplits() {
      return samples.stream().map(Sample::split).distinct().count() > 1;
    }
  }

  /** Checks for which nobody looked for faces. */
  public PictureChecks(Map<String, String> blanks, List<Group> groups) {
    this(blanks, groups, FaceLooks.NONE);
  }

  /** These, and what was seen of faces. */
  public PictureChecks with(FaceLooks seen) {
    return new PictureChecks(blanks, groups, seen);
  }

  /** Copies both. */
  public PictureChecks {
    blanks = Map.copyOf(blanks);
    groups = List.copyOf(groups);
  }

  /**
   * Looks at all pictures of a data set.
   *
   * @param pixels picture i for row i of the data set
   */
  public static PictureChecks of(Dataset data, PixelPack pixels, Progress progress) {
    List<Thumbnail.Print> prints = prints(pixels, progress);
    Map<String, String> blanks = new HashMap<>();
    for (int row = 0; row < prints.size(); row++) {
      if (prints.get(row).deviation() < BLANK) {
        blanks.put(
            data.samples().get(row).id(),
            String.format(
                Locale.ROOT,
                "blank: grey values deviate by %.1f of 255",
                prints.get(row).deviation()));
      }
    }
    List<Group> groups =
        NearDuplicates.groups(prints).stream()
            .map(g -> new Group(g.stream().map(row -> data.samples().get(row)).toList()))
            .toList();
    return new PictureChecks(blanks, groups);
  }

  /**
   * Groups of pictures that are equal or nearly so, for pictures that are no data set yet.
   *
   * @return two or more indices of the pack in each, rising; groups in the order of their first
   */
  public static List<List<Integer>> twins(PixelPack pixels, Progress progress) {
    return NearDuplicates.groups(prints(pixels, progress));
  }

  private static List<Thumbnail.Print> prints(PixelPack pixels, Progress progress) {
    List<Thumbnail.Print> prints = new ArrayList<>();
    try (Progress.Task task = progress.start("pictures", "images", pixels.count())) {
      for (int from = 0; from < pixels.count(); from += CHUNK) {
        int to = Math.min(pixels.count(), from + CHUNK);
        prints.addAll(
            IntStream.range(from, to)
                .parallel()
                .mapToObj(
                    row -> {
                      byte[] picture = new byte[pixels.pictureBytes()];
                      pixels.read(row, picture, 0);
                      return Thumbnail.of(pixels, picture);
                    })
                .toList());
        task.advance(to, "");
      }
    }
    return prints;
  }

  /** Why a picture is blank, in words; null where it is not. */
  public @Nullable String blank(String id) {
    return blanks.get(id);
  }

  /** Why samples conflict with their twins, in words by id. */
  public Map<String, String> conflicts(LabelSet classes) {
    Map<String, String> conflicts = new HashMap<>();
    for (Group group : groups) {
      if (group.conflicting()) {
        for (Sample s : group.samples()) {
          group.samples().stream()
              .filter(o -> o.label() != s.label() && o.label() != Sample.UNKNOWN)
              .findFirst()
              .ifPresent(
                  o ->
                      conflicts.put(
                          s.id(),
                          "twin of "
                              + o.id()
                              + " ("
                              + o.split().id()
                              + "), which is "
                              + classes.name(o.label())));
        }
      }
    }
    return conflicts;
  }
}
