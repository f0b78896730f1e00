package dev.holdout.decide;

import dev.holdout.stat.AdaptiveHistogram;

/** Twelve scores with ties and inversions, and their labels. */
final class GivenScores {
  static final double[] SCORES = {.1, .2, .2, .3, .35, .4, .5, .5, .6, .7, .8, .9};
  static final int[] LABELS = {0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1};

  private GivenScores() {}

  static AdaptiveHistogram twelve() {
    return of(SCORES, LABELS);
  }

  static AdaptiveHistogram of(double[] scores, int[] labels) {
    AdaptiveHistogram histogram = new AdaptiveHistogram(2, 4096);
    for (int row = 0; row < scores.length; row++) {
      histogram.add(scores[row], labels[row]);
    }
    return histogram;
  }
}
