package dev.holdout.evaluate;

/**
 * What one row adds to the sums of {@link LossSums} and {@link CalibrationCells}, worked out once
 * for all groups that the row belongs to; nothing where its score is no probability.
 */
final class LossTerms {
  /** Log loss, its square, (score − label)², its square, and the score. */
  static final int TERMS = 5;

  /** That of the score. */
  static final int SCORE = 4;

  /**
   * 36.05, the largest log loss after clipping, is below 2<sup>6</sup>; its square below
   * 2<sup>11</sup>; all else is at most 1.
   */
  private static final int[] FRACTION_BITS = {57, 52, 62, 62, 62};

  private static final double EPSILON = Math.ulp(1.0);
  private static final LossTerms NONE = new LossTerms();

  /** Whether the score is a probability. */
  final boolean inUnit;

  /** Its bin of {@link CalibrationCells}. */
  final int cell;

  /** Read only. */
  final double[] terms = new double[TERMS];

  /** The terms in fixed point; read only. */
  final long[] units = new long[TERMS];

  private LossTerms() {
    inUnit = false;
    cell = 0;
  }

  private LossTerms(double score, boolean positive) {
    inUnit = true;
    cell = CalibrationCells.cellOf(score);
    double loss = logLoss(score, positive);
    double gap = score - (positive ? 1 : 0);
    terms[0] = loss;
    terms[1] = loss * loss;
    terms[2] = gap * gap;
    terms[3] = terms[2] * terms[2];
    terms[SCORE] = score;
    for (int term = 0; term < TERMS; term++) {
      units[term] = FixedPoint.units(terms[term], FRACTION_BITS[term]);
    }
  }

  static LossTerms of(double score, boolean positive) {
    return score >= 0 && score <= 1 ? new LossTerms(score, positive) : NONE;
  }

  double logLoss() {
    return terms[0];
  }

  /** (score − label)². */
  double brier() {
    return terms[2];
  }

  static int fractionBits(int term) {
    return FRACTION_BITS[term];
  }

  /** Log loss of one row, the score clipped at a double's machine epsilon. */
  static double logLoss(double score, boolean positive) {
    double clipped = Math.min(1 - EPSILON, Math.max(EPSILON, score));
    return -(positive ? Math.log(clipped) : Math.log1p(-clipped));
  }
}
