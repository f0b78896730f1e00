package dev.holdout.evaluate;

import dev.holdout.evaluate.Evaluation.Curves;
import dev.holdout.evaluate.Evaluation.Curves.Point;
import java.util.ArrayList;
import java.util.List;

/** The curves of a set of predictions, thinned to at most 200 points; empty where undefined. */
final class CurvePoints {
  private static final int MOST_POINTS = 200;

  private CurvePoints() {}

  static Curves of(ScoreCounts counts, double z) {
    return new Curves(
        Undefined.noRanks(counts).isPresent()
            ? List.of()
            : CurveThinning.thin(roc(counts), MOST_POINTS),
        counts.positiveMass() == 0
            ? List.of()
            : CurveThinning.thin(precisionRecall(counts), MOST_POINTS),
        ReliabilityDiagram.ofNormal(counts, z).bins());
  }

  private static List<Point> roc(ScoreCounts counts) {
    Bins bins = counts.bins();
    List<Point> points = new ArrayList<>(bins.size() + 1);
    points.add(new Point(0, 0));
    double fp = 0;
    double tp = 0;
    for (int bin = bins.size() - 1; bin >= 0; bin--) {
      fp += bins.counts()[0][bin];
      tp += bins.counts()[1][bin];
      points.add(new Point(share(fp, counts.negativeMass()), share(tp, counts.positiveMass())));
    }
    return points;
  }

  private static List<Point> precisionRecall(ScoreCounts counts) {
    Bins bins = counts.bins();
    List<Point> points = new ArrayList<>(bins.size());
    double decided = 0;
    double tp = 0;
    for (int bin = bins.size() - 1; bin >= 0; bin--) {
      decided += bins.counts()[0][bin] + bins.counts()[1][bin];
      tp += bins.counts()[1][bin];
      points.add(new Point(share(tp, counts.positiveMass()), share(tp, decided)));
    }
    return points;
  }

  /** A share, which rounding does not carry beyond 1. */
  private static double share(double part, double whole) {
    return Math.min(1, part / whole);
  }
}
