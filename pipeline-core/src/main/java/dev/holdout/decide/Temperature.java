package dev.holdout.decide;

import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/**
 * Temperature scaling for two classes: the log-odds of a score, divided by one number.
 *
 * <p>A score of one half stays as it is. Fitted by maximum likelihood; a score nearer to 0 or 1
 * than {@value LogOdds#EDGE} counts as that far from it. Scores that run against the labels are all
 * brought to one half: the temperature is then infinite, its inverse 0, which is the optimum since
 * the loss is convex. Source: Guo, Pleiss, Sun & Weinberger 2017.
 *
 * @param inverse 1 / temperature, at least 0: above 1 scores become more extreme, below 1 less
 */
public record Temperature(double inverse) implements Calibrator {
  private static final long serialVersionUID = 1L;

  public Temperature {
    if (!(inverse >= 0) || !Double.isFinite(inverse)) {
      throw new IllegalArgumentException("inverse temperature " + inverse);
    }
  }

  @Override
  public CalibratorKind kind() {
    return CalibratorKind.TEMPERATURE;
  }

  @Override
  public double calibrate(double score) {
    return LogOdds.back(-inverse * LogOdds.of(score));
  }

  @Override
  public Column calibrate(Column score) {
    return LogOdds.back(lit(-inverse).multiply(LogOdds.of(score)));
  }

  /** Both classes must have rows. */
  static Temperature fit(ScoreCounts counts) {
    CalibrationPoints points = CalibrationPoints.of(counts);
    return new Temperature(Math.max(0, points.fit(points.by(LogOdds::of)).coefficient(0)));
  }
}
