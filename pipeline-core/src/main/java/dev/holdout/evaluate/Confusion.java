package dev.holdout.evaluate;

/**
 * The four counts of decisions by truth, in effective rows ({@link ScoreCounts#mass}) unless said
 * otherwise.
 *
 * @param tp positive rows decided positive
 * @param fp negative rows decided positive
 * @param fn positive rows decided negative
 * @param tn negative rows decided negative
 */
public record Confusion(double tp, double fp, double fn, double tn) {
  /** All rows. */
  public double rows() {
    return tp + fp + fn + tn;
  }

  /** Rows whose label is positive. */
  public double positives() {
    return tp + fn;
  }

  /** Rows whose label is negative. */
  public double negatives() {
    return fp + tn;
  }

  /** Rows decided positive. */
  public double decidedPositive() {
    return tp + fp;
  }

  /** Rows decided negative. */
  public double decidedNegative() {
    return fn + tn;
  }
}
