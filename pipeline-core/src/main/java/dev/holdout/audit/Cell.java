package dev.holdout.audit;

/**
 * Rows with one value of a column (or with neighbouring values of it).
 *
 * @param number the value of a numeric column
 * @param text the value of a category, or {@link #NO_VALUE}
 * @param early of these rows, those of the early span
 * @param late of these rows, those of the late span
 */
record Cell(double number, String text, long negatives, long positives, long early, long late) {
  /** The text of missing values. */
  static final String NO_VALUE = "no value";

  static final Cell EMPTY = new Cell(0, "", 0, 0, 0, 0);

  long rows() {
    return negatives + positives;
  }

  double positiveShare() {
    return rows() == 0 ? 0 : (double) positives / rows();
  }

  /** Both together, under this cell's value. */
  Cell and(Cell other) {
    return new Cell(
        number,
        text,
        negatives + other.negatives,
        positives + other.positives,
        early + other.early,
        late + other.late);
  }
}
