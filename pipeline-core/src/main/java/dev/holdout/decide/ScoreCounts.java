package dev.holdout.decide;

import dev.holdout.stat.AdaptiveHistogram;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Negatives and positives by score, scores ascending and distinct. */
final class ScoreCounts {
  private final double[] scores;
  private final long[] negatives;
  private final long[] positives;

  private ScoreCounts(double[] scores, long[] negatives, long[] positives) {
    this.scores = scores;
    this.negatives = negatives;
    this.positives = positives;
  }

  /**
   * From counts of negatives (channel 0) and positives (channel 1); other channels are not read.
   */
  static ScoreCounts of(AdaptiveHistogram histogram) {
    AdaptiveHistogram.Bins bins = histogram.bins();
    if (bins.counts().length < 2) {
      throw new IllegalArgumentException(bins.counts().length + " channels, expected 2");
    }
    return new ScoreCounts(bins.values(), bins.counts()[0], bins.counts()[1]);
  }

  /** The same rows by calibrated score. */
  ScoreCounts calibratedBy(Calibrator calibrator) {
    double[] calibrated = new double[size()];
    long[] below = new long[size()];
    long[] above = new long[size()];
    int last = -1;
    for (int i = 0; i < size(); i++) {
      double score = calibrator.calibrate(scores[i]);
      if (last < 0 || score != calibrated[last]) {
        calibrated[++last] = score;
      }
      below[last] += negatives[i];
      above[last] += positives[i];
    }
    int size = last + 1;
    return new ScoreCounts(
        Arrays.copyOf(calibrated, size), Arrays.copyOf(below, size), Arrays.copyOf(above, size));
  }

  int size() {
    return scores.length;
  }

  double score(int i) {
    return scores[i];
  }

  long negatives(int i) {
    return negatives[i];
  }

  long positives(int i) {
    return positives[i];
  }

  long rows(int i) {
    return negatives[i] + positives[i];
  }

  long negatives() {
    return LongStream.of(negatives).sum();
  }

  long positives() {
    return LongStream.of(positives).sum();
  }

  boolean hasBothClasses() {
    return negatives() > 0 && positives() > 0;
  }

  /** Mean squared difference between score and label; there must be a row. */
  double brier() {
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      sum +=
          negatives[i] * scores[i] * scores[i] + positives[i] * (1 - scores[i]) * (1 - scores[i]);
    }
    return sum / (negatives() + positives());
  }
}
