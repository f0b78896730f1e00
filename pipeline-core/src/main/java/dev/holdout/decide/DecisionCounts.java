package dev.holdout.decide;

import dev.holdout.stat.AdaptiveHistogram;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What a threshold is chosen from: rows of both classes by score, scores ascending and distinct,
 * and the amounts that their decisions move.
 *
 * <p>Amounts are kept as sums and sums of products by class, which is what a resample of the rows
 * needs. Counts are whole but for resamples. Size: 24 bytes a score, or 104 with amounts.
 */
final class DecisionCounts {
  private final double[] scores;
  private final double[] negatives;
  private final double[] positives;

  /** By moment of {@link Amounts}, then by score; no moments where no amounts are at stake. */
  private final double[][] moments;

  DecisionCounts(double[] scores, double[] negatives, double[] positives, double[][] moments) {
    this.scores = scores;
    this.negatives = negatives;
    this.positives = positives;
    this.moments = moments;
  }

  /** Rows without amounts. */
  static DecisionCounts of(ScoreCounts counts) {
    double[] scores = new double[counts.size()];
    double[] negatives = new double[counts.size()];
    double[] positives = new double[counts.size()];
    for (int at = 0; at < scores.length; at++) {
      scores[at] = counts.score(at);
      negatives[at] = counts.negatives(at);
      positives[at] = counts.positives(at);
    }
    return new DecisionCounts(scores, negatives, positives, new double[0][]);
  }

  /**
   * From a histogram with the channels of {@link Amounts}, or with negatives and positives alone.
   */
  static DecisionCounts of(AdaptiveHistogram histogram) {
    return of(histogram.bins());
  }

  private static DecisionCounts of(AdaptiveHistogram.Bins bins) {
    int size = bins.size();
    double[][] moments = new double[Amounts.moments(bins.counts().length)][size];
    for (int moment = 0; moment < moments.length; moment++) {
      for (int at = 0; at < size; at++) {
        moments[moment][at] = Amounts.sum(bins.counts(), moment, at);
      }
    }
    return new DecisionCounts(
        bins.values(), doubles(bins.counts()[0]), doubles(bins.counts()[1]), moments);
  }

  /** From the cells of values in order, each with the channels of {@link Amounts}. */
  static DecisionCounts of(List<long[]> cells) {
    int channels = cells.isEmpty() ? 2 : cells.get(0).length;
    long[][] counts = new long[channels][cells.size()];
    for (int at = 0; at < cells.size(); at++) {
      for (int channel = 0; channel < channels; channel++) {
        counts[channel][at] = cells.get(at)[channel];
      }
    }
    return of(new AdaptiveHistogram.Bins(empty(cells.size()).scores, counts));
  }

  /** No rows, at so many positions. */
  static DecisionCounts empty(int size) {
    double[] scores = new double[size];
    Arrays.setAll(scores, at -> at);
    return new DecisionCounts(scores, new double[size], new double[size], new double[0][]);
  }

  int size() {
    return scores.length;
  }

  double score(int at) {
    return scores[at];
  }

  double negatives(int at) {
    return negatives[at];
  }

  double positives(int at) {
    return positives[at];
  }

  double rows(int at) {
    return negatives[at] + positives[at];
  }

  double rows() {
    return Arrays.stream(negatives).sum() + Arrays.stream(positives).sum();
  }

  /** Sum of a moment of {@link Amounts} over the rows of one score. */
  double moment(int moment, int at) {
    return moment >= moments.length ? 0 : moments[moment][at];
  }

  boolean hasAmounts() {
    return moments.length > 0;
  }

  /** The same rows by calibrated score. */
  DecisionCounts calibratedBy(Calibrator calibrator) {
    double[] calibrated = new double[size()];
    int[] group = new int[size()];
    for (int at = 0; at < size(); at++) {
      calibrated[at] = calibrator.calibrate(scores[at]);
      group[at] = at == 0 ? 0 : group[at - 1] + (calibrated[at] == calibrated[at - 1] ? 0 : 1);
    }
    double[] distinct = new double[size() == 0 ? 0 : group[size() - 1] + 1];
    for (int at = 0; at < size(); at++) {
      distinct[group[at]] = calibrated[at];
    }
    return grouped(group, distinct);
  }

  /** The same rows with neighbours taken together; each group has the score given for it. */
  DecisionCounts grouped(int[] group, double[] groupScores) {
    double[][] sums = new double[moments.length][];
    for (int moment = 0; moment < sums.length; moment++) {
      sums[moment] = summed(moments[moment], group, groupScores.length);
    }
    return new DecisionCounts(
        groupScores,
        summed(negatives, group, groupScores.length),
        summed(positives, group, groupScores.length),
        sums);
  }

  /** The rows before the first end, those before the next, and so on, each taken together. */
  DecisionCounts divided(int... ends) {
    int[] group = new int[size()];
    for (int at = 0; at < size(); at++) {
      while (group[at] < ends.length && at >= ends[group[at]]) {
        group[at]++;
      }
    }
    return grouped(group, empty(ends.length + 1).scores);
  }

  /** The same rows where scores are the positions themselves, of so many. */
  DecisionCounts at(int positions) {
    int[] group = Arrays.stream(scores).mapToInt(score -> (int) score).toArray();
    return grouped(group, empty(positions).scores);
  }

  /** These rows and others at as many positions. */
  DecisionCounts plus(DecisionCounts other) {
    double[][] sums = new double[Math.max(moments.length, other.moments.length)][size()];
    for (int moment = 0; moment < sums.length; moment++) {
      for (int at = 0; at < size(); at++) {
        sums[moment][at] = moment(moment, at) + other.moment(moment, at);
      }
    }
    double[] negative = negatives.clone();
    double[] positive = positives.clone();
    for (int at = 0; at < size(); at++) {
      negative[at] += other.negatives[at];
      positive[at] += other.positives[at];
    }
    return new DecisionCounts(scores, negative, positive, sums);
  }

  /** The decisions where the rows at some positions are decided positive. */
  Outcome outcome(IntPredicate decidedPositive) {
    Outcome outcome = Outcome.NONE;
    for (int at = 0; at < size(); at++) {
      outcome = outcome.plus(decided(at, decidedPositive.test(at)));
    }
    return outcome;
  }

  /** The decisions where the rows of one score are decided alike. */
  Outcome decided(int at, boolean positive) {
    return positive
        ? new Outcome(
            positives[at],
            negatives[at],
            0,
            0,
            moment(Amounts.TP, at),
            moment(Amounts.FP, at),
            0,
            0)
        : new Outcome(
            0,
            0,
            positives[at],
            negatives[at],
            0,
            0,
            moment(Amounts.FN, at),
            moment(Amounts.TN, at));
  }

  /** At each position, and after the last, the decisions where rows from there on are positive. */
  Outcome[] outcomes() {
    Outcome[] outcomes = new Outcome[size() + 1];
    outcomes[size()] = Outcome.NONE;
    for (int at = size() - 1; at >= 0; at--) {
      outcomes[at] = outcomes[at + 1].plus(decided(at, true));
    }
    Outcome below = Outcome.NONE;
    for (int at = 0; at <= size(); at++) {
      outcomes[at] = outcomes[at].plus(below);
      if (at < size()) {
        below = below.plus(decided(at, false));
      }
    }
    return outcomes;
  }

  /**
   * The threshold at which the rows from a position on are positive: half-way between neighbouring
   * scores, so that neither rounding nor the binning of scores decides about a row; 0 for all rows.
   */
  double threshold(int from) {
    if (from == 0) {
      return 0;
    }
    double below = scores[from - 1];
    double above = from < size() ? scores[from] : 1;
    double middle = below + (above - below) / 2;
    return middle > below ? middle : Math.nextUp(below);
  }

  /** The first position whose score is at least this. */
  int from(double threshold) {
    int at = Arrays.binarySearch(scores, threshold);
    return at >= 0 ? at : -at - 1;
  }

  private static double[] summed(double[] values, int[] group, int groups) {
    double[] sums = new double[groups];
    for (int at = 0; at < values.length; at++) {
      sums[group[at]] += values[at];
    }
    return sums;
  }

  private static double[] doubles(long[] counts) {
    return Arrays.stream(counts).asDoubleStream().toArray();
  }
}
