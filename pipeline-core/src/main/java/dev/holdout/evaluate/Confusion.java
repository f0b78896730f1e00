package dev.holdout.evaluate;

/**
 * The four counts of decisions by truth.
 *
 * @param tp positive rows decided positive
 * @param fp negative rows decided positive
 * @param fn positive rows decided negative
 * @param tn negative rows decided negative
 */
public record Confusion(long tp, long fp, long fn, long tn) {
  /** All rows. */
  public long rows() {
    return tp + fp + fn + tn;
  }

  /** Rows whose label is positive. */
  public long positives() {
    return tp + fn;
  }

  /** Rows whose label is negative. */
  public long negatives() {
    return fp + tn;
  }

  /** Rows decided positive. */
  public long decidedPositive() {
    return tp + fp;
  }
}
