package dev.holdout.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The name that was probably meant by one that is not known. */
public final class NearMiss {
  /** Longer texts are no misspelt names. */
  private static final int LONGEST = 200;

  private NearMiss() {}

  /** "Did you mean …?" if one of the names is near to what was written; empty otherwise. */
  public static String of(String written, Collection<String> names) {
    if (written.length() > LONGEST) {
      return "";
    }
    return names.stream()
        .filter(name -> name.length() <= LONGEST)
        .min(Comparator.comparingInt(name -> distance(plain(written), plain(name))))
        .filter(
            name ->
                distance(plain(written), plain(name))
                    <= Math.max(1, Math.min(written.length(), name.length()) / 3))
        .map(name -> "Did you mean '" + name + "'?")
        .orElse("");
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.\\s]", "");
  }

  /** Insertions, deletions, substitutions and swaps of neighbours between two texts. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        boolean swap =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swap) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
