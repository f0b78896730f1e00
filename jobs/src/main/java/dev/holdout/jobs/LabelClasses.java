package dev.holdout.jobs;

import dev.holdout.contract.ColumnType;
import dev.holdout.contract.Profile.ColumnProfile;
import dev.holdout.contract.Profile.ValueCount;
import dev.holdout.label.LabelEncoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values of a label as classes; spellings of one value are one class, called by its most
 * frequent spelling.
 *
 * @param values with their rows, the most frequent first; not all of them where there are many
 * @param count how many classes there are
 * @param doubtful those that may say "no value"; they are among the values
 * @param order why the values are ordered numbers; empty if they are not
 */
record LabelClasses(
    List<ValueCount> values, long count, List<ValueCount> doubtful, Optional<String> order) {
  /** Of two classes: yes and no are two values however they are written. */
  private static final LabelEncoding TWO = LabelEncoding.yesOrNo();

  /** A text for "no value" in fewer rows than this share is no class. */
  private static final double SHARE_OF_CLASS = 0.02;

  /** As many whole numbers in a row are more likely a scale than codes. */
  private static final int SCALE = 6;

  /** Codes such as digits have about as many rows each. */
  private static final double BALANCED = 0.5;

  /** Standard deviations by which counts may rise again by chance. */
  private static final double BY_CHANCE = 2;

  /** Ordinal scales of words, from the lowest level to the highest. */
  private static final List<List<String>> SCALES =
      List.of(
          List.of("very low", "low", "mid", "middle", "medium", "moderate", "high", "very high"),
          List.of(
              "very poor",
              "very bad",
              "poor",
              "bad",
              "fair",
              "average",
              "good",
              "very good",
              "excellent"),
          List.of("none", "mild", "moderate", "severe", "critical"),
          List.of("xs", "small", "s", "medium", "m", "large", "l", "xl"),
          List.of("never", "rarely", "sometimes", "often", "always"),
          List.of("first", "second", "third", "fourth"));

  LabelClasses {
    values = List.copyOf(values);
    doubtful = List.copyOf(doubtful);
  }

  /**
   * The classes of a column.
   *
   * @param rows of the table
   */
  static LabelClasses of(ColumnProfile column, long rows) {
    List<ValueCount> found = new ArrayList<>(column.frequent());
    boolean complete = column.distinct() <= found.size();
    List<ValueCount> doubtful =
        column.suspected().stream().filter(one -> one.rows() >= SHARE_OF_CLASS * rows).toList();
    found.addAll(doubtful);
    found.sort(Comparator.comparingLong(ValueCount::rows).reversed());
    Map<String, ValueCount> classes = new LinkedHashMap<>();
    for (ValueCount one : found) {
      classes.merge(
          TWO.form(one.value().strip()),
          one,
          (first, other) -> new ValueCount(first.value(), first.rows() + other.rows()));
    }
    return new LabelClasses(
        List.copyOf(classes.values()),
        complete ? classes.size() : column.distinct() + doubtful.size(),
        doubtful,
        complete ? ordered(column) : Optional.empty());
  }

  /** Whether all values are known. */
  boolean complete() {
    return count <= values.size();
  }

  /** The names of all classes in the order of a well-known scale; empty if there is none. */
  List<String> scale() {
    if (!complete() || count < 3) {
      return List.of();
    }
    return SCALES.stream()
        .filter(scale -> values.stream().allMatch(one -> scale.contains(word(one))))
        .findFirst()
        .map(
            scale ->
                values.stream()
                    .sorted(Comparator.comparingInt(one -> scale.indexOf(word(one))))
                    .map(ValueCount::value)
                    .toList())
        .orElse(List.of());
  }

  private static String word(ValueCount one) {
    return one.value().strip().toLowerCase(Locale.ROOT).replaceAll("[_-]+", " ");
  }

  /**
   * Six or more whole numbers without a gap, whose rows rise to one peak and fall: a scale, such as
   * points. Codes have gaps, several peaks, or as many rows each.
   */
  private static Optional<String> ordered(ColumnProfile column) {
    if (column.type() != ColumnType.INTEGER || column.distinct() < SCALE) {
      return Optional.empty();
    }
    List<ValueCount> byValue = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (ValueCount one : column.frequent()) {
      try {
        if (!seen.add(Long.parseLong(one.value().strip()))) {
          return Optional.empty();
        }
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
      byValue.add(one);
    }
    byValue.sort(Comparator.comparingLong(one -> Long.parseLong(one.value().strip())));
    long first = Long.parseLong(byValue.get(0).value().strip());
    long last = Long.parseLong(byValue.get(byValue.size() - 1).value().strip());
    List<Long> rows = byValue.stream().map(ValueCount::rows).toList();
    long least = rows.stream().mapToLong(Long::longValue).min().orElse(0);
    long most = rows.stream().mapToLong(Long::longValue).max().orElse(0);
    if (last - first + 1 != byValue.size() || least > BALANCED * most || !hasOnePeak(rows)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d whole numbers without a gap, %d to %d, most rows at %s: a scale",
            byValue.size(),
            first,
            last,
            byValue.get(rows.indexOf(most)).value().strip()));
  }

  private static boolean hasOnePeak(List<Long> rows) {
    boolean falls = false;
    for (int at = 1; at < rows.size(); at++) {
      double change = (double) rows.get(at) - rows.get(at - 1);
      double chance = BY_CHANCE * Math.sqrt((double) (rows.get(at) + rows.get(at - 1)));
      if (change < -chance) {
        falls = true;
      } else if (falls && change > chance) {
        return false;
      }
    }
    return true;
  }
}
