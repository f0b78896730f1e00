package dev.holdout.evaluate;

import dev.holdout.evaluate.Evaluation.Curves.ReliabilityBin;
import dev.holdout.measure.Quantiles;
import dev.holdout.measure.Wilson;
import java.util.ArrayList;
import java.util.List;

/**
 * Shares of positives by score, in at most 15 bins of about equal numbers of rows; rows of one
 * score are never parted.
 *
 * @param bins by ascending score, each with its rows (effective ones where rows have weights,
 *     rounded up) and Wilson's interval of its share of positives; empty where there are no rows or
 *     a score is no probability
 */
public record ReliabilityDiagram(List<ReliabilityBin> bins) {
  private static final int MOST_BINS = 15;

  /** Errors of sums, which must not make a row more. */
  private static final double ROUNDING = 1e-6;

  public ReliabilityDiagram {
    bins = List.copyOf(bins);
  }

  /**
   * Of counted scores.
   *
   * @param level of the intervals, such as 0.95
   */
  public static ReliabilityDiagram of(ScoreCounts counts, double level) {
    return ofNormal(counts, Quantiles.normal(level));
  }

  /** The same by the level's two-sided standard normal quantile. */
  static ReliabilityDiagram ofNormal(ScoreCounts counts, double z) {
    List<ReliabilityBin> reliability = new ArrayList<>();
    if (Undefined.noProbabilities(counts).isEmpty()) {
      Bins bins = EqualMass.ofRows(counts.bins(), MOST_BINS);
      for (int bin = 0; bin < bins.size(); bin++) {
        double positives = bins.counts()[1][bin];
        double rows = positives + bins.counts()[0][bin];
        reliability.add(
            new ReliabilityBin(
                bins.values()[bin],
                Wilson.estimate(positives, rows).measure(z),
                (long) Math.ceil(rows - ROUNDING)));
      }
    }
    return new ReliabilityDiagram(reliability);
  }
}
