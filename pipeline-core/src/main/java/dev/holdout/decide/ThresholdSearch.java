package dev.holdout.decide;

import dev.holdout.decide.DecisionReport.CurvePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The objective at every threshold that makes a difference on the given rows.
 *
 * <p>A threshold stands half-way between two neighbouring scores, so that neither rounding nor the
 * binning of scores decides about a row; 0 makes every row positive, and the last one no row. Among
 * equals the highest threshold is best.
 */
final class ThresholdSearch {
  private static final int CURVE_POINTS = 200;

  private final List<CurvePoint> candidates = new ArrayList<>();
  private int best;

  ThresholdSearch(ScoreCounts calibrated, Objective objective) {
    long rows = calibrated.positives() + calibrated.negatives();
    long truePositives = calibrated.positives();
    long falsePositives = calibrated.negatives();
    long falseNegatives = 0;
    for (int i = 0; i <= calibrated.size(); i++) {
      double value = objective.of(truePositives, falsePositives, falseNegatives, rows);
      candidates.add(new CurvePoint(threshold(calibrated, i), value));
      if (!objective.better(candidates.get(best).objective(), value)) {
        best = i;
      }
      if (i < calibrated.size()) {
        truePositives -= calibrated.positives(i);
        falsePositives -= calibrated.negatives(i);
        falseNegatives += calibrated.positives(i);
      }
    }
  }

  double threshold() {
    return candidates.get(best).threshold();
  }

  /** At most 200 points, evenly spread over the candidates, the best among them. */
  List<CurvePoint> curve() {
    TreeSet<Integer> shown = new TreeSet<>(List.of(best));
    int steps = Math.min(CURVE_POINTS - 1, candidates.size());
    for (int step = 0; step < steps; step++) {
      shown.add((int) ((long) step * (candidates.size() - 1) / Math.max(1, steps - 1)));
    }
    return shown.stream().map(candidates::get).toList();
  }

  /** The threshold at which the rows from score {@code i} on are positive. */
  private static double threshold(ScoreCounts calibrated, int i) {
    if (i == 0) {
      return 0;
    }
    double below = calibrated.score(i - 1);
    double above = i < calibrated.size() ? calibrated.score(i) : 1;
    double middle = below + (above - below) / 2;
    return middle > below ? middle : Math.nextUp(below);
  }
}
