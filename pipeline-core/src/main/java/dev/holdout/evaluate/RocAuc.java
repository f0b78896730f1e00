package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The chance that a random positive row scores above a random negative one, ties counting one half
 * (Mann–Whitney).
 *
 * <p>Cost: O(bins). Where scores are binned, the pairs within a bin count one half each, so the
 * error is at most half their share of all pairs: {@link #errorBound}.
 *
 * <p>Interval: {@link AucEstimate}.
 */
public final class RocAuc implements Estimated {
  private static final Definition DEFINITION =
      new Definition(
              "roc_auc",
              "share of (positive, negative) pairs in which the positive scores higher; ties ½",
              Range.of(0, 1, "0 to 1, 0.5 without skill"),
              Direction.LARGER_IS_BETTER,
              "there are no positives or no negatives",
              "Hanley & McNeil 1982")
          .titled("ROC AUC")
          .to(Definition.Use.SELECT);

  RocAuc() {}

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unless(Undefined.noRanks(counts), () -> auc(counts));
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    return AucEstimate.of(auc(counts), counts);
  }

  /** A positive is in as many pairs as there are negatives: 1 of {@code positives} shares. */
  @Override
  public OptionalDouble sensitivity(long positives, long negatives) {
    return OptionalDouble.of(1.0 / Math.min(positives, negatives));
  }

  static double auc(ScoreCounts counts) {
    Bins bins = counts.bins();
    return area(bins.counts()[0], bins.counts()[1]);
  }

  /** The area of counts of whole rows; there must be some of each class. */
  public static double area(long[] negatives, long[] positives) {
    return area(
        Arrays.stream(negatives).asDoubleStream().toArray(),
        Arrays.stream(positives).asDoubleStream().toArray());
  }

  /**
   * The area of counts; there must be some of each class.
   *
   * @param negatives by score, ascending
   * @param positives of the same scores
   */
  public static double area(double[] negatives, double[] positives) {
    double below = 0;
    double positivesBelow = 0;
    double concordant = 0;
    double discordant = 0;
    for (int score = 0; score < negatives.length; score++) {
      concordant += positives[score] * (below + negatives[score] / 2.0);
      discordant += negatives[score] * (positivesBelow + positives[score] / 2.0);
      below += negatives[score];
      positivesBelow += positives[score];
    }
    // Their sum is that of all pairs; weights that are rounded leave no area beyond 1.
    return concordant / (concordant + discordant);
  }

  /** The most by which binning can have moved the value; 0 when the counts are exact. */
  static double errorBound(ScoreCounts counts) {
    if (counts.exact() || counts.positiveMass() == 0 || counts.negativeMass() == 0) {
      return 0;
    }
    Bins bins = counts.bins();
    double pairs = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      pairs += bins.counts()[0][bin] * bins.counts()[1][bin];
    }
    return pairs / 2 / (counts.positiveMass() * counts.negativeMass());
  }

  /**
   * By how much binning has moved the value as a rule; 0 when the counts are exact. Of a smooth
   * share of positives, bins twice as wide err four times as much, so a third of what doubling them
   * changes (Richardson 1911); and two standard errors of the order of a bin's rows, if that is by
   * chance.
   */
  static double likelyError(ScoreCounts counts) {
    if (errorBound(counts) == 0) {
      return 0;
    }
    double[] negatives = counts.bins().counts()[0];
    double[] positives = counts.bins().counts()[1];
    double variance = 0;
    for (int bin = 0; bin < negatives.length; bin++) {
      variance += negatives[bin] * positives[bin] * (negatives[bin] + positives[bin] + 1) / 12;
    }
    double doubled = area(pairs(negatives), pairs(positives));
    return Math.abs(area(negatives, positives) - doubled) / 3
        + 2 * Math.sqrt(variance) / (counts.positiveMass() * counts.negativeMass());
  }

  private static double[] pairs(double[] bins) {
    double[] pairs = new double[(bins.length + 1) / 2];
    for (int bin = 0; bin < bins.length; bin++) {
      pairs[bin / 2] += bins[bin];
    }
    return pairs;
  }
}
