package dev.holdout.regress;

import dev.holdout.measure.Measure;
import java.util.List;

/**
 * What an evaluation of predicted numbers has beside its metrics.
 *
 * @param byPrediction rows in at most 15 bins of about equal numbers by prediction, ascending
 * @param residuals quantiles of (actual − predicted), ascending
 */
public record NumberDetail(List<PredictionBin> byPrediction, List<Quantile> residuals) {
  public NumberDetail {
    byPrediction = List.copyOf(byPrediction);
    residuals = List.copyOf(residuals);
  }

  /**
   * Rows of similar predictions.
   *
   * @param meanPrediction mean of their predictions
   * @param meanActual mean of the actual values, with its interval
   * @param meanAbsoluteError mean of |actual − predicted|
   * @param rows how many
   */
  public record PredictionBin(
      double meanPrediction, Measure meanActual, double meanAbsoluteError, long rows) {}

  /** The value below which a share of the residuals lies. */
  public record Quantile(double share, double value) {}
}
