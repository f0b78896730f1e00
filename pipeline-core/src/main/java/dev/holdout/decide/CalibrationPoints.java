package dev.holdout.decide;

import dev.holdout.evaluate.LogisticFit;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Counts as a logistic curve is fitted to them.
 *
 * @param scores ascending, kept off 0 and 1
 * @param negatives rows at each score
 * @param positives rows at each score
 */
@SuppressWarnings("ArrayRecordComponent") // Arrays for loops, never compared.
record CalibrationPoints(double[] scores, double[] negatives, double[] positives) {
  static CalibrationPoints of(ScoreCounts counts) {
    double[][] of = new double[3][counts.size()];
    for (int i = 0; i < counts.size(); i++) {
      of[0][i] = LogOdds.kept(counts.score(i));
      of[1][i] = counts.negatives(i);
      of[2][i] = counts.positives(i);
    }
    return new CalibrationPoints(of[0], of[1], of[2]);
  }

  /** Each score by a function. */
  double[] by(DoubleUnaryOperator function) {
    return Arrays.stream(scores).map(function).toArray();
  }

  double[] ones() {
    return LogisticFit.ones(scores.length);
  }

  LogisticFit fit(double[]... features) {
    return LogisticFit.of(features, negatives, positives);
  }
}
