package io.selfcure.core.data;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Guesses which name a misspelt one was meant to be. */
public final class Spelling {

  private static final int MOST = 3;

  private Spelling() {}

  /**
   * A question to add to a problem.
   *
   * @param word what was written
   * @param known the names there are
   * @return {@code "; did you mean X?"}, or nothing where no known name is near
   */
  public static String hint(String word, List<String> known) {
    String plain = word.replace('_', '-');
    int allowed = Math.max(1, Math.min(3, plain.length() / 3));
    String near =
        known.stream()
            .filter(k -> distance(plain, k) <= allowed)
            .sorted(Comparator.comparingInt(k -> distance(plain, k)))
            .limit(MOST)
            .collect(Collectors.joining(", "));
    return near.isEmpty() ? "" : "; did you mean " + near + "?";
  }

  /** Letters to insert, delete, replace, or swap with their neighbour. */
  public static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
