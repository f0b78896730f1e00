package dev.holdout.contract;

import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a column promises of its typed values. It travels to the executors. */
final class ValueCheck implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String refusal;
  private final boolean some;
  private final @Nullable String absent;
  private final double min;
  private final double max;
  private final Set<Object> allowed = new HashSet<>();

  /**
   * The check of one column.
   *
   * @param reader turns the allowed texts into values
   * @param key whether the column belongs to the key
   */
  ValueCheck(ColumnSpec column, ValueReader reader, boolean key) {
    this.refusal = ValueReader.refusal(column.type());
    this.some = !column.allowed().isEmpty();
    this.absent = key ? "null_key" : column.required() ? "required" : null;
    this.min = column.min().orElse(Double.NEGATIVE_INFINITY);
    this.max = column.max().orElse(Double.POSITIVE_INFINITY);
    for (String text : column.allowed()) {
      Object value = reader.parsed(text);
      if (value != null) {
        allowed.add(value);
      }
    }
  }

  /**
   * The reason for which a row with this value goes to quarantine; null when it does not.
   *
   * @param value as {@link ValueReader} gives it
   */
  @Nullable String reason(@Nullable Object value) {
    if (value == ValueReader.MISSING) {
      return absent;
    }
    if (value == null) {
      return refusal;
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      return "not_finite";
    }
    if (value instanceof Number number
        && (number.doubleValue() < min || number.doubleValue() > max)) {
      return "out_of_range";
    }
    return !some || allowed.contains(value) ? null : "not_allowed";
  }
}
