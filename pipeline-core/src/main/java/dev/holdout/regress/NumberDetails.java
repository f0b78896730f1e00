package dev.holdout.regress;

import dev.holdout.measure.Measure;
import dev.holdout.measure.StudentMean;
import dev.holdout.regress.NumberDetail.PredictionBin;
import dev.holdout.regress.NumberDetail.Quantile;
import dev.holdout.stat.BinnedSums.Bins;
import java.util.ArrayList;
import java.util.List;

/** Rows by prediction, in bins of about equal weight, and quantiles of the residuals. */
final class NumberDetails {
  private static final int MOST = 15;
  private static final double[] SHARES = {0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99};

  private NumberDetails() {}

  static NumberDetail of(NumberCounts counts, double z) {
    if (Lacking.rows(counts).isPresent()) {
      return new NumberDetail(List.of(), List.of());
    }
    return new NumberDetail(byPrediction(counts, z), residuals(counts));
  }

  private static List<Quantile> residuals(NumberCounts counts) {
    OrderedErrors errors = OrderedErrors.signed(counts);
    List<Quantile> quantiles = new ArrayList<>();
    for (double share : SHARES) {
      // Residuals are errors with the other sign.
      quantiles.add(new Quantile(share, 0.0 - errors.at(1 - share)));
    }
    return quantiles;
  }

  private static List<PredictionBin> byPrediction(NumberCounts counts, double z) {
    Bins bins = counts.predictions().bins();
    double[] weights = bins.sums()[NumberCounts.BIN_WEIGHT];
    List<PredictionBin> merged = new ArrayList<>();
    double[] sums = new double[bins.sums().length];
    double before = 0;
    int slot = -1;
    for (int bin = 0; bin < weights.length; bin++) {
      int own = Math.min(MOST - 1, (int) (MOST * (before + weights[bin] / 2) / counts.weight()));
      if (own != slot && sums[NumberCounts.BIN_WEIGHT] > 0) {
        merged.add(bin(sums, z));
        sums = new double[sums.length];
      }
      slot = own;
      for (int channel = 0; channel < sums.length; channel++) {
        sums[channel] += bins.sums()[channel][bin];
      }
      before += weights[bin];
    }
    if (sums[NumberCounts.BIN_WEIGHT] > 0) {
      merged.add(bin(sums, z));
    }
    return merged;
  }

  private static PredictionBin bin(double[] sums, double z) {
    double weight = sums[NumberCounts.BIN_WEIGHT];
    double effective = weight * weight / sums[NumberCounts.BIN_SQUARED_WEIGHT];
    double mean = sums[NumberCounts.BIN_ACTUAL] / weight;
    double variance = sums[NumberCounts.BIN_SQUARED_ACTUAL] / weight - mean * mean;
    boolean rounding = variance <= mean * mean * 1e-13;
    Measure actual =
        StudentMean.of(effective, mean, rounding ? 0 : variance)
            .map(estimate -> estimate.measure(z))
            .orElseGet(() -> Measure.of(mean));
    return new PredictionBin(
        sums[NumberCounts.BIN_PREDICTED] / weight,
        actual,
        sums[NumberCounts.BIN_ABSOLUTE] / weight,
        (long) sums[NumberCounts.BIN_ROWS]);
  }
}
