package dev.holdout.decide;

import dev.holdout.measure.PoissonCounts;
import java.util.SplittableRandom;

/**
 * Resamples the rows behind counts: a Poisson count for each score and class, and amounts of so
 * many rows drawn from those of that score and class.
 *
 * <p>The amounts have the mean and the covariance that the rows' own have; where each row has a
 * score of its own they are the row's. Rows count as independent.
 */
final class RowResampler {
  private static final double[] NO_AMOUNTS = new double[0];

  private final DecisionCounts counts;
  private final double copies;
  private final PoissonCounts negatives;
  private final PoissonCounts positives;

  /**
   * A resampler.
   *
   * @param copies how many of the counted rows are one row of the data, at least 1: the number of
   *     scores that repeated cross-validation gave it
   */
  RowResampler(DecisionCounts counts, double copies) {
    this.counts = counts;
    this.copies = copies;
    double[] negative = new double[counts.size()];
    double[] positive = new double[counts.size()];
    for (int at = 0; at < counts.size(); at++) {
      negative[at] = counts.negatives(at) / copies;
      positive[at] = counts.positives(at) / copies;
    }
    this.negatives = new PoissonCounts(negative);
    this.positives = new PoissonCounts(positive);
  }

  /** Draws every row anew. */
  DecisionCounts draw(SplittableRandom random) {
    int size = counts.size();
    double[] scores = new double[size];
    double[] negative = new double[size];
    double[] positive = new double[size];
    double[][] sums = new double[counts.hasAmounts() ? 4 : 0][size];
    for (int at = 0; at < size; at++) {
      scores[at] = counts.score(at);
      negative[at] = copies * negatives.draw(random, at);
      positive[at] = copies * positives.draw(random, at);
      if (counts.hasAmounts()) {
        double[] of = amounts(random, at, positive[at], counts.positives(at), Amounts.TP);
        put(sums, at, of, Amounts.TP, Amounts.FN);
        of = amounts(random, at, negative[at], counts.negatives(at), Amounts.FP);
        put(sums, at, of, Amounts.FP, Amounts.TN);
      }
    }
    return new DecisionCounts(scores, negative, positive, sums);
  }

  private static void put(double[][] sums, int at, double[] of, int acted, int left) {
    if (of.length > 0) {
      sums[acted][at] = of[0];
      sums[left][at] = of[1];
    }
  }

  /** Two sums over {@code drawn} rows of the {@code rows} of one class; empty for none. */
  private double[] amounts(
      SplittableRandom random, int at, double drawn, double rows, int actedMoment) {
    if (drawn == 0) {
      return NO_AMOUNTS;
    }
    boolean positive = actedMoment == Amounts.TP;
    double acted = counts.moment(actedMoment, at) / rows;
    double left = counts.moment(positive ? Amounts.FN : Amounts.TN, at) / rows;
    int square = positive ? Amounts.POSITIVES_SQUARE_ACTED : Amounts.NEGATIVES_SQUARE_ACTED;
    double actedVariance = Math.max(0, counts.moment(square, at) / rows - acted * acted);
    double leftVariance = Math.max(0, counts.moment(square + 1, at) / rows - left * left);
    double covariance = counts.moment(square + 2, at) / rows - acted * left;
    double spread = Math.sqrt(drawn * copies);
    double first = actedVariance > 0 || leftVariance > 0 ? random.nextGaussian() : 0;
    double second = actedVariance > 0 && leftVariance > 0 ? random.nextGaussian() : 0;
    double slope = actedVariance > 0 ? covariance / Math.sqrt(actedVariance) : 0;
    double rest = Math.sqrt(Math.max(0, leftVariance - slope * slope));
    double ofLeft = actedVariance > 0 ? slope * first + rest * second : rest * first;
    return new double[] {
      drawn * acted + spread * Math.sqrt(actedVariance) * first, drawn * left + spread * ofLeft
    };
  }
}
