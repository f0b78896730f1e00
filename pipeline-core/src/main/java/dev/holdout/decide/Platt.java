package dev.holdout.decide;

import static org.apache.spark.sql.functions.lit;

import dev.holdout.evaluate.LogisticFit;
import org.apache.spark.sql.Column;

/**
 * Platt scaling: 1 / (1 + exp(a·z + b)), z the log-odds of the score.
 *
 * <p>Platt scaled the margins of a support vector machine; the margin of a learner that answers
 * with a probability is its log-odds, on which a = −1, b = 0 leaves a calibrated score as it is. A
 * score nearer to 0 or 1 than {@value LogOdds#EDGE} counts as that far from it.
 *
 * <p>Source: Platt 1999 (targets smoothed by one row in each class); Lin, Lin and Weng 2007
 * (Newton's method with backtracking). It departs from them in that a > 0 is not allowed: then a is
 * 0, which is the optimum under this constraint, since the loss is convex.
 *
 * @param a at most 0
 * @param b any
 */
public record Platt(double a, double b) implements Calibrator {
  private static final long serialVersionUID = 1L;

  public Platt {
    if (!(a <= 0) || !Double.isFinite(a) || !Double.isFinite(b)) {
      throw new IllegalArgumentException("a " + a + ", b " + b);
    }
  }

  @Override
  public CalibratorKind kind() {
    return CalibratorKind.PLATT;
  }

  @Override
  public double calibrate(double score) {
    return LogOdds.back(a * LogOdds.of(score) + b);
  }

  @Override
  public Column calibrate(Column score) {
    return LogOdds.back(lit(a).multiply(LogOdds.of(score)).plus(lit(b)));
  }

  /** Minimises the log loss against smoothed targets; both classes must have rows. */
  static Platt fit(ScoreCounts counts) {
    CalibrationPoints points = smoothed(counts);
    LogisticFit fit = points.fit(points.by(LogOdds::of), points.ones());
    // Without a, the smoothed targets' mean share of positives is the optimum.
    return fit.coefficient(0) >= 0
        ? new Platt(-fit.coefficient(0), -fit.coefficient(1))
        : new Platt(0, -points.fit(points.ones()).coefficient(0));
  }

  /** Each row is positive by its class's target, and negative by the rest of it. */
  private static CalibrationPoints smoothed(ScoreCounts counts) {
    double high = (counts.positives() + 1.0) / (counts.positives() + 2.0);
    double low = 1 / (counts.negatives() + 2.0);
    CalibrationPoints points = CalibrationPoints.of(counts);
    double[] negatives = new double[points.scores().length];
    double[] positives = new double[points.scores().length];
    for (int i = 0; i < negatives.length; i++) {
      positives[i] = points.positives()[i] * high + points.negatives()[i] * low;
      negatives[i] = points.positives()[i] * (1 - high) + points.negatives()[i] * (1 - low);
    }
    return new CalibrationPoints(points.scores(), negatives, positives);
  }
}
