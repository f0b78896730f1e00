package dev.holdout.contract;

import java.util.List;
import java.util.Optional;

/**
 * What one column promises. A row that breaks it goes to quarantine.
 *
 * @param name the column's name; for CSV without a header, columns are in the file's order
 * @param type its type
 * @param required whether null breaks the contract
 * @param min smallest value allowed, for numbers
 * @param max largest value allowed, for numbers
 * @param allowed the only values allowed; empty for any
 * @param missing further texts that mean "no value" in this column
 * @param stripSuffix text taken off the end of a value, if it is there
 * @param pattern date or time pattern of Spark, when not ISO-8601
 * @param numbers how its numbers are written
 */
public record ColumnSpec(
    String name,
    ColumnType type,
    boolean required,
    Optional<Double> min,
    Optional<Double> max,
    List<String> allowed,
    List<String> missing,
    Optional<String> stripSuffix,
    Optional<String> pattern,
    NumberForm numbers) {
  public ColumnSpec {
    allowed = List.copyOf(allowed);
    missing = List.copyOf(missing);
  }

  /** A nullable column without further promises. */
  public static ColumnSpec of(String name, ColumnType type) {
    return new ColumnSpec(
        name,
        type,
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        NumberForm.PLAIN);
  }

  /** The same with these texts for "no value". */
  ColumnSpec withMissing(List<String> tokens) {
    return new ColumnSpec(
        name, type, required, min, max, allowed, tokens, stripSuffix, pattern, numbers);
  }

  /** The same with dates or times of a pattern. */
  ColumnSpec withPattern(Optional<String> form) {
    return new ColumnSpec(
        name, type, required, min, max, allowed, missing, stripSuffix, form, numbers);
  }

  /** The same with numbers of a form. */
  ColumnSpec withNumbers(NumberForm form) {
    return new ColumnSpec(
        name, type, required, min, max, allowed, missing, stripSuffix, pattern, form);
  }
}
