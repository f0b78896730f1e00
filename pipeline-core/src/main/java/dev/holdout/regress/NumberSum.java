package dev.holdout.regress;

/** The sums over rows that metrics of numbers are made of, each term times the row's weight. */
enum NumberSum {
  WEIGHT,
  SQUARED_WEIGHT,
  ACTUAL,
  PREDICTED,
  SQUARED_ACTUAL,
  SQUARED_PREDICTED,
  PRODUCT,
  ERROR,
  SQUARED_ERROR,
  CUBED_ERROR,
  FOURTH_ERROR,
  SIXTH_ERROR,
  CUBED_ACTUAL,
  FOURTH_ACTUAL,
  ERROR_SQUARED_ACTUAL,
  ERROR_CUBED_ACTUAL,
  CUBED_ERROR_ACTUAL,
  SQUARED_ERROR_ACTUAL,
  SQUARED_ERROR_SQUARED_ACTUAL,
  ABSOLUTE_ERROR,
  CUBED_ABSOLUTE_ERROR,
  RELATIVE_WEIGHT,
  RELATIVE_SQUARED_WEIGHT,
  RELATIVE,
  SQUARED_RELATIVE,
  CUBED_RELATIVE,
  PINBALL,
  SQUARED_PINBALL,
  CUBED_PINBALL,
  INTERVAL_WEIGHT,
  INTERVAL_SQUARED_WEIGHT,
  COVERED,
  WIDTH,
  SQUARED_WIDTH,
  CUBED_WIDTH;

  /** Its place among the sums. */
  @SuppressWarnings("EnumOrdinal") // States are never kept beyond the scan that made them.
  int at() {
    return ordinal();
  }
}
