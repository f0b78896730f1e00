package dev.holdout.label;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A value as the data write it.
 *
 * @param value the text, blanks around it included
 * @param rows that have it
 * @param number of the class that it stands for
 */
public record LabelValue(String value, long rows, int number) {
  /** At most so many values are listed in a sentence. */
  public static final int LISTED = 10;

  /** The value in quotes with its rows, as in {@code "yes " (3 rows)}. */
  public String shown() {
    return String.format(Locale.ROOT, "\"%s\" (%,d %s)", value, rows, rows == 1 ? "row" : "rows");
  }

  /** Some values with their rows; ten at most, and how many more. */
  public static String listed(List<LabelValue> values) {
    String shown =
        values.stream().limit(LISTED).map(LabelValue::shown).collect(Collectors.joining(", "));
    return values.size() > LISTED ? shown + " and " + (values.size() - LISTED) + " more" : shown;
  }

  /** The rows of some values. */
  public static long rows(List<LabelValue> values) {
    return values.stream().mapToLong(LabelValue::rows).sum();
  }
}
