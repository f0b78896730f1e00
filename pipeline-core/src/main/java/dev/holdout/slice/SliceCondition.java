package dev.holdout.slice;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * One condition of a slice.
 *
 * @param feature the column
 * @param form what is asked of it
 * @param values of {@link Form#IS} the one value, of {@link Form#OTHER} those that it is not
 * @param from of {@link Form#BETWEEN} the least number, of {@link Form#EQUALS} the number; empty:
 *     no lower end
 * @param to of {@link Form#BETWEEN} the number that it stays below; empty: no upper end
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SliceCondition(
    String feature, Form form, List<String> values, Optional<Double> from, Optional<Double> to) {
  public SliceCondition {
    values = List.copyOf(values);
  }

  /** What a condition asks. */
  public enum Form {
    /** The text is this value. */
    IS,
    /** The text is none of the values told apart, nor null: the rare values together. */
    OTHER,
    /** There is no value. */
    NULL,
    /** The number is this one. */
    EQUALS,
    /** The number is at least {@code from} and below {@code to}. */
    BETWEEN
  }

  static SliceCondition is(String feature, String value) {
    return new SliceCondition(feature, Form.IS, List.of(value), Optional.empty(), Optional.empty());
  }

  static SliceCondition other(String feature, List<String> values) {
    return new SliceCondition(feature, Form.OTHER, values, Optional.empty(), Optional.empty());
  }

  static SliceCondition missing(String feature) {
    return new SliceCondition(feature, Form.NULL, List.of(), Optional.empty(), Optional.empty());
  }

  static SliceCondition equalTo(String feature, double number) {
    return new SliceCondition(
        feature, Form.EQUALS, List.of(), Optional.of(number), Optional.empty());
  }

  static SliceCondition between(String feature, Optional<Double> from, Optional<Double> to) {
    return new SliceCondition(feature, Form.BETWEEN, List.of(), from, to);
  }

  /** The condition for a person, such as {@code tenure < 9} or {@code Contract = One year}. */
  public String text() {
    return switch (form) {
      case IS -> feature + " = " + values.get(0);
      case OTHER -> feature + " is a rare value";
      case NULL -> feature + " is missing";
      case EQUALS -> feature + " = " + number(from);
      case BETWEEN ->
          from.isEmpty()
              ? feature + " < " + number(to)
              : to.isEmpty()
                  ? feature + " ≥ " + number(from)
                  : number(from) + " ≤ " + feature + " < " + number(to);
    };
  }

  /**
   * Whether a row meets it; never null.
   *
   * @param value the feature as {@link SliceColumns} reads it
   */
  Column met(Column value) {
    return switch (form) {
      case IS -> value.isNotNull().and(value.equalTo(lit(values.get(0))));
      case OTHER -> value.isNotNull().and(not(value.isInCollection(values)));
      case NULL -> value.isNull();
      case EQUALS -> value.isNotNull().and(value.equalTo(lit(from.orElseThrow())));
      case BETWEEN -> {
        Column inside = value.isNotNull();
        inside = from.isEmpty() ? inside : inside.and(value.geq(lit(from.get())));
        yield to.isEmpty() ? inside : inside.and(value.lt(lit(to.get())));
      }
    };
  }

  /** Whether it asks for a number; empty where it asks for none and for no text either. */
  Optional<Boolean> ofNumbers() {
    return form == Form.NULL
        ? Optional.empty()
        : Optional.of(form == Form.EQUALS || form == Form.BETWEEN);
  }

  private static String number(Optional<Double> value) {
    String plain = BigDecimal.valueOf(value.orElseThrow()).stripTrailingZeros().toPlainString();
    return plain.replace('-', '−');
  }
}
