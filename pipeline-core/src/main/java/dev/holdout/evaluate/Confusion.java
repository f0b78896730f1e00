package dev.holdout.evaluate;

/**
 * The four counts of decisions by truth, in effective rows ({@link ScoreCounts#mass}).
 *
 * @param tp positive rows decided positive
 * @param fp negative rows decided positive
 * @param fn positive rows decided negative
 * @param tn negative rows decided negative
 */
public record Confusion(double tp, double fp, double fn, double tn) {
  double rows() {
    return tp + fp + fn + tn;
  }

  double positives() {
    return tp + fn;
  }

  double negatives() {
    return fp + tn;
  }

  double decidedPositive() {
    return tp + fp;
  }

  double decidedNegative() {
    return fn + tn;
  }
}
