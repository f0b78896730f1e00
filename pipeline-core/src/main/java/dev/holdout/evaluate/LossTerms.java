package dev.holdout.evaluate;

/**
 * What one row adds to the sums of {@link LossSums}; nothing where its score is no probability.
 *
 * @param score the score
 * @param inUnit whether it is a probability
 * @param cell its bin of {@link CalibrationCells}
 * @param logLoss its log loss, the score clipped at a double's machine epsilon
 * @param brier (score − label)²
 */
record LossTerms(double score, boolean inUnit, int cell, double logLoss, double brier) {
  private static final double EPSILON = Math.ulp(1.0);

  static LossTerms of(double score, boolean positive) {
    if (!(score >= 0 && score <= 1)) {
      return new LossTerms(score, false, 0, 0, 0);
    }
    double gap = score - (positive ? 1 : 0);
    return new LossTerms(
        score, true, CalibrationCells.cellOf(score), logLoss(score, positive), gap * gap);
  }

  static double logLoss(double score, boolean positive) {
    double clipped = Math.min(1 - EPSILON, Math.max(EPSILON, score));
    return -(positive ? Math.log(clipped) : Math.log1p(-clipped));
  }
}
