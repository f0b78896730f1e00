package dev.holdout.report.page;

import dev.holdout.decide.DecisionReport;
import dev.holdout.decide.DecisionReport.CurvePoint;
import dev.holdout.evaluate.Evaluation.Curves.Point;
import dev.holdout.report.words.Numbers;
import java.util.List;

/** The threshold rule's objective against the threshold, the one chosen marked. */
final class DecisionChart {
  private DecisionChart() {}

  static Svg draw(DecisionReport decision) {
    List<CurvePoint> curve = decision.curve();
    double smallest = curve.stream().mapToDouble(CurvePoint::objective).min().orElse(0);
    double largest = curve.stream().mapToDouble(CurvePoint::objective).max().orElse(1);
    Axis objective = Axis.around("Objective of the rule", smallest, largest);
    String threshold = Numbers.threshold(decision.threshold());
    Plot plot =
        new Plot(
            "Objective against threshold; " + threshold + " was chosen",
            Axis.unit("Threshold"),
            objective);
    plot.line(
        "chosen", decision.threshold(), objective.low(), decision.threshold(), objective.high());
    plot.curve("curve", curve.stream().map(p -> new Point(p.threshold(), p.objective())).toList());
    boolean right = decision.threshold() > 0.6;
    plot.note(
        "chosen: " + threshold,
        decision.threshold(),
        objective.high(),
        right ? "end" : "start",
        right ? -7 : 7,
        11);
    return plot.done();
  }
}
