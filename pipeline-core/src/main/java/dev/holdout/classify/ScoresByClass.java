package dev.holdout.classify;

import dev.holdout.stat.BinnedSums.Bins;

/**
 * Effective rows by class and score, for areas.
 *
 * @param rows effective rows of each class, of those with scores
 * @param scale effective rows for each unit of weight
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers for loops, never compared.
record ScoresByClass(ClassCounts counts, double[] rows, double scale) {

  static ScoresByClass of(ClassCounts counts) {
    double scale = counts.scores().effectiveRows() / counts.scores().weight();
    double[] rows = new double[counts.classes()];
    for (int at = 0; at < rows.length; at++) {
      Bins bins = counts.scores().bins(at);
      for (double weight : bins.sums()[counts.shape().pairs() ? at : 1]) {
        rows[at] += weight * scale;
      }
    }
    return new ScoresByClass(counts, rows, scale);
  }

  /** Effective rows of a class. */
  double rows(int of) {
    return rows[of];
  }

  /** Number of classes. */
  int classes() {
    return rows.length;
  }

  /** Share of rows that are of a class. */
  double share(int of) {
    double all = 0;
    for (double each : rows) {
      all += each;
    }
    return rows[of] / all;
  }

  /** Scores of some rows of a class. */
  RowSample sample(int of) {
    return counts.scores().sample(of);
  }

  /** Classes that rows are of. */
  int occurring() {
    int occurring = 0;
    for (double of : rows) {
      occurring += of > 0 ? 1 : 0;
    }
    return occurring;
  }

  /** One class against all other rows; there must be some of both. */
  ScoreArea againstRest(int own) {
    Bins bins = counts.scores().bins(own);
    double[] others = new double[bins.size()];
    for (int channel = 0; channel < bins.sums().length; channel++) {
      if (channel != (counts.shape().pairs() ? own : 1)) {
        for (int bin = 0; bin < others.length; bin++) {
          others[bin] += bins.sums()[channel][bin] * scale;
        }
      }
    }
    return new ScoreArea(
        bins.values(), others, scaled(bins.sums()[counts.shape().pairs() ? own : 1]));
  }

  /** One class against another by the score of the one; there must be rows of both. */
  ScoreArea against(int own, int other) {
    Bins bins = counts.scores().bins(own);
    return new ScoreArea(bins.values(), scaled(bins.sums()[other]), scaled(bins.sums()[own]));
  }

  private double[] scaled(double[] weights) {
    double[] scaled = new double[weights.length];
    for (int bin = 0; bin < scaled.length; bin++) {
      scaled[bin] = weights[bin] * scale;
    }
    return scaled;
  }
}
