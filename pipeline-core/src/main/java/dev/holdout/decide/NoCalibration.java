package dev.holdout.decide;

import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/** Scores are probabilities as they are, brought within [0, 1]. */
public record NoCalibration() implements Calibrator {
  private static final long serialVersionUID = 1L;

  @Override
  public CalibratorKind kind() {
    return CalibratorKind.NONE;
  }

  @Override
  public double calibrate(double score) {
    return Math.max(0, Math.min(1, score));
  }

  @Override
  public Column calibrate(Column score) {
    return greatest(lit(0.0), least(lit(1.0), score));
  }
}
