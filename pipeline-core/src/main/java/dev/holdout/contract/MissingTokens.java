package dev.holdout.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
          "na",
          "n.a.",
          "N.A.",
          "n.d.",
          "N.D.",
          "nil",
          ".",
          "..",
          "...",
          "*",
          "\u2013",
          "\u2014",
          "\\N",
          "#DIV/0!",
          "#VALUE!",
          "#REF!",
          "#NAME?",
          "#NUM!",
          "0000-00-00",
          "0000-00-00 00:00:00",
          "00/00/0000",
          "00.00.0000",
          "00-00-0000");

  private static final Set<String> CERTAIN =
      Set.of(
          "?", "NA", "N/A", "n/a", "#N/A", "NULL", "null", "NaN", "nan", "\\N", "#DIV/0!",
          "#VALUE!", "#REF!", "#NAME?", "#NUM!");

  private static final Map<String, Integer> PLACES =
      IntStream.range(0, ALL.size())
          .boxed()
          .collect(Collectors.toUnmodifiableMap(ALL::get, place -> place));

  private MissingTokens() {}

  /** Where in {@link #ALL} a text is; -1 where it is no token. */
  static int place(String text) {
    return PLACES.getOrDefault(text, -1);
  }

  /**
   * Whether the token means "no value" in a column of this type: in a text column {@code None} or
   * {@code unknown} may be a value, between numbers they cannot.
   */
  static boolean certain(String token, ColumnType others) {
    return others != ColumnType.STRING || CERTAIN.contains(token);
  }
}
