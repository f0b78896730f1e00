package dev.holdout.evaluate;

/**
 * What one row adds to the sums of {@link LossSums} and {@link CalibrationCells}, worked out once
 * for all groups that the row belongs to; nothing where its score is no probability.
 *
 * @param inUnit whether the score is a probability
 * @param cell its bin of {@link CalibrationCells}
 * @param score the score
 * @param logLoss its log loss, the score clipped at a double's machine epsilon
 * @param brier (score − label)²
 * @param scoreUnits the score in fixed point, as are the others
 * @param logLossUnits the log loss
 * @param squaredLogLossUnits its square
 * @param brierUnits (score − label)²
 * @param squaredBrierUnits its square
 */
record LossTerms(
    boolean inUnit,
    int cell,
    double score,
    double logLoss,
    double brier,
    long scoreUnits,
    long logLossUnits,
    long squaredLogLossUnits,
    long brierUnits,
    long squaredBrierUnits) {
  /** Of terms that are at most 1. */
  static final int UNIT_BITS = 62;

  /**
   * 36.05, the largest log loss after clipping, is below 2<sup>6</sup>; its square below
   * 2<sup>11</sup>.
   */
  static final int LOG_LOSS_BITS = 57;

  static final int SQUARED_LOG_LOSS_BITS = 52;

  private static final double EPSILON = Math.ulp(1.0);
  private static final LossTerms NONE = new LossTerms(false, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  static LossTerms of(double score, boolean positive) {
    if (!(score >= 0 && score <= 1)) {
      return NONE;
    }
    double loss = logLoss(score, positive);
    double gap = score - (positive ? 1 : 0);
    double brier = gap * gap;
    return new LossTerms(
        true,
        CalibrationCells.cellOf(score),
        score,
        loss,
        brier,
        FixedPoint.units(score, UNIT_BITS),
        FixedPoint.units(loss, LOG_LOSS_BITS),
        FixedPoint.units(loss * loss, SQUARED_LOG_LOSS_BITS),
        FixedPoint.units(brier, UNIT_BITS),
        FixedPoint.units(brier * brier, UNIT_BITS));
  }

  /** Log loss of one row, the score clipped at a double's machine epsilon. */
  static double logLoss(double score, boolean positive) {
    double clipped = Math.min(1 - EPSILON, Math.max(EPSILON, score));
    return -(positive ? Math.log(clipped) : Math.log1p(-clipped));
  }
}
