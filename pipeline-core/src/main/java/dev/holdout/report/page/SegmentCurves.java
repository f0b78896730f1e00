package dev.holdout.report.page;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.Curves;
import dev.holdout.evaluate.Evaluation.Curves.Point;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.report.words.Names;
import java.util.ArrayList;
import java.util.List;

/**
 * The curves of a segment, as courses in the plots of all rows.
 *
 * @param name of the segment
 * @param roc in the ROC plot
 * @param precisionRecall in the plot of precision and recall
 */
record SegmentCurves(String name, String roc, String precisionRecall) {
  private static final int MOST_POINTS = 80;

  static List<SegmentCurves> of(Evaluation evaluation, int most) {
    Plot square = new Plot("", Axis.unit(""), Axis.unit(""));
    List<SegmentCurves> all = new ArrayList<>();
    for (SegmentResult segment : SegmentData.ordered(evaluation)) {
      segment
          .curves()
          .filter(curves -> all.size() < most && !curves.roc().isEmpty())
          .ifPresent(curves -> all.add(of(segment, curves, square)));
    }
    return all;
  }

  private static SegmentCurves of(SegmentResult segment, Curves curves, Plot square) {
    return new SegmentCurves(
        Names.segment(segment),
        square.path(thinned(curves.roc())),
        square.path(thinned(curves.precisionRecall())));
  }

  private static List<Point> thinned(List<Point> points) {
    int every = Math.max(1, (points.size() + MOST_POINTS - 1) / MOST_POINTS);
    List<Point> kept = new ArrayList<>();
    for (int at = 0; at < points.size(); at++) {
      if (at % every == 0 || at == points.size() - 1) {
        kept.add(points.get(at));
      }
    }
    return kept;
  }
}
