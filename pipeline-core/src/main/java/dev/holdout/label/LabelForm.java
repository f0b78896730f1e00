package dev.holdout.label;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.contract.TextNumbers;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;

/**
 * The form by which two values of a label are compared: equal numbers have one form, and texts that
 * differ in upper and lower case alone have one. Numbers are decimals of at most 15 digits on each
 * side of the point; {@code 1d}, {@code 0x1} and {@code Infinity} are texts.
 */
final class LabelForm {
  /** The form of the number 1, which every text that says yes has among two classes. */
  static final String ONE = "1.0";

  /** The form of the number 0, which every text that says no has among two classes. */
  static final String ZERO = "0.0";

  private static final String DECIMAL =
      "\\A[+-]?(?:[0-9]{1,15}(?:\\.[0-9]{0,15})?|\\.[0-9]{1,15})(?:[eE][+-]?[0-9]{1,3})?\\z";

  private static final Pattern NUMBER = Pattern.compile(DECIMAL);

  private LabelForm() {}

  /** The form of a known value, without blanks around it. */
  static Column of(Column known) {
    return when(known.rlike(DECIMAL), TextNumbers.number(known).plus(lit(0.0)).cast("string"))
        .otherwise(Columns.lowered(known));
  }

  /** The same for one value. */
  static String of(String known) {
    return NUMBER.matcher(known).matches()
        ? Double.toString(Double.parseDouble(known) + 0.0)
        : known.toLowerCase(Locale.ROOT);
  }

  /** The form of a known value where there are two classes: yes and true are 1, no and false 0. */
  static Column ofTwo(Column known) {
    Column form = of(known);
    return when(form.isin(TextNumbers.YES.toArray()), lit(ONE))
        .when(form.isin(TextNumbers.NO.toArray()), lit(ZERO))
        .otherwise(form);
  }

  /** The same for one value. */
  static String ofTwo(String known) {
    String form = of(known);
    return TextNumbers.YES.contains(form) ? ONE : TextNumbers.NO.contains(form) ? ZERO : form;
  }
}
