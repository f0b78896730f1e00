package dev.holdout.decide;

import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;

import org.apache.spark.sql.Column;

/**
 * Scores kept off 0 and 1, their log-odds and the way back, each for a double and for a column: the
 * same operations, hence the same bits.
 */
final class LogOdds {
  /** A probability nearer to 0 or 1 counts as this far from it. */
  static final double EDGE = 1e-6;

  private LogOdds() {}

  static double kept(double score) {
    return Math.max(EDGE, Math.min(1 - EDGE, score));
  }

  static Column kept(Column score) {
    return greatest(lit(EDGE), least(lit(1 - EDGE), score));
  }

  static double of(double score) {
    double kept = kept(score);
    return StrictMath.log(kept / (1 - kept));
  }

  static Column of(Column score) {
    Column kept = kept(score);
    return log(kept.divide(lit(1.0).minus(kept)));
  }

  /** The probability with the opposite of these log-odds. */
  static double back(double negated) {
    return 1 / (1 + StrictMath.exp(negated));
  }

  static Column back(Column negated) {
    return lit(1.0).divide(lit(1.0).plus(exp(negated)));
  }
}
