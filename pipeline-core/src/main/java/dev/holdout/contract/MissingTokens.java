package dev.holdout.contract;

import java.util.List;
import java.util.Set;

/** Texts by which tables say "no value". */
final class MissingTokens {
  /** All that are known; compared as they are written. */
  static final List<String> ALL =
      List.of(
          "?",
          "NA",
          "N/A",
          "n/a",
          "#N/A",
          "NULL",
          "null",
          "NaN",
          "nan",
          "None",
          "none",
          "-",
          "--",
          "unknown",
          "Unknown",
          "UNKNOWN",
          "0000-00-00",
          "0000-00-00 00:00:00",
          "00/00/0000",
          "00.00.0000",
          "00-00-0000");

  private static final Set<String> CERTAIN =
      Set.of("?", "NA", "N/A", "n/a", "#N/A", "NULL", "null", "NaN", "nan");

  private MissingTokens() {}

  /**
   * Whether the token means "no value" in a column of this type: in a text column {@code None} or
   * {@code unknown} may be a value, between numbers they cannot.
   */
  static boolean certain(String token, ColumnType others) {
    return others != ColumnType.STRING || CERTAIN.contains(token);
  }
}
