package dev.holdout.evaluate;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.MeanEstimate;
import dev.holdout.measure.Wilson;

/**
 * Intervals of a mean loss: {@link MeanEstimate}, but where one class has fewer than {@value
 * #FEWEST} rows and no more than one row in five. The spread of so few losses, or of none, tells
 * little of what such rows would lose.
 *
 * <p>There the mean is s·L + (1 − s)·M, s the share of the rare class, L its mean loss and M that
 * of the other. To the losses of the rare class one is added that stands for what the scores
 * themselves expect of such rows: the loss at each score, weighted by the chance of the class that
 * the score states. The interval combines Wilson's of s and normal ones of the logarithms of L and
 * M by the method of variance estimates recovery (Zou & Donner 2008).
 */
final class RareClassLoss {
  private static final double FEWEST = 30;
  private static final double RARE = 0.2;

  private RareClassLoss() {}

  /** The loss of a row by its score and label. */
  @FunctionalInterface
  interface Loss {
    double of(double score, boolean positive);
  }

  /**
   * The estimate.
   *
   * @param plain the mean of all losses
   */
  static Estimate estimate(Estimate plain, ScoreCounts counts, Loss loss) {
    boolean positive = counts.positiveMass() < counts.negativeMass();
    double rare = Math.min(counts.positiveMass(), counts.negativeMass());
    if (rare >= FEWEST
        || rare > RARE * counts.mass()
        || counts.mass() < 2
        || plain.method().equals("wilson")) {
      return plain;
    }
    Moments ofRare =
        Moments.of(counts.bins(), loss, positive).and(expected(counts, loss, positive));
    Moments ofOthers = Moments.of(counts.bins(), loss, !positive);
    double share = rare / counts.mass();
    double apart = ofRare.mean() - ofOthers.mean();
    return new Estimate(
        plain.value(),
        "rare-class",
        z -> {
          Interval shares = Wilson.interval(rare, counts.mass(), z);
          double least = apart * ((apart < 0 ? shares.upper() : shares.lower()) - share);
          double most = apart * ((apart < 0 ? shares.lower() : shares.upper()) - share);
          Interval rares = ofRare.interval(z);
          Interval others = ofOthers.interval(z);
          return new Interval(
              Math.max(
                  0,
                  plain.value()
                      - length(
                          least,
                          share * (ofRare.mean() - rares.lower()),
                          (1 - share) * (ofOthers.mean() - others.lower()))),
              plain.value()
                  + length(
                      most,
                      share * (rares.upper() - ofRare.mean()),
                      (1 - share) * (others.upper() - ofOthers.mean())));
        });
  }

  private static double length(double one, double two, double three) {
    return Math.hypot(Math.hypot(one, two), three);
  }

  /** One row with the mean and the variance of the losses that the scores expect of the class. */
  private static Moments expected(ScoreCounts counts, Loss loss, boolean positive) {
    Bins bins = counts.bins();
    double chances = 0;
    double sum = 0;
    double squares = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      double score = Math.min(1, bins.values()[bin]);
      double lost = loss.of(score, positive);
      double chance =
          (positive ? score : 1 - score) * (bins.counts()[0][bin] + bins.counts()[1][bin]);
      chances += chance;
      sum += chance * lost;
      squares += chance * lost * lost;
    }
    return chances > 0 ? new Moments(1, sum / chances, squares / chances) : new Moments(0, 0, 0);
  }

  /** Rows, sum and sum of squares of losses. */
  private record Moments(double rows, double sum, double squares) {
    static Moments of(Bins bins, Loss loss, boolean positive) {
      double rows = 0;
      double sum = 0;
      double squares = 0;
      for (int bin = 0; bin < bins.size(); bin++) {
        double count = bins.counts()[positive ? 1 : 0][bin];
        if (count > 0) {
          double lost = loss.of(Math.min(1, bins.values()[bin]), positive);
          rows += count;
          sum += count * lost;
          squares += count * lost * lost;
        }
      }
      return new Moments(rows, sum, squares);
    }

    Moments and(Moments other) {
      return new Moments(rows + other.rows, sum + other.sum, squares + other.squares);
    }

    double mean() {
      return rows == 0 ? 0 : sum / rows;
    }

    Interval interval(double z) {
      if (!(sum > 0)) {
        return new Interval(mean(), mean());
      }
      double variance = Math.max(0, squares / rows - mean() * mean());
      double factor = Math.exp(z * Math.sqrt(variance / rows) / mean());
      return new Interval(mean() / factor, mean() * factor);
    }
  }
}
