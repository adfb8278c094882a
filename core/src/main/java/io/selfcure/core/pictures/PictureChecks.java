package io.selfcure.core.pictures;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
   * Compares all pictures of a data set.
   *
   * @param prints print i for row i of the data set
   * @param same tells of two rows whether they are copies
   */
  public static PictureChecks of(Dataset data, Prints prints, SamePicture same) {
    Map<String, String> blanks = new HashMap<>();
    for (int row = 0; row < prints.count(); row++) {
      double deviation = prints.get(row).deviation();
      if (deviation < BLANK) {
        blanks.put(
            data.samples().get(row).id(),
            String.format(Locale.ROOT, "blank: grey values deviate by %.1f of 255", deviation));
      }
    }
    List<Group> groups =
        copies(prints, same).stream()
            .map(g -> new Group(g.stream().map(row -> data.samples().get(row)).toList()))
            .toList();
    return new PictureChecks(blanks, groups);
  }

  /**
   * Groups of copies: pictures that are the same but for brightness, contrast, compression, size,
   * mirroring, turns of up to 10 degrees, and up to a tenth cut off. Of more than {@value
   * Copies#MOST_IN_ALL_CHANGES} different pictures those alone are looked at that are nearly equal
   * as they are.
   *
   * @return two or more indices of the prints in each, rising; groups in the order of their first
   */
  public static List<List<Integer>> copies(Prints prints, SamePicture same) {
    return Copies.find(prints, same);
  }

  /** Whether copies of every kind are looked for among so many pictures. */
  public static boolean ofEveryKind(int pictures) {
    return pictures <= Copies.MOST_IN_ALL_CHANGES;
  }

  /**
   * Groups of pictures that are equal or nearly so, such as frames of one video: they may show one
   * person at two moments.
   *
   * @return two or more indices of the prints in each, rising; groups in the order of their first
   */
  public static List<List<Integer>> nearDuplicates(Prints prints) {
    return NearDuplicates.find(prints).groups();
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
