package dev.holdout.report.page;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.report.words.Numbers;
import dev.holdout.report.words.Segments;
import java.util.Optional;

/** Precision against recall, with the share of positives as the line of chance. */
final class PrecisionRecallChart {
  private PrecisionRecallChart() {}

  static Svg draw(Evaluation evaluation) {
    SegmentResult overall = evaluation.overall();
    Plot plot =
        new Plot(
            "Precision–recall curve; the dashed line is the share of positives",
            Axis.unit("Recall"),
            Axis.unit("Precision"));
    if (overall.rows() > 0) {
      double prevalence = (double) overall.positives() / overall.rows();
      plot.line("reference", 0, prevalence, 1, prevalence)
          .note(
              "share of positives " + Numbers.percent(prevalence),
              0,
              prevalence,
              "start",
              6,
              prevalence < 0.12 ? -6 : 14);
    }
    plot.curve("curve", evaluation.curves().precisionRecall());
    Optional<Double> recall = Segments.value(overall, "recall");
    Optional<Double> precision = Segments.value(overall, "precision");
    if (recall.isPresent() && precision.isPresent()) {
      String title =
          "At the threshold: recall "
              + Numbers.decimal(recall.get(), 3)
              + ", precision "
              + Numbers.decimal(precision.get(), 3);
      plot.dot("operating", recall.get(), precision.get(), 5, title)
          .note(
              "at the threshold",
              recall.get(),
              precision.get(),
              recall.get() > 0.6 ? "end" : "start",
              recall.get() > 0.6 ? -6 : 8,
              recall.get() > 0.6 ? 18 : -8);
    }
    return plot.done();
  }
}
