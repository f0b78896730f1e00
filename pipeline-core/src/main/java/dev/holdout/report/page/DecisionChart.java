package dev.holdout.report.page;

import dev.holdout.decide.DecisionReport;
import dev.holdout.decide.DecisionReport.CurvePoint;
import dev.holdout.decide.ThresholdEvidence;
import dev.holdout.decide.ThresholdEvidence.CurveBand;
import dev.holdout.evaluate.Evaluation.Curves.Point;
import dev.holdout.report.words.Numbers;
import java.util.List;

/**
 * The threshold rule's objective against the threshold with its intervals, the one chosen and what
 * is left to a person marked.
 */
final class DecisionChart {
  private DecisionChart() {}

  /** What is drawn. */
  static String title(DecisionReport decision) {
    return decision.evidence().map(ThresholdEvidence::objective).orElse("The rule’s objective");
  }

  static Svg draw(DecisionReport decision) {
    List<CurvePoint> curve = decision.curve();
    List<CurveBand> band = decision.evidence().map(ThresholdEvidence::band).orElse(List.of());
    double smallest = curve.stream().mapToDouble(CurvePoint::objective).min().orElse(0);
    double largest = curve.stream().mapToDouble(CurvePoint::objective).max().orElse(1);
    Axis objective = Axis.around(title(decision), smallest, largest);
    String threshold = Numbers.threshold(decision.threshold());
    Plot plot =
        new Plot(
            "Objective against threshold; " + threshold + " was chosen",
            Axis.unit("Threshold"),
            objective);
    decision
        .evidence()
        .flatMap(ThresholdEvidence::review)
        .ifPresent(review -> review(plot, objective, review.lower(), review.upper()));
    plot.line(
        "chosen", decision.threshold(), objective.low(), decision.threshold(), objective.high());
    plot.curve("limit", band.stream().map(p -> new Point(p.threshold(), p.lower())).toList());
    plot.curve("limit", band.stream().map(p -> new Point(p.threshold(), p.upper())).toList());
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

  private static void review(Plot plot, Axis objective, double lower, double upper) {
    for (double end : new double[] {lower, upper}) {
      plot.line("reference", end, objective.low(), end, objective.high());
    }
    plot.note("review", lower, objective.low(), "start", 4, -6);
  }
}
