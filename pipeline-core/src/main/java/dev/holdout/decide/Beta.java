package dev.holdout.decide;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;

import dev.holdout.evaluate.LogisticFit;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Column;

/**
 * Beta calibration: the log-odds of the probability are a·ln s − b·ln(1 − s) + c.
 *
 * <p>Unlike a logistic curve it can leave scores as they are (a = b = 1, c = 0) and bend them the
 * other way. Fitted by maximum likelihood; where a or b comes out negative, the other two are
 * fitted again with it at 0, and where that makes the other negative, without either: the optimum
 * under the constraint, since the loss is convex. A score nearer to 0 or 1 than {@value
 * LogOdds#EDGE} counts as that far from it. Source: Kull, Silva Filho & Flach 2017.
 *
 * @param a at least 0
 * @param b at least 0
 * @param c any
 */
public record Beta(double a, double b, double c) implements Calibrator {
  private static final long serialVersionUID = 1L;

  public Beta {
    if (!(a >= 0) || !(b >= 0) || !DoubleStream.of(a, b, c).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("a " + a + ", b " + b + ", c " + c);
    }
  }

  @Override
  public CalibratorKind kind() {
    return CalibratorKind.BETA;
  }

  @Override
  public double calibrate(double score) {
    double kept = LogOdds.kept(score);
    return LogOdds.back(b * StrictMath.log(1 - kept) - a * StrictMath.log(kept) - c);
  }

  @Override
  public Column calibrate(Column score) {
    Column kept = LogOdds.kept(score);
    return LogOdds.back(
        lit(b).multiply(log(lit(1.0).minus(kept))).minus(lit(a).multiply(log(kept))).minus(lit(c)));
  }

  /** Both classes must have rows. */
  static Beta fit(ScoreCounts counts) {
    CalibrationPoints points = CalibrationPoints.of(counts);
    double[] low = points.by(Math::log);
    double[] high = points.by(score -> -Math.log1p(-score));
    LogisticFit both = points.fit(low, high, points.ones());
    if (both.coefficient(0) >= 0 && both.coefficient(1) >= 0) {
      return new Beta(both.coefficient(0), both.coefficient(1), both.coefficient(2));
    }
    LogisticFit withoutA = points.fit(high, points.ones());
    if (both.coefficient(0) < 0 && withoutA.coefficient(0) >= 0) {
      return new Beta(0, withoutA.coefficient(0), withoutA.coefficient(1));
    }
    LogisticFit withoutB = points.fit(low, points.ones());
    if (both.coefficient(1) < 0 && withoutB.coefficient(0) >= 0) {
      return new Beta(withoutB.coefficient(0), 0, withoutB.coefficient(1));
    }
    return new Beta(0, 0, points.fit(points.ones()).coefficient(0));
  }
}
