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
  /** Rows in bins of scores, positive from a threshold on. */
  static Confusion of(Bins bins, double threshold) {
    double[] positive = new double[2];
    double[] negative = new double[2];
    for (int bin = bins.size() - 1; bin >= 0; bin--) {
      double[] decided = bins.values()[bin] >= threshold ? positive : negative;
      for (int label = 0; label < decided.length; label++) {
        decided[label] += bins.counts()[label][bin];
      }
    }
    return new Confusion(
        positive[ClassMass.POSITIVE],
        positive[ClassMass.NEGATIVE],
        negative[ClassMass.POSITIVE],
        negative[ClassMass.NEGATIVE]);
  }

  /** The same counts in another unit. */
  Confusion dividedBy(double unit) {
    return new Confusion(tp / unit, fp / unit, fn / unit, tn / unit);
  }

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
