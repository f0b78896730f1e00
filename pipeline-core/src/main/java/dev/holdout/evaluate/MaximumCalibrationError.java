package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import dev.holdout.measure.Range;

/**
 * Maximum calibration error: how far scores and shares of positives lie apart in the worst bin that
 * has rows. Over 15 equal-width bins, and over 15 of equal mass.
 *
 * <p>The value leans upward, most where a bin has few rows: with equal widths one row makes a bin.
 *
 * <p>Interval: from Clopper & Pearson's of the share of positives of each bin, all holding together
 * (Bonferroni). It lies between the largest gap that some bin has at least and the largest that any
 * may have, so a bin of few rows makes it wide.
 */
final class MaximumCalibrationError implements Estimated {
  static final MaximumCalibrationError EQUAL_WIDTH =
      new MaximumCalibrationError("mce", "Maximum calibration error", Binning.EQUAL_WIDTH);
  static final MaximumCalibrationError EQUAL_MASS =
      new MaximumCalibrationError(
          "mce_equal_mass", "Maximum calibration error, equal mass", Binning.EQUAL_MASS);

  private final Definition definition;
  private final Binning binning;

  private MaximumCalibrationError(String name, String title, Binning binning) {
    this.binning = binning;
    this.definition =
        new Definition(
                name,
                "largest |mean score − share of positives| among "
                    + binning.words()
                    + ", those without rows left out",
                Range.SHARE,
                Direction.SMALLER_IS_BETTER,
                "there are no rows, or a score is no probability",
                "Naeini, Cooper & Hauskrecht 2015")
            .titled(title)
            .digits(4);
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unlessProbabilities(counts, () -> largest(binning.of(counts)));
  }

  private static double largest(ScoreCells cells) {
    double largest = 0;
    for (int cell = 0; cell < cells.size(); cell++) {
      largest = cells.isEmpty(cell) ? largest : Math.max(largest, Math.abs(cells.gap(cell)));
    }
    return largest;
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    ScoreCells cells = binning.of(counts);
    return new Estimate(largest(cells), "simultaneous", z -> interval(cells, z));
  }

  private static Interval interval(ScoreCells cells, double z) {
    long bins = 0;
    for (double rows : cells.rows()) {
      bins += rows > 0 ? 1 : 0;
    }
    double tail = Quantiles.outside(z) / bins / 2;
    double lower = 0;
    double upper = 0;
    for (int cell = 0; cell < cells.size(); cell++) {
      if (cells.isEmpty(cell)) {
        continue;
      }
      double score = cells.scoreSums()[cell] / cells.rows()[cell];
      Interval observed = observed(cells.positives()[cell], cells.rows()[cell], tail);
      lower = Math.max(lower, Math.max(score - observed.upper(), observed.lower() - score));
      upper = Math.max(upper, Math.max(score - observed.lower(), observed.upper() - score));
    }
    return new Interval(lower, Math.min(1, upper));
  }

  /**
   * Each end is outside with at most this chance: Chernoff 1952, by bisection of the divergence.
   *
   * @param tail such a chance
   */
  private static Interval observed(double hits, double trials, double tail) {
    double share = hits / trials;
    double most = -Math.log(tail) / trials;
    return new Interval(
        hits == 0 ? 0 : boundary(share, 0, most), hits == trials ? 1 : boundary(share, 1, most));
  }

  private static double boundary(double share, double end, double most) {
    double near = share;
    double far = end;
    for (int step = 0; step < 50; step++) {
      double middle = (near + far) / 2;
      if (divergence(share, middle) <= most) {
        near = middle;
      } else {
        far = middle;
      }
    }
    return far;
  }

  /** Kullback and Leibler's of two shares. */
  private static double divergence(double share, double other) {
    return (share == 0 ? 0 : share * Math.log(share / other))
        + (share == 1 ? 0 : (1 - share) * Math.log((1 - share) / (1 - other)));
  }
}
