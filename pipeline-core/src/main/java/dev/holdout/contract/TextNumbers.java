package dev.holdout.contract;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.right;
import static org.apache.spark.sql.functions.when;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * Texts of a file as values: which of them say "no value", and which are numbers or yes and no.
 *
 * <p>A number is a decimal such as {@code -1}, {@code .5} or {@code 2.5e-3}; in a column the words
 * {@code Infinity} and {@code NaN} are numbers too, which are not finite. What Java or Spark would
 * read beside that is none: {@code 1d}, {@code 0.5f}, {@code 0x1p-1}.
 */
public final class TextNumbers {
  /** Texts that say yes. */
  public static final List<String> YES = List.of("1", "1.0", "true", "yes", "y", "t", "positive");

  /** Texts that say no. */
  public static final List<String> NO = List.of("0", "0.0", "false", "no", "n", "f", "negative");

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private TextNumbers() {}

  /** Without blanks around it; null where it is blank or says "no value" ({@code NA}, ?). */
  public static Column known(Column text) {
    return known(text, Set.of());
  }

  /**
   * The same, but for texts that are values here.
   *
   * @param values texts that do not say "no value"
   */
  public static Column known(Column text, Collection<String> values) {
    Column trimmed = Blanks.trimmed(text);
    Object[] tokens =
        MissingTokens.ALL.stream()
            .filter(token -> MissingTokens.certain(token, ColumnType.STRING))
            .filter(token -> !values.contains(token))
            .toArray();
    return when(trimmed.equalTo("").or(trimmed.isin(tokens)).equalTo(false), trimmed);
  }

  /** The same for one text. */
  public static Optional<String> known(String text, Collection<String> values) {
    String trimmed = trimmed(text);
    boolean missing =
        trimmed.isEmpty()
            || (MissingTokens.place(trimmed) >= 0
                && MissingTokens.certain(trimmed, ColumnType.STRING)
                && !values.contains(trimmed));
    return missing ? Optional.empty() : Optional.of(trimmed);
  }

  /** A text without blanks around it. */
  public static String trimmed(String text) {
    return Blanks.trimmed(text);
  }

  /** The number that a known text is; null where it is none. */
  public static Column number(Column known) {
    return when(javaOnly(known), lit(null)).otherwise(known.try_cast(DataTypes.DoubleType));
  }

  /** The finite number that a text is; empty where it is none. */
  public static OptionalDouble number(String text) {
    String trimmed = trimmed(text);
    if (!DECIMAL.matcher(trimmed).matches()) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(trimmed);
    return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  /** Forms of numbers that only Java knows: {@code 1d}, {@code 2.5f}, {@code 0x1p3}. */
  private static Column javaOnly(Column text) {
    return right(text, lit(1))
        .isin("d", "D", "f", "F")
        .and(Columns.lowered(text).isin("inf", "+inf", "-inf").unary_$bang())
        .or(text.contains("x"))
        .or(text.contains("X"));
  }
}
