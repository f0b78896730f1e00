package dev.holdout.decide;

import java.util.Optional;

/**
 * What one decision costs: an amount, or a row's amount in a column times a factor. Below 0 it is a
 * benefit.
 *
 * @param factor the amount, or what the column is multiplied with
 * @param column a column of the dataset with amounts of 0 or more; empty for a cost that is the
 *     same in every row
 */
public record Cost(double factor, Optional<String> column) {
  /** Neither cost nor benefit. */
  public static final Cost NONE = of(0);

  /** The same in every row. */
  public static Cost of(double amount) {
    return new Cost(amount, Optional.empty());
  }

  /** A row's amount times a factor. */
  public static Cost times(double factor, String column) {
    return new Cost(factor, Optional.of(column));
  }

  /** Of several decisions. */
  double of(double decisions, double amounts) {
    return factor * (column.isPresent() ? amounts : decisions);
  }

  String words() {
    String number = Wording.number(factor);
    return column.map(name -> factor == 1 ? name : number + " × " + name).orElse(number);
  }
}
